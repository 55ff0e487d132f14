from django.db import migrations, models


class Migration(migrations.Migration):
    """What was told before waits too, until a colleague has read it."""

    dependencies = [
        ("streets", "0052_answers_counted_each_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="landmark_confirmed",
            field=models.BooleanField(default=False),
        ),
    ]
