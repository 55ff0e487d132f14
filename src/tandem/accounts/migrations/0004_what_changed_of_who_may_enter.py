from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sessions_know_whose_they_are")]
    operations = [
        migrations.CreateModel(
            name="AccessChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("role", models.CharField(max_length=63)),
                ("what", models.CharField(max_length=40)),
                ("account", models.BigIntegerField()),
                ("facts", models.JSONField(default=dict)),
            ],
            options={"ordering": ["-id"]},
        ),
    ]
