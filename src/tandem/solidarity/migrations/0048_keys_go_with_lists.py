from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("solidarity", "0045_when_the_two_are_in_touch"),
    ]
    operations = [ThrowsKeysAway("solidarity_batch", "sealed")]
