from django.db import migrations

# Counts and medians over every tenant, and nothing else: no key, no row, no commune leaves them.
# The owner, as which they run, is given the rows inside them alone: for the rest its tables stay
# locked to it too, and who signs in as another role gains nothing by saying that it counts.
COUNTED = """
CREATE POLICY counted ON cases_case FOR SELECT TO tandem_owner
    USING ((SELECT current_setting('tandem.counting', true)) = 'yes');
CREATE POLICY counted ON cases_step FOR SELECT TO tandem_owner
    USING ((SELECT current_setting('tandem.counting', true)) = 'yes');
CREATE POLICY counted ON outbox_message FOR SELECT TO tandem_owner
    USING ((SELECT current_setting('tandem.counting', true)) = 'yes');

-- All rows are wanted: row by row through an index, as the planner would have it where it has not
-- counted a table yet, takes minutes.
-- Requests of the period with their first answer in it. Days are counted in working days: how many
-- of `working`, which is sorted, lie before. What was promised is the distance between the day an
-- answer was last asked for and the day it is due, because a request opened again is promised anew.
CREATE FUNCTION public.cases_measured(
    since timestamptz, until timestamptz, zone text, services text[], working date[]
)
RETURNS TABLE (id bigint, service varchar, door varchar, answered_at timestamptz, asked_on integer,
               days integer, in_time boolean, again boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    SET enable_nestloop = off AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('tandem.counting', 'yes', true);
    RETURN QUERY
    WITH step AS (
        SELECT s.case_id,
            min(s.at) FILTER (WHERE s.kind = 'answered' AND s.at < until) AS answered_at,
            max(s.at) FILTER (WHERE s.kind <> 'answered' AND s.at < until) AS again_at,
            max(s.at) FILTER (WHERE s.kind <> 'answered') AS last_asked_at
        FROM public.cases_step s
        WHERE s.kind IN ('answered', 'reopened', 'contested') AND s.at >= since
        GROUP BY s.case_id
    ), told AS (
        SELECT c.id, c.service, c.door, s.answered_at, s.again_at, s.last_asked_at, c.due_on,
            width_bucket((c.opened_at AT TIME ZONE zone)::date, working) AS asked_on,
            width_bucket((s.answered_at AT TIME ZONE zone)::date, working) AS answered_on,
            width_bucket(c.due_on, working) AS due_day,
            width_bucket((s.last_asked_at AT TIME ZONE zone)::date, working) AS asked_again_on
        FROM public.cases_case c LEFT JOIN step s ON s.case_id = c.id
        WHERE c.opened_at >= since AND c.opened_at < until AND c.service = ANY (services)
    )
    SELECT t.id, t.service, t.door, t.answered_at, t.asked_on, t.answered_on - t.asked_on,
        CASE WHEN t.last_asked_at IS NULL THEN (t.answered_at AT TIME ZONE zone)::date <= t.due_on
             ELSE t.answered_on - t.asked_on <= t.due_day - t.asked_again_on END,
        coalesce(t.again_at > t.answered_at, false)
    FROM told t;
    PERFORM set_config('tandem.counting', '', true);
END $$;
REVOKE ALL ON FUNCTION public.cases_measured(timestamptz, timestamptz, text, text[], date[])
    FROM PUBLIC, tandem_web, tandem_worker;

CREATE FUNCTION public.cases_by_door(
    since timestamptz, until timestamptz, zone text, services text[], working date[]
)
RETURNS TABLE (service text, door text, opened bigint, answered bigint, in_time bigint,
               again bigint, days double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    SET enable_nestloop = off AS $$
    SELECT coalesce(m.service, ''), m.door, count(*), count(m.answered_at),
        count(*) FILTER (WHERE m.in_time),
        count(*) FILTER (WHERE m.again),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY m.days)
    FROM public.cases_measured(since, until, zone, services, working) m
    GROUP BY GROUPING SETS ((m.service, m.door), (m.door))
$$;
REVOKE ALL ON FUNCTION public.cases_by_door(timestamptz, timestamptz, text, text[], date[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.cases_by_door(timestamptz, timestamptz, text, text[], date[])
    TO tandem_web, tandem_worker;

-- Until the first answer had left: a letter when it was posted, a call when it was made. Who asks
-- at the desk is told there from the moment of the answer.
CREATE FUNCTION public.cases_answers_sent(since timestamptz, until timestamptz)
RETURNS TABLE (subject varchar, channel varchar, left_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('tandem.counting', 'yes', true);
    RETURN QUERY
    SELECT DISTINCT ON (m.subject) m.subject, m.channel,
        CASE WHEN m.channel = 'desk' THEN coalesce(m.left_at, m.queued_at)
             ELSE m.left_at END AS left_at
    FROM public.outbox_message m
    WHERE m.kind = 'answer' AND m.queued_at >= since AND m.queued_at < until
    ORDER BY m.subject, m.id;
    PERFORM set_config('tandem.counting', '', true);
END $$;
REVOKE ALL ON FUNCTION public.cases_answers_sent(timestamptz, timestamptz)
    FROM PUBLIC, tandem_web, tandem_worker;

CREATE FUNCTION public.cases_by_channel(
    since timestamptz, until timestamptz, zone text, services text[], working date[]
)
RETURNS TABLE (channel text, answers bigint, days double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    SET enable_nestloop = off AS $$
    SELECT s.channel, count(*),
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY width_bucket((s.left_at AT TIME ZONE zone)::date, working) - c.asked_on
        )
    FROM public.cases_measured(since, until, zone, services, working) c
    JOIN public.cases_answers_sent(since, until) s
        ON s.subject = 'cases.case:' || c.id AND s.left_at < until
    WHERE c.answered_at IS NOT NULL
    GROUP BY s.channel
$$;
REVOKE ALL ON FUNCTION public.cases_by_channel(timestamptz, timestamptz, text, text[], date[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.cases_by_channel(timestamptz, timestamptz, text, text[], date[])
    TO tandem_web, tandem_worker;
"""
UNCOUNTED = """
DROP FUNCTION public.cases_by_channel(timestamptz, timestamptz, text, text[], date[]);
DROP FUNCTION public.cases_answers_sent(timestamptz, timestamptz);
DROP FUNCTION public.cases_by_door(timestamptz, timestamptz, text, text[], date[]);
DROP FUNCTION public.cases_measured(timestamptz, timestamptz, text, text[], date[]);
DROP POLICY counted ON outbox_message;
DROP POLICY counted ON cases_step;
DROP POLICY counted ON cases_case;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("outbox", "0006_addresses_that_come_back_locked"),
        ("cases", "0012_what_was_measured"),
    ]
    operations = [migrations.RunSQL(COUNTED, UNCOUNTED)]
