from django.db import migrations

# Each second proof added, ended or used up leaves a line, whatever way the statement came. No job
# has any business with them.
NOTE = """
CREATE FUNCTION public.accounts_note_proof() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE told record;
BEGIN
    IF TG_OP = 'DELETE' THEN told := OLD; ELSE told := NEW; END IF;
    INSERT INTO accounts_accesschange (at, role, what, account, facts)
    VALUES (
        clock_timestamp(), session_user,
        CASE TG_OP
            WHEN 'INSERT' THEN 'proof_added' WHEN 'DELETE' THEN 'proof_ended' ELSE 'proof_used_up'
        END,
        told.account_id, jsonb_build_object('kind', TG_ARGV[0])
    );
    RETURN NULL;
END $$;
"""
ONE = """
CREATE TRIGGER changes_are_noted AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION public.accounts_note_proof('{kind}');
REVOKE UPDATE, TRUNCATE ON {table} FROM tandem_web;
REVOKE ALL ON {table} FROM tandem_worker;
GRANT UPDATE ({columns}) ON {table} TO tandem_web;
"""
BACK = """
DROP TRIGGER changes_are_noted ON {table};
REVOKE UPDATE ({columns}) ON {table} FROM tandem_web;
GRANT UPDATE ON {table} TO tandem_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO tandem_worker;
"""
USED_UP = """
CREATE TRIGGER use_is_noted AFTER UPDATE ON accounts_rescuecode
    FOR EACH ROW EXECUTE FUNCTION public.accounts_note_proof('rescue_code');
"""
TABLES = (
    ("accounts_codeapp", "code_app", "last_step"),
    ("accounts_passkey", "passkey", "count, used_at"),
    ("accounts_rescuecode", "rescue_code", "used_at"),
)


def _of_each(sql: str) -> str:
    return "".join(sql.format(table=t, kind=kind, columns=columns) for t, kind, columns in TABLES)


FORWARD = NOTE + _of_each(ONE) + USED_UP
BACKWARD = (
    "DROP TRIGGER use_is_noted ON accounts_rescuecode;"
    + _of_each(BACK)
    + "DROP FUNCTION public.accounts_note_proof();"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_second_proofs")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
