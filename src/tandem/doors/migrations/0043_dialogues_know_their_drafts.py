import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("doors", "0041_keys_go_with_things")]

    operations = [
        migrations.AddField(
            model_name="talk",
            name="drafts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BinaryField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="askedbymail",
            name="draft_digest",
            field=models.BinaryField(max_length=16, null=True),
        ),
    ]
