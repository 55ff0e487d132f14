from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_letters_carry_enclosures"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reference", "The reference was read back"),
                    ("gist", "What it is about was said again in the person’s own words"),
                    ("none", "It could not be made sure"),
                ],
                default="",
                max_length=9,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attempt",
            name="heard_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("herself", "The person herself or himself"),
                    ("trusted", "Somebody the person named"),
                ],
                default="",
                max_length=7,
            ),
            preserve_default=False,
        ),
    ]
