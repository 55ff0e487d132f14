from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0030_when_a_second_proof_is_asked"),
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
