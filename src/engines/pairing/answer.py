"""What the pairing engine says, with reasons for everyone concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = int | str | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """A code of `codes.py` and its facts: keys and numbers, never prose.

    >>> Reason("first_help")
    Reason(code='first_help', facts={})
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """This offer takes this need in this half-day."""

    need: str
    offer: str
    slot: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Unserved:
    """Nobody takes this need; the first reason is the one that binds."""

    need: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Totals:
    """What the answer is worth, in the order in which it counts."""

    vital: int
    """Vital needs served."""
    levels: tuple[int, ...]
    """Helps that are somebody's first in the window, then second, and so on; no closing zeros."""
    cost: int
    """Points of distance, dislike and load."""


@dataclass(frozen=True)
class Answer:
    """Pairs and unserved needs, each sorted by the key of the need."""

    pairs: tuple[Pair, ...]
    unserved: tuple[Unserved, ...]
    totals: Totals
