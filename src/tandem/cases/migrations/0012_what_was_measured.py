from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_called_off_for_the_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(unique=True)),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-until"],
            },
        ),
    ]
