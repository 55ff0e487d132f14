from django.db import migrations

# As with second proofs: each way in added or ended leaves a line, whatever way the statement came.
# Nobody rewrites whose it is, what it is, or from when it opens more.
FORWARD = """
CREATE TRIGGER changes_are_noted AFTER INSERT OR DELETE ON accounts_wayin
    FOR EACH ROW EXECUTE FUNCTION public.accounts_note_proof('way_in');
REVOKE UPDATE, TRUNCATE ON accounts_wayin FROM tandem_web;
GRANT UPDATE (used_at) ON accounts_wayin TO tandem_web;
REVOKE INSERT, UPDATE, TRUNCATE ON accounts_wayin FROM tandem_worker;
REVOKE UPDATE, TRUNCATE ON accounts_codeasked FROM tandem_web, tandem_worker;
GRANT UPDATE (sealed, link, code, tries, used_at) ON accounts_codeasked TO tandem_web;
GRANT UPDATE (sealed, link, code) ON accounts_codeasked TO tandem_worker;
REVOKE INSERT ON accounts_codeasked FROM tandem_worker;
REVOKE ALL ON accounts_provider FROM tandem_worker;
"""
BACKWARD = """
DROP TRIGGER changes_are_noted ON accounts_wayin;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_wayin, accounts_codeasked, accounts_provider
    TO tandem_web, tandem_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_ways_in_of_residents")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
