from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0032_recoveries_are_locked"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("operator", "Operator"),
                    ("coordinator", "Coordinator"),
                    ("officer", "Officer"),
                    ("administrator", "Administrator"),
                    ("data_officer", "Data-protection officer"),
                ],
                max_length=14,
            ),
        ),
    ]
