from django.db import migrations

# As in `people_opening`: who is the second of two was a colleague long before it was asked. Of a mandate
# also that the second is another, wherever it takes two.
FORWARD = """
CREATE FUNCTION public.mine_second_of_long_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agreed_by IS NOT NULL AND NOT public.territory_was_here(
        NEW.agreed_by, NEW.organisation_id, least(NEW.asked_at, clock_timestamp())
    ) THEN
        RAISE EXCEPTION 'no_newcomer_lets_a_resident_in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_of_long_standing BEFORE INSERT OR UPDATE ON mine_entrycode
    FOR EACH ROW EXECUTE FUNCTION public.mine_second_of_long_standing();

CREATE FUNCTION public.mandates_second_of_long_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.confirmed_at IS NULL
       -- What is taken back, or ends, was agreed to by who was here then.
       OR (TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL
           AND ROW(NEW.confirmed_by, NEW.checked_by, NEW.checked_at)
               IS NOT DISTINCT FROM ROW(OLD.confirmed_by, OLD.checked_by, OLD.checked_at)) THEN
        RETURN NEW;
    END IF;
    IF NEW.confirmed_by IS DISTINCT FROM NEW.checked_by THEN
        IF NOT public.territory_was_here(
            NEW.confirmed_by, NEW.organisation_id, least(NEW.checked_at, clock_timestamp())
        ) THEN
            RAISE EXCEPTION 'no_newcomer_agrees_to_a_mandate' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.proof NOT IN ('paper', 'signed_in')
       OR EXISTS (SELECT FROM mandates_mandateact a
                  WHERE a.mandate_id = NEW.id AND a.ended_at IS NULL
                    AND a.kind IN ('money', 'benefits'))
       OR EXISTS (SELECT FROM mandates_mandatehelper h
                  WHERE h.mandate_id = NEW.id AND h.account_id = NEW.checked_by) THEN
        RAISE EXCEPTION 'no_mandate_of_one_colleague_alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_of_long_standing AFTER INSERT OR UPDATE ON mandates_mandate
    FOR EACH ROW EXECUTE FUNCTION public.mandates_second_of_long_standing();
"""
BACKWARD = """
DROP TRIGGER second_of_long_standing ON mandates_mandate;
DROP FUNCTION public.mandates_second_of_long_standing();
DROP TRIGGER second_of_long_standing ON mine_entrycode;
DROP FUNCTION public.mine_second_of_long_standing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mine", "0007_new_words_locked"),
        ("mandates", "0012_keys_go_with_things"),
        ("territory", "0057_inhabitants"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
