from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("doors", "0017_scans_say_more_reasons"),
    ]
    operations = [
        ThrowsKeysAway("doors_scanfile", "sealed_name", "sealed"),
        ThrowsKeysAway("doors_scannedpage", "sealed_reading", "sealed_picture"),
        ThrowsKeysAway("doors_sheet", "sealed_code"),
        ThrowsKeysAway("doors_typing", "sealed"),
        ThrowsKeysAway("doors_call", "sealed"),
    ]
