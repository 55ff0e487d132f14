from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("outbox", "0111_what_is_ready_waits_for_a_colleague"),
    ]
    operations = [
        ThrowsKeysAway("outbox_printing", "sealed"),
        ThrowsKeysAway("outbox_message", "sealed"),
    ]
