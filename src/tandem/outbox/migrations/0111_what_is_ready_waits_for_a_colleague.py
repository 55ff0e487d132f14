from django.db import migrations, models

STATES = [
    ("waiting", "Waiting to leave"),
    ("sending", "Leaving now"),
    ("ready", "A colleague has to print it or to call"),
    ("printed", "Printed, not yet posted"),
    ("sent", "Sent"),
    ("delivered", "Arrived"),
    ("unsure", "May have left"),
    ("failed", "Could not leave"),
    ("done", "Done"),
    ("cancelled", "Taken back before it left"),
]


class Migration(migrations.Migration):
    dependencies = [("outbox", "0110_too_many_to_one_address")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(choices=STATES, default="waiting", max_length=9),
        )
    ]
