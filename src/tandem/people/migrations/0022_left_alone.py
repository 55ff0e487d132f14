from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0021_unusual_looks_locked"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="limited_at",
            field=models.DateTimeField(null=True),
        ),
    ]
