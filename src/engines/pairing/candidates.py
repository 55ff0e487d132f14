"""Who could take what, before anything is chosen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt

from engines.pairing.question import Need, Offer, Question, Rules
from engines.pairing.rules import first_broken, squared_distance


@dataclass(frozen=True)
class Candidate:
    """An offer that may take a need, and what that costs apart from the load."""

    offer: Offer
    distance_m: int
    """Rounded up, so that a radius of this many metres reaches."""
    distance_points: int
    dislike_points: int
    slots: tuple[int, ...]
    """The half-days that both have free."""

    @property
    def points(self) -> int:
        return self.distance_points + self.dislike_points


@dataclass(frozen=True)
class Prospect:
    """What a need may hope for."""

    need: Need
    candidates: tuple[Candidate, ...]
    """Nearest first; at one distance, by the key of the offer."""
    ruled_out: Mapping[str, int]
    """How many offers fall at each hard limit; an offer is counted once, where it falls first."""


def whole_metres(need: Need, offer: Offer) -> int:
    """The distance in metres, rounded up."""
    squared = squared_distance(need, offer)
    return isqrt(squared - 1) + 1 if squared else 0


def distance_points(squared: int, rules: Rules) -> int:
    """round(distance / metres_per_point), halves to the even number, without floats.

    >>> [distance_points(metres * metres, Rules()) for metres in (4, 5, 6, 15, 25)]
    [0, 0, 1, 2, 2]
    """
    step = rules.metres_per_point
    points = (isqrt(4 * squared) + step) // (2 * step)
    is_half = 4 * squared == (step * (2 * points - 1)) ** 2
    return points - 1 if is_half and points % 2 else points


def candidate(rules: Rules, need: Need, offer: Offer) -> Candidate:
    return Candidate(
        offer=offer,
        distance_m=whole_metres(need, offer),
        distance_points=distance_points(squared_distance(need, offer), rules),
        dislike_points=0 if need.skill in offer.likes else rules.dislike,
        slots=tuple(sorted(need.slots & offer.slots)),
    )


def prospect(question: Question, need: Need) -> Prospect:
    """Every offer that may take `need`, and where the others fall."""
    ruled_out: Counter[str] = Counter()
    candidates = []
    for offer in question.offers:
        code = first_broken(question, need, offer)
        if code is None:
            candidates.append(candidate(question.rules, need, offer))
        else:
            ruled_out[code] += 1
    candidates.sort(key=lambda one: (squared_distance(need, one.offer), one.offer.key))
    return Prospect(need, tuple(candidates), dict(sorted(ruled_out.items())))


def prospects(question: Question) -> dict[str, Prospect]:
    """The prospect of every need, under its key, sorted by key."""
    needs = sorted(question.needs, key=lambda need: need.key)
    return {need.key: prospect(question, need) for need in needs}
