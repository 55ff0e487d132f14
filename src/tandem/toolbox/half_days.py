"""The week as twenty-one half-days: Monday morning is 0, Sunday evening is 20."""

from collections.abc import Iterable
from datetime import date, timedelta

PARTS = 3
COUNT = 7 * PARTS


def to_bits(half_days: Iterable[int]) -> int:
    bits = 0
    for half_day in half_days:
        if not 0 <= half_day < COUNT:
            raise ValueError("no_such_half_day")
        bits |= 1 << half_day
    return bits


def from_bits(bits: int) -> tuple[int, ...]:
    return tuple(half_day for half_day in range(COUNT) if bits >> half_day & 1)


def next_date(half_day: int, after: date) -> date:
    """The first day after `after` on which this half-day falls."""
    ahead = (half_day // PARTS - after.weekday() - 1) % 7 + 1
    return after + timedelta(days=ahead)
