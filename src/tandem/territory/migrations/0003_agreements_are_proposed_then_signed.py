import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0002_signposts_through_one_function"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="territory.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="agreement",
            name="signed_on",
            field=models.DateField(null=True),
        ),
    ]
