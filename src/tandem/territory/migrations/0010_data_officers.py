from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0005_a_role_is_given_or_ended"),
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
