"""Decisions about goods, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.cases.choices import Reason
from tandem.solidarity.goods.choices import Otherwise
from tandem.solidarity.rules import says_why


@dataclass(frozen=True, slots=True)
class Fair:
    """Between how many the number of somebody lies who is served by hand, as all others are."""

    least: int
    most: int


def fair_share(each: int, heads: int, had: int, wanted: int) -> Fair:
    """All others have `each` for each head; none of them more than one more.

    >>> fair_share(each=2, heads=3, had=1, wanted=20)
    Fair(least=5, most=8)
    >>> fair_share(each=2, heads=3, had=1, wanted=4)
    Fair(least=4, most=4)
    """
    least = min(wanted, max(0, each * heads - had))
    return Fair(least, min(wanted, max(least, (each + 1) * heads - had)))


def fits(numbers: Iterable[int], left: int) -> bool:
    return sum(numbers) <= left


def says_enough(because: str, words: str) -> bool:
    """Whoever gives other numbers says why, in whole words: who is concerned may read them."""
    return because in Otherwise.values and says_why(words)


def ends_ask(reason: Reason, given: int) -> bool:
    """Whether an answered ask is over: not where a part was given and the rest is still wanted."""
    return reason != Reason.DONE or not given
