from django.db import migrations, models


class Migration(migrations.Migration):
    """What was told before keeps the point it has."""

    dependencies = [
        ("streets", "0054_a_landmark_is_read_before_it_leaves"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="rough",
            field=models.BooleanField(default=False),
        ),
    ]
