import django.contrib.postgres.fields
from django.db import migrations, models

from tandem.tenancy.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("people", "0023_who_was_excluded_stays_so")]
    operations = [
        migrations.CreateModel(
            name="Clearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
                (
                    "failed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        AppendOnly("people_clearing"),
    ]
