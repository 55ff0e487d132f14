"""What a team can do: the bridge to the engine that finds a day; nothing is promised beyond it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from engines import triage
from tandem.streets.models import Team
from tandem.toolbox.workdays import is_holiday

HORIZON = 365
"""Days within which a day is looked for; further ahead nobody plans."""
WEEK = frozenset(range(5))


def works_on(weekdays: Collection[int], day: date) -> bool:
    """Whether a team that works on these weekdays works on that day.

    >>> works_on([], date(2026, 11, 28)), works_on([5], date(2026, 11, 28))
    (False, True)
    """
    return day.weekday() in (weekdays or WEEK) and not is_holiday(day)


def working_days(weekdays: Collection[int], start: date) -> tuple[date, ...]:
    """Those of a team, from `start` on, as far ahead as anybody plans."""
    ahead = (start + timedelta(days=number) for number in range(HORIZON))
    return tuple(day for day in ahead if works_on(weekdays, day))


def free_day(
    team: Team, used: Mapping[date, int], points: int, days: tuple[date, ...]
) -> triage.FreeDayAnswer:
    """The first of these days on which the team has so many points left."""
    return triage.free_day(triage.FreeDayQuestion(team.per_day, points, days, used))
