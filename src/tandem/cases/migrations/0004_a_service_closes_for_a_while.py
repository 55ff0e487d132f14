import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0003_agreements_are_proposed_then_signed"),
        ("cases", "0003_lists_are_read_off_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.SlugField()),
                ("reasons", models.JSONField()),
                ("reopens_on", models.DateField()),
                ("closed_at", models.DateTimeField(auto_now_add=True)),
                ("closed_by", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation", "service"),
                name="one_open_closure_a_service",
            ),
        ),
    ]
