from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0057_many_dangers_from_one_place"),
    ]
    operations = [
        migrations.AddField("report", "aim_now", models.DateField(null=True)),
    ]
