from django.db import migrations, models


class Migration(migrations.Migration):
    """What was told before counts as it did."""

    dependencies = [
        ("streets", "0044_a_step_says_why"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="unproven_voices",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="voice",
            name="proven",
            field=models.BooleanField(default=True),
        ),
    ]
