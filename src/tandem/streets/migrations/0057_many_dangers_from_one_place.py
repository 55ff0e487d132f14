from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0055_a_point_may_be_rough"),
    ]
    operations = [
        migrations.AddField("report", "crowded", models.BooleanField(default=False)),
    ]
