import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0054_what_a_role_was_stays")]
    operations = [
        migrations.CreateModel(
            name="Inhabitants",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("whole", models.PositiveIntegerField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("valid_on", models.DateField()),
                ("review_on", models.DateField()),
                ("invented", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "commune",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inhabitants",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["commune"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(review_on__gt=models.F("valid_on")),
                        name="inhabitants_are_checked_after_they_were_counted",
                    )
                ],
            },
        ),
    ]
