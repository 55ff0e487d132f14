from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("solidarity", "0022_nobody_alone_comes_as_two"),
    ]
    operations = [
        ThrowsKeysAway("solidarity_need", "sealed_what", "sealed_vital_why"),
        ThrowsKeysAway("solidarity_proposal", "sealed_why"),
        ThrowsKeysAway("solidarity_arrangement", "sealed_although"),
        ThrowsKeysAway("solidarity_feedback", "sealed"),
    ]
