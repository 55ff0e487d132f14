import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0050_who_agrees_is_of_long_standing")]
    operations = [
        migrations.CreateModel(
            name="Controller",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("legal_name", models.CharField(max_length=200)),
                ("reached", models.CharField(max_length=300)),
                ("data_officer", models.CharField(max_length=300)),
                ("hosted_by", models.CharField(max_length=300)),
                ("processors", models.TextField(blank=True)),
                ("transfers", models.CharField(blank=True, max_length=300)),
                ("opinion", models.TextField(blank=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="controller",
                        to="territory.organisation",
                    ),
                ),
            ],
        ),
    ]
