from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0005_effects_are_public")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="by",
            field=models.BigIntegerField(null=True),
        ),
    ]
