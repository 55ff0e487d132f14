from django.db import migrations

from tandem.people.operations import ThrowsKeysAway
from tandem.tenancy.operations import OwnRowSecurity

# Only where another word leads there already: a request is never left without one.
END = """
CREATE FUNCTION public.mine_ends_old_words(hers bigint, latest bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DELETE FROM public.territory_signpost s
    WHERE s.kind = 'case' AND s.target = hers::text AND s.digest <> latest
    AND s.territory_id = ANY (public.tandem_keys('tandem.may_write'))
    AND s.organisation_id = ANY (public.tandem_keys('tandem.organisations'))
    AND EXISTS (
        SELECT 1 FROM public.territory_signpost other
        WHERE other.kind = 'case' AND other.target = hers::text AND other.digest = latest
    )
$$;
REVOKE ALL ON FUNCTION public.mine_ends_old_words(bigint, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.mine_ends_old_words(bigint, bytea) TO tandem_web, tandem_worker;
"""
BACK = "DROP FUNCTION public.mine_ends_old_words(bigint, bytea);"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("territory", "0002_signposts_through_one_function"),
        ("mine", "0006_new_words"),
    ]
    operations = [
        OwnRowSecurity("mine_newword"),
        migrations.RunSQL(END, BACK),
        ThrowsKeysAway("mine_wish", "sealed", "sealed_outcome"),
        ThrowsKeysAway("mine_correction", "sealed_before", "sealed_after"),
    ]
