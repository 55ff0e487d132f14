from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("streets", "0031_reports_that_resemble"),
    ]
    operations = [
        ThrowsKeysAway("streets_report", "sealed"),
        ThrowsKeysAway("streets_voice", "sealed"),
        ThrowsKeysAway("streets_photo", "sealed", "sealed_unreadable"),
    ]
