"""What becomes of reports, counted: how long it takes, what is repaired, what is only closed."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Q, Sum, Value, When
from django.utils import timezone

from tandem.cases.measuring import last_whole_quarter
from tandem.streets import closings, who_told
from tandem.streets.by_door import protected
from tandem.streets.choices import HandoverState, Verdict
from tandem.streets.models import Handover, Heard, Visit, Voice

A_YEAR = timedelta(days=365)
MOST_NAMES = 50
Line = dict[str, Any]
COUNTED = """
SELECT {by}::text AS name,
    count(*) AS opened,
    count(*) FILTER (WHERE one.state = 'repaired') AS repaired,
    count(*) FILTER (WHERE one.state = 'closed') AS closed,
    count(*) FILTER (WHERE one.state IN ('new', 'looked_at', 'planned', 'under_way', 'handed_over'))
        AS open,
    count(*) FILTER (WHERE one.ended_at IS NULL AND told.due_on < %(today)s) AS late,
    count(*) FILTER (WHERE one.reopened > 0) AS again,
    round((percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM one.ended_at - told.reported_at) / 86400
    ) FILTER (WHERE one.state = 'repaired'))::numeric, 1)::float AS days
FROM streets_report told
JOIN streets_report one ON one.id = coalesce(told.joined_to_id, told.id)
WHERE told.organisation_id = %(organisation)s
    AND told.reported_at >= %(since)s AND told.reported_at < %(until)s
GROUP BY 1 ORDER BY 1
"""
"""Whoever told of what was known already counts: hers shares what became of the one it was joined to."""
BY = {"category": "told.category", "area": "told.postal_code", "all": "''"}
NAMES = ("name", "opened", "repaired", "closed", "open", "late", "again", "days")


def counted(organisation: int, until: date) -> dict[str, Any]:
    """By category and area, over the year that ends before `until`; in its scope.

    Counts are of reports as they were told. Days are calendar days from the report to the repair, the median; None
    where nothing was repaired.
    """
    since = until - A_YEAR
    asked: dict[str, Any] = {
        "organisation": organisation,
        "since": _midnight(since),
        "until": _midnight(until),
        "today": until,
    }
    told: dict[str, Any] = {name: _lines(column, asked) for name, column in BY.items()}
    told["because"] = closings.by_reason(organisation, since, until)
    told["closings"] = closings.by_quarter(organisation, until)
    told["handed"] = _handed(organisation, asked)
    told["visits"] = _visits(organisation, since, until)
    told["voices"] = _voices(organisation, asked)
    heard = Heard.objects.filter(organisation=organisation).order_by("postal_code")
    told["heard"] = dict(heard.values_list("postal_code", "percent"))
    told["told_by"] = list(heard.values_list("postal_code", "reports", "inhabitants"))
    return told


def of_a_quarter(organisation: int, today: date, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What tells of people, of the last quarter that is over, counted once: from a count that grew in
    the night one would learn by which door the report came that stands in the open data since, and
    that its street has one more who tells us something. In its scope.
    """
    period = last_whole_quarter(today)
    named = {"door_since": period.since.isoformat(), "door_until": period.until.isoformat()}
    asked = {
        "organisation": organisation,
        "since": _midnight(period.since),
        "until": _midnight(period.until),
        "today": today,
    }
    is_kept = named.items() <= kept.items()
    door = kept["door"] if is_kept else protected(_lines("told.door", asked))
    who = kept["who"] if is_kept and "who" in kept else who_told.counted(organisation, asked)
    return named | {"door": door, "who": who}


def _lines(column: str, asked: Mapping[str, Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(by=column), asked)
        return [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]


def _handed(organisation: int, asked: Mapping[str, Any]) -> list[Line]:
    """To whom reports were handed over, and how many came back. Somebody who was only named by hand
    may be a private person: there it is told whose street it is, and no name.
    """
    named = Q(to_organisation__isnull=False) | Q(to_system__isnull=False)
    rows = Handover.objects.filter(
        organisation=organisation, at__gte=asked["since"], at__lt=asked["until"]
    ).annotate(name=Case(When(named, then="to_name"), default=Value("")))
    told = rows.annotate(whose=Case(When(named, then=Value("")), default="ground"))
    counted = (
        told.order_by()
        .values("name", "whose")
        .annotate(given=Count("pk"), back=Count("pk", filter=Q(state=HandoverState.RETURNED)))
    )
    return [dict(row) for row in counted.order_by("-given", "name", "whose")[:MOST_NAMES]]


def _visits(organisation: int, since: date, until: date) -> dict[str, int]:
    """Places drawn by lot and looked at by somebody who had not repaired them."""
    rows = Visit.objects.filter(organisation=organisation, drawn_on__gte=since, drawn_on__lt=until)
    return {
        "drawn": rows.count(),
        "visited": rows.exclude(verdict="").count(),
        "not_repaired": rows.filter(verdict=Verdict.NO).count(),
    }


def _voices(organisation: int, asked: Mapping[str, Any]) -> dict[str, int]:
    """How many told, how often they were asked, and each answer: a no stays one when the work is done
    anew and she is asked again.
    """
    rows = Voice.objects.filter(
        organisation=organisation, at__gte=asked["since"], at__lt=asked["until"]
    )
    said = rows.aggregate(
        asked=Sum("times_asked", default=0),
        repaired=Sum("yeses", default=0),
        # What a colleague wrote down for her counts by itself: it is not her own word at a door.
        repaired_noted=Sum("yeses_noted", default=0),
        not_repaired=Sum("noes", default=0),
    )
    # Who told of the same twice, in two reports that are one now, is one.
    return {"all": rows.filter(counted=True).count(), **said}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
