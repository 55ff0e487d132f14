from django.db import migrations

# Taken back is taken back: by a new mandate, or a new consent, she begins again.
STAYS = """
CREATE FUNCTION public.mandates_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
        RAISE EXCEPTION 'what_ended_stays_ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON mandates_mandate
    FOR EACH ROW EXECUTE FUNCTION public.mandates_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON mandates_consent
    FOR EACH ROW EXECUTE FUNCTION public.mandates_stays_ended();
"""
BACK = """
DROP TRIGGER stays_ended ON mandates_mandate;
DROP TRIGGER stays_ended ON mandates_consent;
DROP FUNCTION public.mandates_stays_ended();
"""


class Migration(migrations.Migration):
    dependencies = [("mandates", "0004_no_act_past_its_mandate")]
    operations = [migrations.RunSQL(STAYS, BACK)]
