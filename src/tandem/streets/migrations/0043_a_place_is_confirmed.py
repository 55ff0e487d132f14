from django.db import migrations, models


class Migration(migrations.Migration):
    """What was told before waits too: one press on a street frees all that stands in it."""

    dependencies = [
        ("streets", "0041_given_voices_and_noted_verdicts"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="place_confirmed",
            field=models.BooleanField(default=False),
        ),
    ]
