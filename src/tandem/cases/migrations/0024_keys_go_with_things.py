from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("cases", "0021_nothing_found"),
    ]
    operations = [
        ThrowsKeysAway("cases_case", "sealed"),
        ThrowsKeysAway("cases_step", "sealed"),
        ThrowsKeysAway("cases_note", "sealed"),
        ThrowsKeysAway("cases_casepicture", "sealed"),
        ThrowsKeysAway("cases_reply", "sealed"),
        ThrowsKeysAway("cases_enclosure", "sealed"),
    ]
