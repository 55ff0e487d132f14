from django.db import migrations

# The number of a key stands in what it seals alone: whoever may read that is given the key with it.
KEYS = """
ALTER TABLE people_loosekey ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_loosekey FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON people_loosekey FOR INSERT TO tandem_web, tandem_worker WITH CHECK (true);
CREATE POLICY kept ON people_loosekey TO tandem_owner USING (true) WITH CHECK (true);
REVOKE SELECT, UPDATE, DELETE, TRUNCATE ON people_loosekey FROM tandem_web, tandem_worker;
-- Read by `tandem.toolbox.postgres backup`.
COMMENT ON TABLE people_loosekey IS 'kept apart from backups';
-- What the planner learns of a column is copied into its own tables, and stays there.
ALTER TABLE people_loosekey ALTER COLUMN wrapped SET STATISTICS 0;
CREATE FUNCTION public.people_loose_key(sealed bytea) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT k.wrapped FROM public.people_loosekey k WHERE substr(sealed, 1, 1) = '\\x04'
    AND k.id = encode(substr(sealed, 2, 16), 'hex')::uuid
$$;
REVOKE ALL ON FUNCTION public.people_loose_key(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.people_loose_key(bytea) TO tandem_web, tandem_worker;
"""
BACK = """
DROP FUNCTION public.people_loose_key(bytea);
DROP POLICY add ON people_loosekey; DROP POLICY kept ON people_loosekey;
GRANT SELECT, UPDATE, DELETE ON people_loosekey TO tandem_web, tandem_worker;
"""
TIDIED = """
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        GRANT MAINTAIN ON people_loosekey TO tandem_worker;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0031_a_key_for_what_nobody_holds_yet")]
    operations = [
        migrations.RunSQL(KEYS, BACK),
        migrations.RunSQL(TIDIED, migrations.RunSQL.noop),
    ]
