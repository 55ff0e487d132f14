"""How the doors compare: counted once a quarter across all tenants, protected, then public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tandem.cases import protecting
from tandem.cases.protecting import COLUMNS, TOGETHER, Counts
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.declaration import Service
from tandem.tenancy.scope import Scope, within
from tandem.toolbox.workdays import is_working_day

BY_DOOR = "SELECT * FROM public.cases_by_door(%s, %s, %s, %s, %s)"
BY_CHANNEL = "SELECT * FROM public.cases_by_channel(%s, %s, %s, %s, %s)"
LONGEST_PROMISE = timedelta(days=400)
Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Period:
    """Three whole months; `until` is the first day after them."""

    since: date
    until: date


def last_whole_quarter(today: date) -> Period:
    """The one that is over. No two of them share a day: whoever keeps the figures of both learns
    nothing by taking one from the other.

    >>> last_whole_quarter(date(2026, 11, 26))
    Period(since=datetime.date(2026, 7, 1), until=datetime.date(2026, 10, 1))
    """
    until = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    since = until.replace(month=until.month - 3) if until.month > 3 else date(until.year - 1, 10, 1)
    return Period(since, until)


def public_services() -> list[type[Service]]:
    """Those that anybody may ask for; what is only for colleagues is not measured in public."""
    return [one for one in services() if not one.for_staff_of]


def figures(period: Period) -> Figure:
    """Counts and medians of the period, small ones taken out."""
    asked: list[Any] = [
        _midnight(period.since),
        _midnight(period.until),
        settings.TIME_ZONE,
        [service.slug for service in public_services()],
        _working_days(period),
    ]
    # In a scope of nobody: what is counted, the functions of the database alone may read.
    with within(Scope()), connection.cursor() as cursor:
        cursor.execute(BY_DOOR, asked)
        doors = cursor.fetchall()
        cursor.execute(BY_CHANNEL, asked)
        channels = cursor.fetchall()
    return {"doors": _doors(doors), "channels": _channels(channels)}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _working_days(period: Period) -> list[date]:
    days = (period.until + LONGEST_PROMISE - period.since).days
    every = (period.since + timedelta(days=number) for number in range(days))
    return [day for day in every if is_working_day(day)]


def _doors(rows: Sequence[tuple[Any, ...]]) -> list[Figure]:
    """Every door with every service, also where nobody came: a nought is a figure too."""
    found = {(service, door): (Counts(*counts), days) for service, door, *counts, days in rows}
    slugs = [service.slug for service in public_services()]
    shown = []
    for door in Door.values:
        line = {slug: found.get((slug, door), (protecting.NONE, None))[0] for slug in slugs}
        hidden = protecting.hidden_in(line)
        for slug in (TOGETHER, *slugs):
            counts, days = found.get((slug, door), (protecting.NONE, None))
            few = slug in hidden["opened"] or counts.answered < protecting.SMALL
            shown.append(
                {"service": slug, "door": door}
                | {name: None if slug in hidden[name] else counts.of(name) for name in COLUMNS}
                | {"days": None if few else days}
            )
    return shown


def _channels(rows: Sequence[tuple[Any, ...]]) -> list[Figure]:
    found = {channel: (answers, days) for channel, answers, days in rows}
    counts = {channel: found.get(channel, (0, None))[0] for channel in Channel.values}
    hidden = protecting.hidden_of(counts)
    return [
        {
            "channel": channel,
            "answers": None if channel in hidden else counts[channel],
            "days": None if counts[channel] < protecting.SMALL else found[channel][1],
        }
        for channel in Channel.values
    ]
