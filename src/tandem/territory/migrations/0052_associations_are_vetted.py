import datetime

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("territory", "0051_who_answers_for_data")]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="on_probation",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Vetting",
            fields=[
                ("id", KEY),
                ("number", models.CharField(max_length=10, unique=True)),
                ("asked_by", models.BigIntegerField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("let_in_by", models.BigIntegerField(null=True)),
                ("let_in_at", models.DateTimeField(null=True)),
                ("settled_by", models.BigIntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("ended_by", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vetting",
                        to="territory.organisation",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Vouch",
            fields=[
                ("id", KEY.clone()),
                ("name", models.CharField(max_length=120)),
                ("account", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "vetting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vouches",
                        to="territory.vetting",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="vetting",
            constraint=models.CheckConstraint(
                condition=Q(let_in_by__isnull=True) | ~Q(let_in_by=F("asked_by")),
                name="nobody_lets_in_whom_she_brought",
            ),
        ),
        migrations.AddConstraint(
            model_name="vetting",
            constraint=models.CheckConstraint(
                condition=Q(settled_at__isnull=True)
                | Q(
                    let_in_at__isnull=False,
                    settled_at__gte=F("let_in_at") + datetime.timedelta(days=90),
                ),
                name="no_probation_is_shorter_than_ninety_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="vouch",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                models.F("vetting"),
                name="one_organisation_vouches_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="vouch",
            constraint=models.UniqueConstraint(
                fields=("vetting", "account"), name="two_colleagues_hear_two_vouches"
            ),
        ),
    ]
