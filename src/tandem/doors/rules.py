"""Decisions of the doors, on plain values."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tandem.toolbox.workdays import FIRST_CALL, LAST_CALL, add_working_days, is_working_day

DAYS_AHEAD = 14


def hours_to_promise() -> Iterator[time]:
    """The half-hours at which a call may be promised."""
    for hour in range(FIRST_CALL, LAST_CALL):
        yield time(hour)
        yield time(hour, 30)


def days_to_promise(today: date) -> list[date]:
    """Days on which somebody works, and so will call."""
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [day for day in days if is_working_day(day)]


def next_to_promise(now: datetime) -> datetime:
    """The next full hour that leaves time to get ready, on a day on which somebody works."""
    soon = (now + timedelta(hours=1, minutes=30)).replace(minute=0, second=0, microsecond=0)
    if is_working_day(soon.date()) and soon.hour < LAST_CALL:
        return max(soon, soon.replace(hour=FIRST_CALL))
    day = add_working_days(soon.date(), 1)
    return soon.replace(year=day.year, month=day.month, day=day.day, hour=FIRST_CALL)


def may_promise(at: datetime, now: datetime) -> bool:
    """A call is promised for later, not for an hour that has passed."""
    return at > now
