import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_no_key_without_a_look"),
        ("territory", "0040_data_officers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("said_to", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("emergency", "The file was opened as an emergency"),
                            (
                                "excluded",
                                "A colleague whom the person had excluded tried to open the file",
                            ),
                            (
                                "stopped",
                                "Many files were opened in an hour, and the run was stopped",
                            ),
                            (
                                "name",
                                "A name of the person is one that the colleague declared as of her own circle",
                            ),
                            (
                                "place",
                                "The person lives in a street that the colleague declared as her own",
                            ),
                            (
                                "no_case",
                                "Nothing is owed to the person, and nothing was done for her lately",
                            ),
                            (
                                "repeated",
                                "The same file was opened several times in a day, with nothing to do",
                            ),
                            (
                                "hours",
                                "The file was opened at night or on a Sunday, without a task",
                            ),
                        ],
                        max_length=9,
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("person_key", models.UUIDField(null=True)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("opening_key", models.UUIDField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not looked at yet"),
                            ("in_order", "In order"),
                            ("not_in_order", "Not in order"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("sealed", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("run", "To go on after many files in an hour"),
                            ("address", "To see a protected address"),
                            ("emergency", "To open a file in an emergency"),
                        ],
                        max_length=9,
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("needs_yes", models.BooleanField(default=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("name", "Name"), ("place", "Street")], max_length=5),
                ),
                ("digest", models.BinaryField(max_length=16)),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="protected",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="person",
            name="postal_code",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("protected", False),
                    models.Q(("never_write", True), ("postal_code", "")),
                    _connector="OR",
                ),
                name="who_is_protected_has_no_place_to_be_found",
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("person", "account"),
                name="a_colleague_is_excluded_once",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["organisation", "-id"],
                name="flags_undecided",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("person_key__isnull", False), ("told_at__isnull", True)),
                fields=["organisation", "id"],
                name="flags_to_tell",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("account", "person_key", "reason", "day", "opening_key"),
                name="one_flag_a_reason_and_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("decided_by__isnull", False),
                        ("sealed__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="no_flag_is_decided_without_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("account")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_decides_about_her_own_look",
            ),
        ),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(fields=["account", "until"], name="openings_in_force"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_yes", False),
                    ("until__isnull", True),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
                name="no_opening_without_the_yes_it_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("account")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_agrees_to_her_own_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("needs_yes", True), ("kind", "emergency"), _connector="OR"),
                name="only_an_emergency_needs_no_yes",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "run"), ("person__isnull", True)),
                    models.Q(models.Q(("kind", "run"), _negated=True), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="an_opening_is_of_one_person_or_of_a_run",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.UniqueConstraint(
                fields=("account", "kind", "digest"), name="one_tie_once"
            ),
        ),
    ]
