from django.db import migrations, models

REASONS = [
    ("care", "This person must be reached with care."),
    ("missing", "The person gave nothing of the kind."),
    ("not_welcomed", "Nobody has welcomed this volunteer yet."),
    ("too_many", "This volunteer was given many contacts this week."),
    ("too_many_day", "This volunteer was given many contacts today."),
]


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0020_left_alone")]
    operations = [
        migrations.AlterField(
            model_name="arrangement",
            name="withheld",
            field=models.CharField(blank=True, choices=REASONS, max_length=12),
        ),
    ]
