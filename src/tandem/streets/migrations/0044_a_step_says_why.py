from django.db import migrations, models


class Migration(migrations.Migration):
    """Why a report was closed stays with the step, also where it is opened again."""

    dependencies = [("streets", "0043_a_place_is_confirmed")]

    operations = [
        migrations.AddField(
            model_name="move",
            name="because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_found", "Our team went there and found nothing broken."),
                    ("private", "It stands on private ground: its owner has to repair it."),
                    ("no_means", "There are not the means for it."),
                    ("works", "Works that are planned there will take it away."),
                    ("not_legal", "The law does not allow it."),
                    ("not_ours", "Another service is responsible."),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="heard", name="reports", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="heard", name="inhabitants", field=models.PositiveIntegerField(null=True)
        ),
    ]
