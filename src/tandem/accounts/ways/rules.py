"""What was shown, and what it is worth; and from when a new way is worth that."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tandem.accounts.ways.kinds import Level, Shown

SETTLES = timedelta(hours=72)
"""A number or an address told to us without anybody seeing her opens nothing of hers for so long:
she is told at once by the way known before, and can say that it was not she.
"""
FIRM = frozenset({Shown.PASSKEY, Shown.SERVICE, Shown.DESK})
FAIR = frozenset({Shown.EMAIL, Shown.LETTER})


def level_of(shown: Mapping[str, float], now: float) -> Level:
    """`shown`: each with the moment from which it counts. A text message alone is never enough:
    a number can be forged, and taken over by another card. A code that one colleague alone gave opens
    her data before its time only with her word, and nothing that binds her.

    >>> level_of({"sms": 0}, 9).name, level_of({"sms": 0, "word": 0}, 9).name
    ('LITTLE', 'FAIR')
    >>> level_of({"desk": 10}, 9).name, level_of({"desk": 10, "word": 0}, 9).name
    ('LITTLE', 'FAIR')
    >>> level_of({"email": 10, "word": 0}, 9).name, level_of({"email": 0, "sms": 0}, 9).name
    ('LITTLE', 'FIRM')
    """
    counts = {Shown(what) for what, since in shown.items() if since <= now}
    if counts & FIRM or {Shown.EMAIL, Shown.SMS} <= counts:
        return Level.FIRM
    by_word = Shown.WORD in counts and (Shown.SMS in counts or Shown.DESK in shown)
    if counts & FAIR or by_word:
        return Level.FAIR
    return Level.LITTLE


def settled_at(now: datetime, *, known: bool) -> datetime:
    """From when a new way opens what is kept of her: at once if it was `known` as hers before."""
    return now if known else now + SETTLES
