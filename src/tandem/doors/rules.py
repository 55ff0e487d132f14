"""Decisions of the doors, on plain values."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

FIRST_CALL, LAST_CALL = 8, 20
DAYS_AHEAD = 14


def hours_to_promise() -> Iterator[time]:
    """The half-hours at which a call may be promised."""
    for hour in range(FIRST_CALL, LAST_CALL):
        yield time(hour)
        yield time(hour, 30)


def days_to_promise(today: date) -> list[date]:
    return [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]


def next_to_promise(now: datetime) -> datetime:
    """The next full hour that leaves time to get ready."""
    return (now + timedelta(hours=1, minutes=30)).replace(minute=0, second=0, microsecond=0)


def may_promise(at: datetime, now: datetime) -> bool:
    """A call is promised for later, not for an hour that has passed."""
    return at > now
