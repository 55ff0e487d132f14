"""What a room has under way for a case, and which answers would call it off; `cases` knows no room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tandem.cases.choices import Reason

if TYPE_CHECKING:  # rooms register when there are no models yet
    from tandem.cases.models import Case


@dataclass(frozen=True, slots=True)
class UnderWay:
    told: tuple[str, ...]
    """What is under way, a sentence each, to the colleague who answers."""
    answer: str
    """The answer that follows from it, in the language of the case; empty where nobody agreed."""
    kept_by: frozenset[Reason]
    """Answers after which it stands; every other calls it off."""


Told = Callable[["Case"], UnderWay | None]

_tellers: list[Told] = []


def register(teller: Told) -> Told:
    """From now on `teller` is asked about each case that is answered; None where nothing is."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def found_for(case: "Case") -> UnderWay | None:
    found = (teller(case) for teller in _tellers)
    return next((told for told in found if told is not None), None)
