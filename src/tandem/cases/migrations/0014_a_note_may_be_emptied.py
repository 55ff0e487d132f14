from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_doors_are_counted_across_tenants")]
    operations = [
        migrations.AlterField(
            model_name="note", name="sealed", field=models.BinaryField(null=True)
        ),
    ]
