from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_locked_rows")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="enclosed",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
