"""Decisions about company, on plain values."""

from datetime import date, datetime, timedelta

from django.utils import timezone

ANSWERED_WITHIN = timedelta(days=10)
"""A letter and its answer take three working days each."""
SILENCE_STANDS = timedelta(weeks=6)
"""So long after they were asked, two between whom somebody was silent are not proposed again."""


def answered_until(asked_at: datetime) -> date:
    """The last day on which an answer still counts.

    >>> from datetime import UTC
    >>> answered_until(datetime(2026, 11, 28, 10, tzinfo=UTC))
    datetime.date(2026, 12, 8)
    """
    return timezone.localdate(asked_at + ANSWERED_WITHIN)
