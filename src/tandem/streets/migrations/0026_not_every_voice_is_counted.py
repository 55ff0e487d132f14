from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0025_new_rules_for_what_is_open"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="counted",
            field=models.BooleanField(default=True),
        ),
    ]
