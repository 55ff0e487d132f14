from django.db import migrations, models

REASONS = [
    ("emergency", "The file was opened as an emergency"),
    ("excluded", "A colleague whom the person had excluded tried to open the file"),
    ("stopped", "Many files were opened in an hour, and the run was stopped"),
    ("name", "A name of the person is one that the colleague declared as of her own circle"),
    ("place", "The person lives in a street that the colleague declared as her own"),
    ("no_case", "Nothing is owed to the person, and nothing was done for her lately"),
    ("repeated", "The same file was opened several times in a day, with nothing to do"),
    ("contacts", "A volunteer would have been given a fourth contact in a day"),
    ("hours", "The file was opened at night or on a Sunday, without a task"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0026_each_night_is_reported")]
    operations = [
        migrations.RemoveConstraint(model_name="flag", name="one_flag_a_reason_and_day"),
        migrations.AddField(model_name="flag", name="about_key", field=models.UUIDField(null=True)),
        migrations.AlterField(
            model_name="flag", name="account", field=models.BigIntegerField(null=True)
        ),
        migrations.AlterField(
            model_name="flag",
            name="reason",
            field=models.CharField(choices=REASONS, max_length=9),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("account", "person_key", "about_key", "reason", "day", "opening_key"),
                name="one_flag_a_reason_and_day",
                nulls_distinct=False,
            ),
        ),
    ]
