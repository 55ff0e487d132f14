from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("streets", "0026_not_every_voice_is_counted"),
    ]
    operations = [
        ThrowsKeysAway("streets_report", "sealed"),
        ThrowsKeysAway("streets_voice", "sealed"),
        ThrowsKeysAway("streets_photo", "sealed", "sealed_unreadable"),
    ]
