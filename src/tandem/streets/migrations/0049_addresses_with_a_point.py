import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0048_voices_that_are_proven"),
        ("territory", "0005_a_role_is_given_or_ended"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("postal_code", models.CharField(max_length=4)),
                ("name", models.CharField(max_length=80)),
                ("street", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
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
                "ordering": ["street", "number", "pk"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "street", "number"], name="addresses_by_street"
                    )
                ],
            },
        ),
    ]
