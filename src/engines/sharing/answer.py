"""What the sharing engine says, with reasons for everyone concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """A code of `codes.py` and its facts: numbers, never prose.

    >>> Reason("all_asked")
    Reason(code='all_asked', facts={})
    """

    code: str
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """So many go to this ask; none at all is an answer too, with its reason first."""

    ask: str
    quantity: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Totals:
    """What the answer is worth."""

    given: int
    left: int
    """What nobody asked for."""
    vital: int
    """Of those given, how many go to vital asks."""
    each: int
    """So many have all for each head, who asked for as many; of the turn that was not complete,
    all that was given is more."""


@dataclass(frozen=True)
class Answer:
    """Shares, sorted by the key of the ask."""

    shares: tuple[Share, ...]
    totals: Totals
