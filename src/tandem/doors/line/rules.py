"""Decisions of the operator line, on plain values."""

from datetime import datetime, time, timedelta

from tandem.doors.choices import CallState
from tandem.toolbox.workdays import FIRST_CALL, LAST_CALL

MOST_A_MINUTE = 240
AGE, AHEAD = timedelta(minutes=10), timedelta(minutes=2)
"""How late an exchange may tell what happened, and how far its clock may be fast."""
RETURNED_WITHIN = timedelta(minutes=30)
"""A missed call is returned so soon, within the hours at which people are called."""
TAKEN_FOR = timedelta(minutes=30)

NEXT = {
    CallState.RINGING: {CallState.ANSWERED, CallState.ENDED},
    CallState.ANSWERED: {CallState.ENDED},
}


def state_after(now: CallState, told: CallState) -> CallState:
    """What an event makes of a call; told again, late or out of order it changes nothing.

    >>> state_after(CallState.RINGING, CallState.ENDED) == CallState.MISSED
    True
    """
    if told not in NEXT.get(now, set()):
        return now
    if told == CallState.ENDED and now == CallState.RINGING:
        return CallState.MISSED
    return told


def is_told_in_time(at: datetime, now: datetime) -> bool:
    return now - AGE <= at <= now + AHEAD


def to_be_returned_at(now: datetime) -> datetime:
    """When a missed call is returned; at night, the next morning."""
    soon = now + RETURNED_WITHIN
    first = time(FIRST_CALL)
    if soon.hour < FIRST_CALL:
        return datetime.combine(soon.date(), first, tzinfo=soon.tzinfo)
    if soon.hour >= LAST_CALL:
        return datetime.combine(soon.date() + timedelta(days=1), first, tzinfo=soon.tzinfo)
    return soon


def is_taken(taken_at: datetime | None, now: datetime) -> bool:
    return taken_at is not None and now - taken_at < TAKEN_FOR
