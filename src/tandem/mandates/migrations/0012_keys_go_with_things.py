from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0029_keys_of_things_locked"),
        ("mandates", "0011_money_takes_two_colleagues"),
    ]
    operations = [
        ThrowsKeysAway("mandates_mandate", "sealed"),
        ThrowsKeysAway("mandates_goal", "sealed"),
    ]
