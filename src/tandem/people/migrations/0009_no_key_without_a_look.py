from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity

# The owner, as which the function runs, sees what the caller's scope shows and no more.
KEYS = r"""
REVOKE ALL ON people_personkey FROM tandem_web, tandem_worker;
GRANT INSERT, DELETE ON people_personkey TO tandem_web, tandem_worker;
GRANT SELECT (id, territory_id, organisation_id, person_id, under_id, of_words, changed_at,
              former_since)
    ON people_personkey TO tandem_web, tandem_worker;
GRANT UPDATE (wrapped, former, former_since, changed_at) ON people_personkey TO tandem_web, tandem_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON people_territorykey FROM tandem_web, tandem_worker;

-- Read by `tandem.toolbox.postgres backup`.
COMMENT ON TABLE people_territorykey IS 'kept apart from backups';
COMMENT ON TABLE people_personkey IS 'kept apart from backups';

-- What the planner learns of a column is copied into its own tables, and stays there.
ALTER TABLE people_personkey ALTER COLUMN wrapped SET STATISTICS 0;
ALTER TABLE people_personkey ALTER COLUMN former SET STATISTICS 0;
ALTER TABLE people_personkey ALTER COLUMN of_words SET STATISTICS 0;
ALTER TABLE people_identity ALTER COLUMN sealed SET STATISTICS 0;

-- Whoever gives a person another key cannot read the one before it, and need not.
CREATE FUNCTION public.people_personkey_keeps_former() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.wrapped <> OLD.wrapped AND NEW.under_id = OLD.under_id THEN
        NEW.former := array_append(OLD.former, OLD.wrapped);
        NEW.former_since := now();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_former BEFORE UPDATE OF wrapped ON people_personkey
    FOR EACH ROW EXECUTE FUNCTION public.people_personkey_keeps_former();

-- Of a row that we see: whether another transaction wrote it. Ours, a savepoint's too, is in progress.
CREATE FUNCTION public.people_is_committed(born xid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
DECLARE now8 bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        born8 bigint := (now8 & ~4294967295) | born::text::bigint;
BEGIN
    IF born8 > now8 + 2147483648 THEN
        born8 := born8 - 4294967296;
    END IF;
    RETURN coalesce(pg_xact_status(born8::text::xid8) = 'committed', false);
END $$;

-- By the database's own clock, which tells how old a look is; `at` is told by the program's. In two
-- steps, so that what is there need not be written anew.
ALTER TABLE journal_entry ADD COLUMN written_at timestamptz;
ALTER TABLE journal_entry ALTER COLUMN written_at SET DEFAULT clock_timestamp();

CREATE FUNCTION public.people_keys_seen(looks bigint[], who bigint, persons bigint[])
RETURNS TABLE (person_id bigint, under_id bigint, wrapped bytea, former bytea[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE named uuid[];
BEGIN
    SELECT array_agg(k.key) INTO named
    FROM public.journal_entry e CROSS JOIN LATERAL unnest(e.persons) AS k (key)
    WHERE e.id = ANY (looks) AND e.kind = 'look' AND e.word <> 'people.look_refused'
        AND e.account IS NOT DISTINCT FROM who
        AND e.written_at > clock_timestamp() - interval '1 minute'
        AND public.people_is_committed(e.xmin);
    IF EXISTS (SELECT FROM public.people_person p
               WHERE p.id = ANY (persons)
                   AND NOT EXISTS (SELECT FROM unnest(named) n (key) WHERE n.key = p.key)) THEN
        RAISE EXCEPTION 'no committed look at this person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT k.person_id, k.under_id, k.wrapped, k.former
    FROM public.people_personkey k WHERE k.person_id = ANY (persons);
END $$;
REVOKE ALL ON FUNCTION public.people_keys_seen(bigint[], bigint, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.people_keys_seen(bigint[], bigint, bigint[])
    TO tandem_web, tandem_worker;
"""
BACK = """
ALTER TABLE journal_entry DROP COLUMN written_at;
ALTER TABLE people_identity ALTER COLUMN sealed SET STATISTICS -1;
DROP FUNCTION public.people_keys_seen(bigint[], bigint, bigint[]);
DROP FUNCTION public.people_is_committed(xid);
DROP TRIGGER keeps_former ON people_personkey;
DROP FUNCTION public.people_personkey_keeps_former();
GRANT UPDATE, DELETE ON people_territorykey TO tandem_web, tandem_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_personkey TO tandem_web, tandem_worker;
"""
# Rewriting a table is what takes a deleted key out of its files. Before PostgreSQL 17 only the owner
# may: `manage.py tidy_keys`.
TIDIED = """
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        GRANT MAINTAIN ON people_personkey, people_identity, people_trace TO tandem_worker;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("journal", "0004_sealed_after_the_fact"),
        ("people", "0008_a_key_for_each_person"),
    ]
    operations = [
        OwnRowSecurity("people_territorykey"),
        OwnRowSecurity("people_personkey"),
        migrations.RunSQL(KEYS, BACK),
        migrations.RunSQL(TIDIED, migrations.RunSQL.noop),
    ]
