from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("mine", "0005_codes_on_paper"),
    ]
    operations = [
        ThrowsKeysAway("mine_wish", "sealed", "sealed_outcome"),
        ThrowsKeysAway("mine_correction", "sealed_before", "sealed_after"),
    ]
