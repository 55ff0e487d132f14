import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0003_drafts_stay_at_their_desk"),
    ]
    operations = [
        migrations.CreateModel(
            name="DraftPicture",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("question", models.SlugField()),
                ("blurred", models.BooleanField()),
                ("sealed", models.BinaryField()),
                ("sealed_place", models.BinaryField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="services.draft",
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "question"), name="one_picture_a_question"
                    )
                ],
            },
        ),
    ]
