from django.db import migrations

# A role is given by a new row and ended by its date: nobody turns one into another. Each is noted
# beside the changes of accounts, by the database itself.
FORWARD = """
CREATE FUNCTION public.territory_note_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO accounts_accesschange (at, role, what, account, facts)
    VALUES (
        clock_timestamp(), session_user,
        CASE WHEN NEW.left_at IS NULL THEN 'role_given' ELSE 'role_ended' END,
        NEW.account_id, jsonb_build_object('role', NEW.role, 'organisation', NEW.organisation_id)
    );
    RETURN NULL;
END $$;
CREATE TRIGGER changes_are_noted AFTER INSERT OR UPDATE ON territory_membership
    FOR EACH ROW EXECUTE FUNCTION public.territory_note_role();
REVOKE UPDATE, DELETE, TRUNCATE ON territory_membership FROM tandem_web, tandem_worker;
GRANT UPDATE (left_at) ON territory_membership TO tandem_web;
"""
BACKWARD = """
REVOKE UPDATE (left_at) ON territory_membership FROM tandem_web;
GRANT UPDATE, DELETE ON territory_membership TO tandem_web, tandem_worker;
DROP TRIGGER changes_are_noted ON territory_membership;
DROP FUNCTION public.territory_note_role();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0004_who_watches_over_data"),
        ("accounts", "0005_accounts_are_not_rewritten"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
