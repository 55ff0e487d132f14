"""Decisions of the kiosk, on plain values."""

from datetime import datetime, timedelta

CODE_LIVES = timedelta(minutes=30)
"""Long enough to walk from the desk to the machine."""
STILL_THERE = 40
"""Seconds in which one says that one is still there."""
WARNED = 30
"""Seconds before that during which a countdown is shown, where there is script."""
SLOWER = 3
"""Without script nobody can tell whether somebody is typing: so many times longer."""
SURELY_OVER = 10
"""So many times longer, and a page leaves whatever happens: also where its script did not load."""
RING_SHOWN = timedelta(minutes=5)
"""So long the page that waits for a colleague stays as it is; then it asks who is there."""
MOST_RINGS, RINGS_WITHIN = 6, timedelta(minutes=10)
"""More than that is somebody playing with the button: a telephone number takes its place."""


def is_late(rung_at: datetime, now: datetime, minutes: int) -> bool:
    """Whether a ring has waited so long that the person is told another way."""
    return now - rung_at >= timedelta(minutes=minutes)


def must_wait_by_telephone(rung_lately: int) -> bool:
    return rung_lately >= MOST_RINGS
