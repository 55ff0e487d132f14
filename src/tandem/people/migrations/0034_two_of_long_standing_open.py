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
    ("invited", "Somebody new was invited, who may open files or lets others in"),
]
# Whoever asks may have invited who agrees: the rows refuse a newcomer, whatever the program says, and
# whatever day is written in them.
FORWARD = """
CREATE FUNCTION public.people_second_of_long_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.needs_yes AND NEW.until IS NOT NULL AND NOT public.territory_was_here(
        NEW.decided_by, NEW.organisation_id, least(NEW.asked_at, clock_timestamp())
    ) THEN
        RAISE EXCEPTION 'no_newcomer_opens_with_another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_of_long_standing BEFORE INSERT OR UPDATE ON people_opening
    FOR EACH ROW EXECUTE FUNCTION public.people_second_of_long_standing();
"""
BACKWARD = """
DROP TRIGGER second_of_long_standing ON people_opening;
DROP FUNCTION public.people_second_of_long_standing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("territory", "0057_inhabitants"),
    ]
    operations = [
        migrations.AlterField(
            model_name="flag",
            name="reason",
            field=models.CharField(choices=REASONS, max_length=9),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
