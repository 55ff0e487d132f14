from django.db import migrations

from tandem.tenancy.operations import ChangesOnly

ERASED_ONLY = """
GRANT DELETE ON people_exclusion TO tandem_web, tandem_worker;
CREATE FUNCTION public.people_exclusion_outlives_colleagues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM people_person p WHERE p.id = OLD.person_id AND p.erased_at IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an exclusion goes only with its person'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER goes_with_its_person BEFORE DELETE ON people_exclusion
    FOR EACH ROW EXECUTE FUNCTION public.people_exclusion_outlives_colleagues();
"""
BACK = """
DROP TRIGGER goes_with_its_person ON people_exclusion;
DROP FUNCTION public.people_exclusion_outlives_colleagues();
REVOKE DELETE ON people_exclusion FROM tandem_web, tandem_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0022_left_alone")]
    operations = [
        ChangesOnly(
            "people_exclusion",
            "ended_at",
            refused="OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at",
            because="who was let in again is excluded anew",
        ),
        migrations.RunSQL(ERASED_ONLY, BACK),
    ]
