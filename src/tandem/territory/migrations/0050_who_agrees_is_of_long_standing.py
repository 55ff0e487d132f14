import django.utils.timezone
from django.db import migrations, models

# Whoever asks may have invited who agrees: the rows refuse a newcomer, whatever the program says.
FORWARD = """
CREATE FUNCTION public.territory_was_here(who bigint, organisation bigint, asked timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM territory_membership m
        WHERE m.account_id = who AND m.organisation_id = organisation
          AND m.left_at IS NULL AND m.since <= asked - interval '30 days'
    )
$$;
CREATE FUNCTION public.territory_two_of_long_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agreed_by_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT public.territory_was_here(NEW.agreed_by_id, NEW.organisation_id, NEW.asked_at) THEN
        RAISE EXCEPTION 'no_newcomer_lets_in_again' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.opens_at < NEW.agreed_at + interval '72 hours'
       AND NOT public.territory_was_here(NEW.asked_by_id, NEW.organisation_id, NEW.asked_at)
       AND EXISTS (
            SELECT 1 FROM territory_membership m
            WHERE m.account_id = NEW.account_id AND m.organisation_id = NEW.organisation_id
              AND m.left_at IS NULL AND m.role IN ('administrator', 'data_officer')
       ) THEN
        RAISE EXCEPTION 'no_newcomer_hurries_for_who_opens_others' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER two_of_long_standing BEFORE INSERT OR UPDATE OF agreed_by_id ON territory_recovery
    FOR EACH ROW EXECUTE FUNCTION public.territory_two_of_long_standing();
"""
BACKWARD = """
DROP TRIGGER two_of_long_standing ON territory_recovery;
DROP FUNCTION public.territory_two_of_long_standing();
DROP FUNCTION public.territory_was_here(bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0040_data_officers")]
    operations = [
        migrations.AlterField(
            model_name="membership",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
