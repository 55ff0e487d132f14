"""The lot of each who asks: anybody can draw it again, and nobody can choose it."""

from hashlib import sha256

from engines.sharing.question import Question

FACES = 1 << 40
"""A lot is a whole number from 0 to FACES - 1."""


def lot(question: Question, key: str) -> int:
    """The first five bytes of the SHA-256 of seed, day and key, a line each.

    >>> from datetime import date
    >>> lot(Question(date(2026, 11, 23), 0, ()), "a1")
    1014195862107
    """
    lines = "\n".join((question.seed, question.today.isoformat(), key))
    return int.from_bytes(sha256(lines.encode()).digest()[:5], "big")
