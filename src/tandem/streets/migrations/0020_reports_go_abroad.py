import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0012_sheets_go_to_a_contact"),
        ("territory", "0005_a_role_is_given_or_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="next_try_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="handover",
            name="their_state",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="hookmessage",
            name="next_try_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="system",
            name="services",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="system",
            name="services_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="system",
            name="xml",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="hookmessage",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", True), ("told_at__isnull", True)),
                fields=["next_try_at"],
                name="hook_messages_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["organisation", "-id"], name="moves_newest"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["organisation", "-reported_at", "-id"], name="reports_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("given_key__isnull", False)),
                fields=["given_key"],
                name="reports_given_to_us",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["accepted", "sent", "to_send", "unsure"])),
                fields=("report",),
                name="one_handover_in_force_a_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    ("returned_at__isnull", False),
                    _connector="OR",
                ),
                name="what_came_back_has_its_day",
            ),
        ),
    ]
