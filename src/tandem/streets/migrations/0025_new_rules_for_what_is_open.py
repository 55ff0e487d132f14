from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0024_a_colleague_looks_first"),
    ]

    operations = [
        migrations.AlterField(
            model_name="override",
            name="what",
            field=models.CharField(
                choices=[
                    ("category", "Category"),
                    ("team", "Team"),
                    ("danger", "Danger"),
                    ("place", "Place"),
                    ("rules", "Team, by new rules"),
                ],
                max_length=10,
            ),
        ),
    ]
