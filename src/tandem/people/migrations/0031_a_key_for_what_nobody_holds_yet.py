from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0029_keys_of_things_locked")]

    operations = [
        migrations.CreateModel(
            name="LooseKey",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
        ),
    ]
