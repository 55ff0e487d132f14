from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_replies_locked"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="urgent",
            field=models.BooleanField(default=False),
        ),
    ]
