from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0048_keys_go_with_lists")]

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
