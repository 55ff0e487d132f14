from django.db import migrations

from tandem.tenancy.operations import RowSecurity

MINE = "number = public.tandem_presented()"
# The worker sends what is said back and throws away what is old; it opens no talk.
WORKER = """
CREATE POLICY carry ON doors_textreply FOR SELECT TO tandem_worker USING (true);
CREATE POLICY carried ON doors_textreply FOR UPDATE TO tandem_worker USING (true) WITH CHECK (true);
CREATE POLICY throw_away ON doors_textreply FOR DELETE TO tandem_worker
    USING (state NOT IN ('waiting', 'sending'));
CREATE POLICY expired ON doors_talk FOR SELECT TO tandem_worker USING (expires_at < now());
CREATE POLICY throw_away ON doors_talk FOR DELETE TO tandem_worker USING (expires_at < now());
"""
BACK = """
DROP POLICY carry ON doors_textreply; DROP POLICY carried ON doors_textreply;
DROP POLICY throw_away ON doors_textreply;
DROP POLICY expired ON doors_talk; DROP POLICY throw_away ON doors_talk;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0013_talks_by_text_message"),
    ]
    operations = [
        RowSecurity("doors_talk", read=MINE, write=MINE),
        RowSecurity("doors_textreply", read=MINE, write=MINE),
        migrations.RunSQL(WORKER, BACK),
    ]
