from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_lists_are_read_off_an_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="urgent",
            field=models.BooleanField(default=False),
        ),
    ]
