from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0003_agreements_are_proposed_then_signed"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="data_officer",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
