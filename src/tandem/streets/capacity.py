"""What a team can do, on plain values: nothing is promised beyond it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

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


def fits(per_day: int, used: int, points: int) -> bool:
    return used + points <= per_day


def earliest(
    per_day: int,
    weekdays: Collection[int],
    used: Mapping[date, int],
    points: int,
    start: date,
) -> date | None:
    """The first day from `start` on which so many points are free; None where there is none.

    >>> monday = date(2027, 1, 11)
    >>> earliest(8, [], {monday: 7}, 2, monday)
    datetime.date(2027, 1, 12)
    >>> earliest(8, [], {}, 9, monday) is None
    True
    """
    if points > per_day:
        return None
    for ahead in range(HORIZON):
        day = start + timedelta(days=ahead)
        if works_on(weekdays, day) and fits(per_day, used.get(day, 0), points):
            return day
    return None
