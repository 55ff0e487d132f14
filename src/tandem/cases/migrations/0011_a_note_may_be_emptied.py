from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_a_reply_outlives_its_message")]
    operations = [
        migrations.AlterField(
            model_name="note", name="sealed", field=models.BinaryField(null=True)
        ),
    ]
