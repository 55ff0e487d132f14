from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0063_a_thing_from_a_neighbour")]
    operations = [
        migrations.AlterField(
            "circlemember",
            "state",
            models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("asked", "Asked"),
                    ("yes", "Said yes"),
                    ("no", "Said no"),
                    ("silent", "Did not answer"),
                    ("left", "Left again"),
                    ("over", "Over"),
                ],
                default="proposed",
                max_length=8,
            ),
        ),
    ]
