import django.contrib.postgres.fields
from django.db import migrations, models

from tandem.tenancy.operations import AppendOnly

# Digests of entries of every tenant, and nothing else of them, leave these functions. The owner, as
# which they run, is given the rows inside them alone.
FUNCTIONS = r"""
CREATE POLICY sealed ON journal_entry FOR SELECT TO tandem_owner
    USING ((SELECT current_setting('tandem.sealing', true)) = 'yes');

CREATE FUNCTION public.journal_digests(keys bigint[])
RETURNS TABLE (id bigint, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('tandem.sealing', 'yes', true);
    RETURN QUERY
    SELECT e.id, sha256(convert_to(jsonb_build_array(
        e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.kind, e.word,
        e.purpose, e.door, e.account, e.acting_organisation, e.subject, e.persons, e.facts,
        e.territory_id, e.organisation_id)::text, 'UTF8'))
    FROM public.journal_entry e WHERE e.id = ANY (keys);
    PERFORM set_config('tandem.sealing', '', true);
END $$;

-- Written at least ten seconds ago, and in no seal so far.
CREATE FUNCTION public.journal_unsealed(late bigint, most integer)
RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE floor bigint; last bigint;
BEGIN
    PERFORM set_config('tandem.sealing', 'yes', true);
    SELECT coalesce(max(s.number), 0) INTO last FROM public.journal_seal s;
    SELECT coalesce(max(s.entries[cardinality(s.entries)]), 0) - late INTO floor
        FROM public.journal_seal s WHERE s.number > last - 20;
    RETURN QUERY
    -- Asked each minute: what was sealed lately is unfolded once, and looked up by its hash. Each
    -- seal holds an entry at least, so no more seals than entries are of the window.
    SELECT e.id FROM public.journal_entry e
    LEFT JOIN (SELECT unnest(s.entries) AS id FROM public.journal_seal s
               WHERE s.number > last - 2 * late) k ON k.id = e.id
    WHERE e.id > floor AND e.at < now() - interval '10 seconds' AND k.id IS NULL
    ORDER BY e.id LIMIT most;
    PERFORM set_config('tandem.sealing', '', true);
END $$;

CREATE FUNCTION public.journal_owed(before timestamptz)
RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM set_config('tandem.sealing', 'yes', true);
    RETURN QUERY
    SELECT e.id FROM public.journal_entry e
    WHERE e.at < before
        AND NOT EXISTS (SELECT FROM (SELECT unnest(s.entries) AS id FROM public.journal_seal s) k
                        WHERE k.id = e.id)
    ORDER BY e.id LIMIT 1000;
    PERFORM set_config('tandem.sealing', '', true);
END $$;
REVOKE ALL ON FUNCTION public.journal_digests(bigint[]) FROM PUBLIC, tandem_web;
REVOKE ALL ON FUNCTION public.journal_unsealed(bigint, integer) FROM PUBLIC, tandem_web;
REVOKE ALL ON FUNCTION public.journal_owed(timestamptz) FROM PUBLIC, tandem_web;
GRANT EXECUTE ON FUNCTION public.journal_digests(bigint[]) TO tandem_worker;
GRANT EXECUTE ON FUNCTION public.journal_unsealed(bigint, integer) TO tandem_worker;
GRANT EXECUTE ON FUNCTION public.journal_owed(timestamptz) TO tandem_worker;
-- Whoever answers web requests writes no seal.
REVOKE INSERT ON journal_seal FROM tandem_web;
"""
DROPPED = """
DROP FUNCTION public.journal_digests(bigint[]);
DROP FUNCTION public.journal_unsealed(bigint, integer);
DROP FUNCTION public.journal_owed(timestamptz);
DROP POLICY sealed ON journal_entry;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_streets_are_a_purpose"),
    ]
    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "entries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("digests", models.BinaryField()),
                ("root", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["sealed_at"], name="seals_by_day")],
            },
        ),
        AppendOnly("journal_seal"),
        migrations.RunSQL(FUNCTIONS, DROPPED),
    ]
