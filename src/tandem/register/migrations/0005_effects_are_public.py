from django.db import migrations, models

from tandem.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("register", "0004_what_was_decided_on_a_run")]

    operations = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("algorithm", models.SlugField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-until"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("algorithm", "until"),
                        name="one_measure_a_quarter_of_an_algorithm",
                    )
                ],
            },
        ),
        AppendOnly("register_measured"),
    ]
