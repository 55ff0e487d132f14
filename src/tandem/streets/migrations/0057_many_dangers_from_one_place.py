from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0052_answers_counted_each_time"),
    ]
    operations = [
        migrations.AddField("report", "crowded", models.BooleanField(default=False)),
    ]
