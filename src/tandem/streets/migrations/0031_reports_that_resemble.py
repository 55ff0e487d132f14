import django.db.models.deletion
from django.db import migrations, models

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0028_places_are_locked"),
        ("territory", "0050_who_agrees_is_of_long_standing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resemblance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(default=0)),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("apart_at", models.DateTimeField(null=True)),
                ("account", models.BigIntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="streets.report",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="streets.report",
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
                "ordering": ["-points", "pk"],
                "indexes": [
                    models.Index(fields=["other"], name="resembling_the_other"),
                    models.Index(
                        condition=models.Q(("apart_at__isnull", True)),
                        fields=["organisation"],
                        name="resembling_to_look_at",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "other"), name="two_reports_resemble_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("report__lt", models.F("other"))),
                        name="the_older_of_two_stands_first",
                    ),
                ],
            },
        ),
        OwnRowSecurity("streets_resemblance"),
    ]
