"""Decisions on plain values: which way a report may go, and what closing it needs."""

import re
from dataclasses import dataclass

from tandem.cases.choices import Reason
from tandem.people.streets import FIRST_NUMBER
from tandem.services.places import is_on_the_map, tells_of_somebody
from tandem.streets.choices import Closed, State
from tandem.toolbox.folding import fold

OPEN = frozenset({State.NEW, State.LOOKED_AT, State.PLANNED, State.UNDER_WAY, State.HANDED_OVER})
"""States in which something is still to be done."""
ENDED = frozenset({State.REPAIRED, State.CLOSED})
"""States of which the reporters may say that it is not so."""
LOOKED = frozenset({State.LOOKED_AT, State.PLANNED, State.UNDER_WAY, State.HANDED_OVER})
"""Steps in which a colleague has looked at it anew: that it is said to be repaired is none."""
MOST_OF_A_CONTACT = 3
"""So many voices of one report may give the same address or number: a family lives together."""
MOST_JOINS_A_DAY = 10
"""And so often it may join what is known, on one day. All of it is taken in and answered; what goes
beyond brings no report forward.
"""
MOST_UNPROVEN_A_DAY = 3
"""So many voices of one report that nobody has proven count on one day: an address can be invented.
Of those without any address or number one counts in all.
"""
MOST_REFUSALS = 2
"""So often a person brings it forward without anybody having looked in between."""
MOVES: dict[State, frozenset[State]] = {
    State.NEW: frozenset(State) - {State.NEW},
    State.LOOKED_AT: frozenset(State) - {State.NEW, State.LOOKED_AT},
    State.PLANNED: frozenset(State) - {State.NEW},
    State.UNDER_WAY: frozenset(State) - {State.NEW, State.UNDER_WAY},
    State.HANDED_OVER: frozenset(State) - {State.NEW, State.JOINED},
    # Opened again where somebody says that it is not repaired, or that closing was wrong.
    State.REPAIRED: frozenset({State.NEW}),
    State.CLOSED: frozenset({State.NEW}),
    # Taken apart again: they were not the same after all.
    State.JOINED: frozenset({State.NEW}),
}
"""Planned may be planned anew, for another day; handed over may be handed on."""
CASE_REASON: dict[Closed, Reason] = {
    Closed.NOT_FOUND: Reason.NOTHING_FOUND,
    Closed.PRIVATE: Reason.NOT_OURS,
    Closed.NO_MEANS: Reason.NO_MEANS,
    Closed.WORKS: Reason.ARRANGED,
    Closed.NOT_LEGAL: Reason.NOT_LEGAL,
    Closed.NOT_OURS: Reason.NOT_OURS,
}
SQUARE = re.compile(r"([A-Za-z])\s?-?([0-9]{1,2})", re.ASCII)
POINT = re.compile(r"(-?[0-9]{1,2}[.,][0-9]+)\s*[,;/ ]\s*(-?[0-9]{1,3}[.,][0-9]+)", re.ASCII)
BELGIUM = ((49.4, 51.6), (2.5, 6.5))


def may_move(now: State, to: State) -> bool:
    return to in MOVES[now]


@dataclass(frozen=True, slots=True)
class Address:
    """A street as it is compared: its folded name, and the number of the nearest house."""

    street: str
    number: int | None


def address_in(line: str) -> Address:
    """The street and the number of a line.

    >>> address_in("Rue des Tilleuls, 12 bte 3")
    Address(street='rue des tilleuls', number=12)
    >>> address_in("Place Colignon")
    Address(street='place colignon', number=None)
    """
    words = fold(line)
    found = FIRST_NUMBER.match(words)
    if found is None:
        return Address(words, None)
    before = words[: found.start(1)].strip()
    # "12, rue des Tilleuls" is written by some.
    return Address(before or words[found.end(1) :].strip(), int(found[1]))


STREET_AND_NUMBER = re.compile(r"[^\d\W][\w'’.-]*(?: [\w'’.-]+){0,5}?(?:,? \d{1,4} ?[a-zA-Z]?)?")
MOST_OF_A_NUMBER = 12


def is_street_alone(line: str) -> bool:
    """Whether a line holds a street and a number, and nothing that may be of somebody.

    >>> is_street_alone("Rue des Tilleuls, 12"), is_street_alone("Rue du 11 Novembre 5b")
    (True, True)
    >>> is_street_alone("Rue Oubli 5 chez Jeanne"), is_street_alone("Delta 3 bte 12, Dupont")
    (False, False)
    """
    return not tells_of_somebody(line) and bool(STREET_AND_NUMBER.fullmatch(line.strip()))


@dataclass(frozen=True, slots=True)
class Mark:
    """What was written where a number was asked: a point, a square of the map, or a number."""

    point: tuple[float, float] | None = None
    """Latitude and longitude, in degrees."""
    square: str = ""
    number: str = ""


def mark_in(said: str) -> Mark:
    """What it is that was written there.

    >>> mark_in("50.8671, 4.3735").point
    (50.8671, 4.3735)
    >>> mark_in("c4").square, mark_in("LP-20417").number, mark_in("K99").number
    ('C4', 'LP20417', 'K99')
    """
    said = said.strip()
    if found := POINT.fullmatch(said):
        lat, lon = (round(float(number.replace(",", ".")), 5) for number in found.groups())
        if all(low < one < high for one, (low, high) in zip((lat, lon), BELGIUM, strict=True)):
            return Mark(point=(lat, lon))
    # What lies off the map is no square of it: it may be written on a pole.
    if (found := SQUARE.fullmatch(said)) and is_on_the_map(said):
        return Mark(square=f"{found[1].upper()}{int(found[2])}")
    return Mark(number=fold(said).replace(" ", "").upper()[:40])
