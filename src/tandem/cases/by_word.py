"""Answers in a few words from a telephone: a room takes those to what it asked.

A door hears them and knows no room; rooms register here, in their `catalogue.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    number: str
    """From which they came. Nobody can tell who holds the telephone, or whether it is that one."""
    in_talk: bool = False
    """Whether the number is in the middle of something else: a bare yes is then not for a room."""
    after: datetime | None = None
    """When the number was last asked something else: a bare yes is for what was asked later."""


Take = Callable[[Words], str | None]
"""What is said back, in the language in force; None if these words are not for this room."""

_takers: list[Take] = []


def register(take: Take) -> Take:
    """From now on `take` is asked about words that came in, in the transaction of the door."""
    if take not in _takers:
        _takers.append(take)
    return take


def take(words: Words) -> str | None:
    """What the first room that knows them says back."""
    return next((said for taker in _takers if (said := taker(words)) is not None), None)
