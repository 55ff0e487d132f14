import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_locked_rows"),
        ("territory", "0003_agreements_are_proposed_then_signed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Being prepared"),
                            ("ready", "Ready to print"),
                            ("posted", "Posted"),
                        ],
                        default="asked",
                        max_length=6,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("asked_by", models.BigIntegerField(null=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("posted_at", models.DateTimeField(null=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("sealed", models.BinaryField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.SlugField()),
                (
                    "wanted",
                    models.CharField(
                        choices=[
                            ("email", "By e-mail"),
                            ("sms", "By text message"),
                            ("call", "By telephone call"),
                            ("letter", "By letter"),
                            ("desk", "I will ask at the desk"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "By e-mail"),
                            ("sms", "By text message"),
                            ("call", "By telephone call"),
                            ("letter", "By letter"),
                            ("desk", "I will ask at the desk"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_email", "No e-mail address is known."),
                            ("no_mobile", "No mobile number is known."),
                            ("no_phone", "No telephone number is known."),
                            ("no_address", "No postal address is known."),
                            ("no_gateway", "This platform cannot send text messages yet."),
                            ("too_long", "It is too long for a text message."),
                            ("never_write", "Nothing may arrive at this address."),
                            ("not_chosen", "This person must be contacted with care."),
                            ("tried", "It was tried without result."),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "tried",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6), default=list, size=None
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to leave"),
                            ("sending", "Leaving now"),
                            ("ready", "Waiting at the desk"),
                            ("printed", "Printed, not yet posted"),
                            ("sent", "Sent"),
                            ("delivered", "Arrived"),
                            ("unsure", "May have left"),
                            ("failed", "Could not leave"),
                            ("done", "Done"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("reference", models.CharField(blank=True, max_length=12)),
                ("subject", models.CharField(max_length=80)),
                ("message_id", models.CharField(max_length=255)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField(auto_now_add=True)),
                ("next_try_at", models.DateTimeField()),
                ("woken_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("held_by", models.BigIntegerField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "printing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outbox.printing",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Inbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("done_at", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("territory", "organisation", "key"), name="one_effect_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "By e-mail"),
                            ("sms", "By text message"),
                            ("call", "By telephone call"),
                            ("letter", "By letter"),
                            ("desk", "I will ask at the desk"),
                        ],
                        max_length=6,
                    ),
                ),
                ("job", models.BigIntegerField(null=True)),
                ("account", models.BigIntegerField(null=True)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed_over", "Handed over"),
                            ("later", "No answer from the other side; tried again later"),
                            ("refused", "Refused by the other side"),
                            ("unknown", "Interrupted: it may have left"),
                            ("printed", "Printed"),
                            ("jammed", "Spoilt in printing"),
                            ("said", "Said on the telephone"),
                            ("nobody", "Nobody answered"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outbox.message",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["message"], name="attempts_of_a_message")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("message",),
                        name="one_open_attempt_a_message",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_attempt_that_ended_says_how",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True),
                    ("sealed__isnull", False),
                    _connector="OR",
                ),
                name="no_printing_is_ready_without_its_letters",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["next_try_at"],
                name="messages_to_try",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["waiting", "sending", "ready", "printed", "unsure", "failed"])
                ),
                fields=["territory", "organisation", "state", "next_try_at"],
                name="messages_not_yet_through",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["subject"], name="messages_about_a_row"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "delivered"]), _negated=True),
                    ("left_at__isnull", False),
                    _connector="OR",
                ),
                name="what_was_sent_left_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "printed"), _negated=True),
                    ("printing__isnull", False),
                    _connector="OR",
                ),
                name="what_was_printed_has_its_printing",
            ),
        ),
    ]
