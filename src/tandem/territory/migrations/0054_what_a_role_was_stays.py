from django.db import migrations

# Two of long standing agree to what one may not do alone: so nobody who serves pages says since when
# somebody is here, and whoever left has left.
FORWARD = """
CREATE FUNCTION public.territory_role_begins_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user IN ('tandem_web', 'tandem_worker') THEN
        NEW.since := greatest(NEW.since, clock_timestamp());
        NEW.left_at := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_now BEFORE INSERT ON territory_membership
    FOR EACH ROW EXECUTE FUNCTION public.territory_role_begins_now();

CREATE FUNCTION public.territory_role_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.left_at IS NOT NULL AND NEW.left_at IS DISTINCT FROM OLD.left_at THEN
        RAISE EXCEPTION 'a role that has ended stays so: it is given anew'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.since IS DISTINCT FROM OLD.since THEN
        RAISE EXCEPTION 'since when somebody has a role is not rewritten'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_ended BEFORE UPDATE ON territory_membership
    FOR EACH ROW EXECUTE FUNCTION public.territory_role_stays_ended();
"""
BACKWARD = """
DROP TRIGGER stays_ended ON territory_membership;
DROP FUNCTION public.territory_role_stays_ended();
DROP TRIGGER begins_now ON territory_membership;
DROP FUNCTION public.territory_role_begins_now();
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0053_two_vouch_before")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
