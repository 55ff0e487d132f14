"""How often reports were closed without repair, repaired, and opened again: each time counts.

A report that was closed, opened again and then repaired is told by all three. One that was joined to
another shares what became of that one from then on. Counted where it was told, so that a hand-over
counts once; each step may be read by itself on the page of its report.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tandem.cases.measuring import last_whole_quarter

QUARTERS = 5
"""The one that is running, and four whole ones before it."""
KINDS = ("closed", "repaired", "again")
NAMES = ("quarter", "category", *KINDS)
Line = dict[str, Any]
ENDS = """
WITH steps AS (
    SELECT report_id, at, state, because,
        lag(state) OVER (PARTITION BY report_id ORDER BY id) AS before
    FROM streets_move
    WHERE organisation_id = %(organisation)s
), ends AS (
    SELECT report_id, at, because, CASE state WHEN 'new' THEN 'again' ELSE state END AS what
    FROM steps
    WHERE at >= %(since)s AND at < %(until)s
        AND (state IN ('repaired', 'closed')
            OR (state = 'new' AND before IN ('repaired', 'closed')))
), told AS (
    SELECT id, category, id AS one, reported_at AS since
    FROM streets_report
    WHERE organisation_id = %(organisation)s AND given_by_id IS NULL
    UNION ALL
    SELECT report.id, report.category, report.joined_to_id, max(move.at)
    FROM streets_report report
    JOIN streets_move move ON move.report_id = report.id AND move.state = 'joined'
    WHERE report.organisation_id = %(organisation)s AND report.given_by_id IS NULL
        AND report.joined_to_id IS NOT NULL
    GROUP BY 1, 2, 3
)
"""
BY_QUARTER = (
    ENDS
    + """
SELECT date_trunc('quarter', ends.at AT TIME ZONE %(zone)s)::date, told.category,
    count(*) FILTER (WHERE what = 'closed'),
    count(*) FILTER (WHERE what = 'repaired'),
    count(*) FILTER (WHERE what = 'again')
FROM ends JOIN told ON told.one = ends.report_id AND ends.at >= told.since
GROUP BY 1, 2 ORDER BY 1 DESC, 2
"""
)
BY_REASON = (
    ENDS
    + """
SELECT coalesce(nullif(ends.because, ''), one.closed_because), count(*)
FROM ends JOIN told ON told.one = ends.report_id AND ends.at >= told.since
JOIN streets_report one ON one.id = ends.report_id
WHERE what = 'closed'
GROUP BY 1 ORDER BY 1
"""
)
"""Of a step of long ago only the report says why, while it is closed."""


def first_day(today: date) -> date:
    """Of the five quarters that are told.

    >>> first_day(date(2026, 11, 27))
    datetime.date(2025, 10, 1)
    """
    day = today
    for _quarter in range(QUARTERS - 1):
        day = last_whole_quarter(day).since
    return day


def by_quarter(organisation: int, until: date) -> list[Line]:
    """One line a quarter and category, newest first; before `until`, in the scope."""
    rows = _asked(BY_QUARTER, organisation, first_day(until), until)
    return [dict(zip(NAMES, (day.isoformat(), *counts), strict=True)) for day, *counts in rows]


def by_reason(organisation: int, since: date, until: date) -> dict[str, int]:
    """Why nothing was repaired; each closing counts, also of what was opened again."""
    return dict(_asked(BY_REASON, organisation, since, until))


def summed(lines: Iterable[Mapping[str, Any]]) -> list[Line]:
    """All categories of a quarter together, in the same order."""
    found: dict[str, Line] = {}
    for line in lines:
        whole = found.setdefault(
            line["quarter"], {"quarter": line["quarter"]} | dict.fromkeys(KINDS, 0)
        )
        for kind in KINDS:
            whole[kind] += line[kind]
    return list(found.values())


def _asked(question: str, organisation: int, since: date, until: date) -> list[Any]:
    told: Mapping[str, Any] = {
        "organisation": organisation,
        "since": _midnight(since),
        "until": _midnight(until),
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(question, told)
        return list(cursor.fetchall())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
