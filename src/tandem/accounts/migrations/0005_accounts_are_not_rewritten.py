from django.db import migrations

# Written by the database itself, whoever sends the statement and by whatever way.
FORWARD = """
CREATE FUNCTION public.accounts_note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO accounts_accesschange (at, role, what, account, facts)
    SELECT clock_timestamp(), session_user, told.what, NEW.id, '{}'::jsonb
    FROM (VALUES
        ('account_made', TG_OP = 'INSERT'),
        ('password_changed', TG_OP = 'UPDATE' AND NEW.password IS DISTINCT FROM OLD.password),
        ('account_closed', TG_OP = 'UPDATE' AND OLD.is_active AND NOT NEW.is_active),
        ('account_opened', TG_OP = 'UPDATE' AND NEW.is_active AND NOT OLD.is_active)
    ) told (what, so) WHERE told.so;
    RETURN NULL;
END $$;
CREATE TRIGGER changes_are_noted AFTER INSERT OR UPDATE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION public.accounts_note_change();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON accounts_accesschange FROM tandem_web, tandem_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON accounts_account FROM tandem_web, tandem_worker;
GRANT UPDATE (password, last_login, language, is_active) ON accounts_account TO tandem_web;
GRANT UPDATE (language) ON accounts_account TO tandem_worker;
"""
BACKWARD = """
REVOKE UPDATE (password, last_login, language, is_active) ON accounts_account FROM tandem_web;
REVOKE UPDATE (language) ON accounts_account FROM tandem_worker;
GRANT UPDATE, DELETE ON accounts_account TO tandem_web, tandem_worker;
GRANT INSERT, UPDATE, DELETE ON accounts_accesschange TO tandem_web, tandem_worker;
DROP TRIGGER changes_are_noted ON accounts_account;
DROP FUNCTION public.accounts_note_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_what_changed_of_who_may_enter")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
