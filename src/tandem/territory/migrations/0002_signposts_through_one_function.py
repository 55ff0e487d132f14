from django.db import migrations

# Enabled and not forced: the function below runs as the owner, who must see the rows.
# Nobody else has a policy to read them, so a list of references cannot be made.
SECURITY = """
ALTER TABLE territory_signpost ENABLE ROW LEVEL SECURITY;
CREATE POLICY add ON territory_signpost FOR INSERT WITH CHECK (
    territory_id = ANY ((SELECT public.tandem_keys('tandem.may_write'))::bigint[])
    AND organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])
);
REVOKE UPDATE, DELETE ON territory_signpost FROM tandem_web, tandem_worker;

CREATE FUNCTION public.territory_signposts(asked_kind text, asked_digest bytea)
RETURNS TABLE (target text, territory_id bigint, organisation_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT s.target, s.territory_id, s.organisation_id
    FROM public.territory_signpost s
    WHERE s.kind = asked_kind AND s.digest = asked_digest
      AND (s.until IS NULL OR s.until > now())
    ORDER BY s.target
    LIMIT 20
$$;
REVOKE ALL ON FUNCTION public.territory_signposts(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.territory_signposts(text, bytea) TO tandem_web, tandem_worker;
"""
BACK = """
DROP FUNCTION public.territory_signposts(text, bytea);
DROP POLICY add ON territory_signpost;
ALTER TABLE territory_signpost DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("territory", "0001_first_rows"),
    ]
    operations = [migrations.RunSQL(SECURITY, BACK)]
