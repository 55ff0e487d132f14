from django.db import migrations

WITHIN = """
CREATE OR REPLACE FUNCTION public.mandates_no_act_past_its_mandate() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mandate_id IS NULL THEN
        RETURN NEW;
    END IF;
    -- Locked: whoever takes it back at this moment comes before or after this act, never beside it.
    PERFORM 1
    FROM mandates_mandate m
    JOIN mandates_mandateact a ON a.mandate_id = m.id
    JOIN mandates_mandatehelper h ON h.mandate_id = m.id
    WHERE m.id = NEW.mandate_id
      AND m.organisation_id = NEW.organisation_id AND m.organisation_id = NEW.helper_of_id
      AND m.confirmed_at <= NEW.at AND m.ended_at IS NULL
      AND (NEW.at AT TIME ZONE 'Europe/Brussels')::date <= m.ends_on
      AND a.kind = NEW.act AND a.ended_at IS NULL
      AND h.account_id = NEW.helper_id AND h.ended_at IS NULL
      {more}
    FOR SHARE OF m, a, h;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no_act_past_its_mandate' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
MORE = """AND (NOT h.added OR h.told_at <= NEW.at)
      AND (a.kind <> 'money' OR (
          NOT h.added AND m.known <> 'not' AND m.checked_by <> m.confirmed_by
      ))"""
FORWARD = f"""
{WITHIN.format(more=MORE)}
GRANT UPDATE (told_by, told_at) ON mandates_mandatehelper TO tandem_web, tandem_worker;
"""
BACK = f"""
REVOKE UPDATE (told_by, told_at) ON mandates_mandatehelper FROM tandem_web, tandem_worker;
{WITHIN.format(more="")}
"""


class Migration(migrations.Migration):
    dependencies = [("mandates", "0010_a_second_colleague")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
