from django.db import migrations

# Whatever the program says: nobody is let in before two have vouched, and a vouch is not rewritten.
FORWARD = """
CREATE FUNCTION public.territory_two_vouched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.let_in_at IS NOT NULL
       AND (SELECT count(*) FROM territory_vouch v WHERE v.vetting_id = NEW.id) < 2 THEN
        RAISE EXCEPTION 'nobody_comes_in_before_two_vouch' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER two_vouched BEFORE INSERT OR UPDATE OF let_in_at ON territory_vetting
    FOR EACH ROW EXECUTE FUNCTION public.territory_two_vouched();
REVOKE UPDATE, DELETE, TRUNCATE ON territory_vouch FROM tandem_web, tandem_worker;
"""
BACKWARD = """
DROP TRIGGER two_vouched ON territory_vetting;
DROP FUNCTION public.territory_two_vouched();
GRANT UPDATE, DELETE ON territory_vouch TO tandem_web, tandem_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0052_associations_are_vetted")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
