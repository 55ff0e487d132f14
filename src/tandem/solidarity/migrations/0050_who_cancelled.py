from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0044_opinions_on_a_change")]

    operations = [
        migrations.AddField(
            model_name="arrangement",
            name="cancelled_by",
            field=models.CharField(
                blank=True,
                choices=[("asker", "Who asked"), ("helper", "Who helped")],
                max_length=6,
            ),
        ),
    ]
