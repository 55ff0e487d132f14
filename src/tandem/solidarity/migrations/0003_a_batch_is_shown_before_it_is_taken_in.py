import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0002_locked_rows")]
    operations = [
        migrations.AlterModelOptions(name="batch", options={"ordering": ["-pk"]}),
        migrations.AddField(
            "batch",
            "key",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField("batch", "sealed", models.BinaryField(null=True)),
        migrations.AddField("batch", "taken_in_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "batch",
            "persons",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField("proposal", "sealed_why", models.BinaryField(null=True)),
    ]
