from django.db import migrations

# Whoever ended all the others a minute ago is not alone by it; and whether she is alone is asked
# again when the role begins, for an invitation may lie there while honest people join. The second yes
# of whoever runs the installation (`alone` with `agreed_at`) is not the pages' to write.
FORWARD = """
CREATE FUNCTION public.territory_is_alone(asker bigint, asked bigint, place bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM public.territory_membership m
        JOIN public.accounts_account a ON a.id = m.account_id
        WHERE m.organisation_id = place AND m.account_id NOT IN (asker, asked)
          AND a.password NOT LIKE '!%'
    )
$$;
CREATE FUNCTION public.territory_one_word_does() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.alone OR NEW.agreed_by_id IS NOT NULL OR NEW.stopped_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.agreed_at IS NULL THEN
        IF NOT public.territory_is_alone(NEW.asked_by_id, NEW.account_id, NEW.organisation_id) THEN
            RAISE EXCEPTION 'nobody_is_alone_where_others_came_in' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF current_user = 'tandem_web' AND (TG_OP = 'INSERT' OR OLD.agreed_at IS NULL) THEN
        RAISE EXCEPTION 'who runs the installation says it, not the pages'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_word_does BEFORE INSERT OR UPDATE OF alone, agreed_at, begun_at ON territory_invitation
    FOR EACH ROW EXECUTE FUNCTION public.territory_one_word_does();

CREATE OR REPLACE FUNCTION public.territory_role_by_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'tandem_web'
       AND EXISTS (SELECT FROM public.territory_membership m WHERE m.organisation_id = NEW.organisation_id)
       AND NOT EXISTS (
            SELECT FROM public.territory_invitation i
            WHERE i.organisation_id = NEW.organisation_id AND i.account_id = NEW.account_id
              AND i.role = NEW.role AND i.stopped_at IS NULL AND i.begun_at IS NULL
              AND (i.agreed_by_id IS NOT NULL OR i.alone AND (
                    i.agreed_at IS NOT NULL
                    OR public.territory_is_alone(i.asked_by_id, i.account_id, i.organisation_id)))
       ) THEN
        RAISE EXCEPTION 'a role begins by an invitation that two agreed to'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION public.territory_role_by_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'tandem_web'
       AND EXISTS (SELECT FROM public.territory_membership m WHERE m.organisation_id = NEW.organisation_id)
       AND NOT EXISTS (
            SELECT FROM public.territory_invitation i
            WHERE i.organisation_id = NEW.organisation_id AND i.account_id = NEW.account_id
              AND i.role = NEW.role AND i.stopped_at IS NULL AND i.begun_at IS NULL
              AND (i.alone OR i.agreed_by_id IS NOT NULL)
       ) THEN
        RAISE EXCEPTION 'a role begins by an invitation that two agreed to'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER one_word_does ON territory_invitation;
DROP FUNCTION public.territory_one_word_does();
DROP FUNCTION public.territory_is_alone(bigint, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0058_second_yes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
