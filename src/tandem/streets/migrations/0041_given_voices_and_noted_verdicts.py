from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("streets", "0036_keys_go_with_things")]
    operations = [
        migrations.AddField("report", "given_voices", models.PositiveIntegerField(default=0)),
        migrations.AddField("voice", "verdict_noted", models.BooleanField(default=False)),
    ]
