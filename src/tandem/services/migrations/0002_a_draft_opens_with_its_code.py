from django.db import migrations

from tandem.tenancy.operations import RowSecurity

MINE = (
    "code_digest = public.tandem_presented()"
    " OR organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])"
)
# The worker throws away what has expired; it reads none of it.
EXPIRED = """
CREATE POLICY expired ON services_draft FOR SELECT TO tandem_worker USING (expires_at < now());
CREATE POLICY throw_away ON services_draft FOR DELETE TO tandem_worker USING (expires_at < now());
"""
BACK = "DROP POLICY expired ON services_draft; DROP POLICY throw_away ON services_draft;"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("services", "0001_first_rows"),
    ]
    operations = [
        RowSecurity("services_draft", read=MINE, write=MINE),
        migrations.RunSQL(EXPIRED, BACK),
    ]
