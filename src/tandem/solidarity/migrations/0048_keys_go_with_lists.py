from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("solidarity", "0044_opinions_on_a_change"),
    ]
    operations = [ThrowsKeysAway("solidarity_batch", "sealed")]
