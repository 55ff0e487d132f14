"""What a room has under way for a case, and which answers would call it off; `cases` knows no room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tandem.cases.choices import Reason

if TYPE_CHECKING:  # rooms register when there are no models yet
    from tandem.cases.models import Case


@dataclass(frozen=True, slots=True)
class Promise:
    told: tuple[str, ...]
    """What is under way, a sentence each, to the colleague who answers."""
    answer: str
    """The answer that follows from it, in the language of the case; empty where nobody agreed."""
    kept_by: frozenset[Reason]
    """Answers after which it stands; every other calls it off."""


Promised = Callable[["Case"], Promise | None]

_promised: list[Promised] = []


def register(promised: Promised) -> Promised:
    """From now on `promised` is asked about each case that is answered; None where nothing is."""
    if promised not in _promised:
        _promised.append(promised)
    return promised


def made_for(case: "Case") -> Promise | None:
    found = (promised(case) for promised in _promised)
    return next((promise for promise in found if promise is not None), None)
