from django.db import migrations

from tandem.tenancy.operations import AppendOnly, ChangesOnly, OwnRowSecurity

STAYS_ENDED = "OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at"
WITHIN = """
CREATE FUNCTION public.mandates_no_act_past_its_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
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
    FOR SHARE OF m, a, h;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no_act_past_its_mandate' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_act_past_its_mandate BEFORE INSERT ON mandates_acting
    FOR EACH ROW EXECUTE FUNCTION public.mandates_no_act_past_its_mandate();

CREATE FUNCTION public.mandates_no_act_added_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM mandates_mandate m WHERE m.id = NEW.mandate_id AND m.confirmed_at IS NOT NULL;
    IF FOUND THEN
        RAISE EXCEPTION 'no_act_added_later' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_act_added_later BEFORE INSERT ON mandates_mandateact
    FOR EACH ROW EXECUTE FUNCTION public.mandates_no_act_added_later();
"""
BACK = """
DROP TRIGGER no_act_added_later ON mandates_mandateact;
DROP FUNCTION public.mandates_no_act_added_later();
DROP TRIGGER no_act_past_its_mandate ON mandates_acting;
DROP FUNCTION public.mandates_no_act_past_its_mandate();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("mandates", "0003_what_she_gives"),
    ]
    operations = [
        OwnRowSecurity("mandates_mandate"),
        OwnRowSecurity("mandates_mandateact"),
        OwnRowSecurity("mandates_mandatehelper"),
        OwnRowSecurity("mandates_consent"),
        OwnRowSecurity("mandates_goal"),
        OwnRowSecurity("mandates_understanding"),
        AppendOnly("mandates_understanding"),
        ChangesOnly(
            "mandates_mandateact",
            "ended_at",
            refused=STAYS_ENDED,
            because="what was taken back stays taken back",
        ),
        ChangesOnly(
            "mandates_mandatehelper",
            "ended_at",
            refused=STAYS_ENDED,
            because="who was let go is named anew",
        ),
        migrations.RunSQL(WITHIN, BACK),
    ]
