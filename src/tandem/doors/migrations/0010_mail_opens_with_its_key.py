from django.db import migrations

from tandem.tenancy.operations import RowSecurity

MAIL = "uuid_send(key) = public.tandem_presented()"
ASKED = "digest = public.tandem_presented()"
# The worker throws away what is old; it reads none of it.
OLD_MAIL = """
CREATE POLICY old ON doors_mail FOR SELECT TO tandem_worker
    USING (came_at < now() - interval '30 days');
CREATE POLICY throw_away ON doors_mail FOR DELETE TO tandem_worker
    USING (came_at < now() - interval '30 days');
CREATE POLICY expired ON doors_askedbymail FOR SELECT TO tandem_worker USING (expires_at < now());
CREATE POLICY throw_away ON doors_askedbymail FOR DELETE TO tandem_worker
    USING (expires_at < now());
"""
KEEP_OLD_MAIL = """
DROP POLICY old ON doors_mail; DROP POLICY throw_away ON doors_mail;
DROP POLICY expired ON doors_askedbymail; DROP POLICY throw_away ON doors_askedbymail;
"""
# How often somebody was answered lately, and nothing else: against two machines that write to
# one another.
ANSWERED = """
CREATE FUNCTION public.doors_mails_answered(asked bytea, since timestamptz)
RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT count(*) FROM public.doors_mail m WHERE m.answers_to = asked AND m.answered_at > since
$$;
REVOKE ALL ON FUNCTION public.doors_mails_answered(bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.doors_mails_answered(bytea, timestamptz)
    TO tandem_web, tandem_worker;
CREATE POLICY counted ON doors_mail FOR SELECT TO tandem_owner USING (true);
"""
UNCOUNTED = """
DROP POLICY counted ON doors_mail;
DROP FUNCTION public.doors_mails_answered(bytea, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0009_mail_comes_in"),
    ]
    operations = [
        RowSecurity("doors_mail", read=MAIL, write=MAIL),
        RowSecurity("doors_askedbymail", read=ASKED, write=ASKED),
        migrations.RunSQL(OLD_MAIL, KEEP_OLD_MAIL),
        migrations.RunSQL(ANSWERED, UNCOUNTED),
    ]
