from django.db import migrations, models

from tandem.people.operations import BACK, ThrowsKeysAway

TABLE = "outbox_message"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0112_keys_go_with_messages")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="sealed_former",
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_former__isnull", True),
                    models.Q(
                        ("state__in", ["cancelled", "delivered", "done", "sent"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="no_former_contact_is_kept_once_it_was_told",
            ),
        ),
        migrations.RunSQL(BACK.format(table=TABLE), ThrowsKeysAway(TABLE, "sealed").sql),
        ThrowsKeysAway(TABLE, "sealed", "sealed_former"),
    ]
