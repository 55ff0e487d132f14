import django.db.models.deletion
from django.db import migrations, models

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0001_first_rows"),
        ("register", "0003_what_was_reckoned_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=60)),
                ("outcome", models.SlugField()),
                ("proposed", models.JSONField(default=dict)),
                ("decided", models.JSONField(default=dict)),
                ("because", models.SlugField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="register.run",
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
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["run", "id"], name="decisions_of_a_run")],
            },
        ),
        OwnRowSecurity("register_decision"),
        AppendOnly("register_decision"),
    ]
