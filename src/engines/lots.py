"""A lot: a number that anybody can draw again, and that nobody can choose."""

from datetime import date
from hashlib import sha256

BITS = 40
FACES = 1 << BITS
"""A lot is a whole number from 0 to FACES - 1."""


def drawn(seed: str, today: date, *keys: str) -> int:
    """The first five bytes of the SHA-256 of seed, day and keys, one a line: everybody draws the
    same, and it changes every day, so that nobody is last for ever for her key.

    >>> drawn("", date(2026, 11, 23), "a1")
    1014195862107
    """
    ticket = "\n".join((seed, today.isoformat(), *keys))
    return int.from_bytes(sha256(ticket.encode("utf-8", "surrogatepass")).digest()[: BITS // 8])
