from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_locked_rows"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_owed_an_answer"),
        migrations.RemoveIndex(model_name="case", name="cases_newest_first"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["received", "in_hand", "reopened", "contested"])),
                fields=["organisation", "due_on", "id"],
                include=["territory"],
                name="cases_owed_soonest_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["organisation", "-id"], name="cases_newest"),
        ),
    ]
