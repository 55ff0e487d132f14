import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("doors", "0006_terminals_and_rings_are_locked"),
        ("people", "0002_locked_rows"),
        ("territory", "0003_agreements_are_proposed_then_signed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("exchange_id", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ringing", "Rings now"),
                            ("answered", "Being answered"),
                            ("ended", "Ended"),
                            ("missed", "Missed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=5)),
                ("sealed", models.BinaryField()),
                ("number_digest", models.BinaryField(max_length=16, null=True)),
                ("came_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Greeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("words", models.CharField(max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("token_digest", models.BinaryField(max_length=16)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="callback",
            name="a_call_back_says_whom_to_call",
        ),
        migrations.AddField(
            model_name="callback",
            name="taken_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="callback",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="callback",
            name="call",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="doors.call",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("draft_key__isnull", False),
                    ("person__isnull", False),
                    ("call__isnull", False),
                    _connector="OR",
                ),
                name="a_call_back_says_whom_to_call",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="greeting",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="greeting",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["organisation", "came_at"], name="calls_as_they_came"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                fields=("organisation", "exchange_id"), name="one_call_a_name_of_the_exchange"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("organisation", "account", "day"), name="one_duty_a_colleague_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="greeting",
            constraint=models.UniqueConstraint(
                fields=("organisation", "language"), name="one_greeting_a_language"
            ),
        ),
    ]
