"""A group comes together: its half-days are chosen before anybody is paired."""

from collections.abc import Mapping, Set
from dataclasses import replace

from engines.pairing.question import HALF_DAYS, Offer, Question
from engines.pairing.rules import first_broken
from engines.pairing.worth import wait


def gathered(
    question: Question, outings: Mapping[str, int], already: Mapping[str, Set[int]]
) -> Question:
    """Each offer with no more half-days than it has outings: first those in which it comes already,
    then those in which most could be done, vital needs first; between equals, the soonest.

    Every group is looked at by itself, and pairing is exact for the half-days that remain.

    >>> from datetime import date
    >>> from engines.pairing.question import Need
    >>> firm = Offer("firm", (0, 0), 10, {"errands"}, {"fr"}, {0, 3, 6}, capacity=9, at_once=9)
    >>> needs = [Need(f"n{n}", f"p{n}", (0, 0), "errands", {"fr"}, {6, 9 - n}) for n in range(3)]
    >>> asked = Question(date(2026, 11, 23), (firm,), tuple(needs))
    >>> sorted(gathered(asked, {"firm": 1}, {}).offers[0].slots)
    [6]
    >>> sorted(gathered(asked, {"firm": 2}, {"firm": {0}}).offers[0].slots)
    [0, 6]
    """
    offers = (
        _gathered(question, offer, outings[offer.key], already.get(offer.key, frozenset()))
        if offer.key in outings
        else offer
        for offer in question.offers
    )
    return replace(question, offers=tuple(offers))


def _gathered(question: Question, offer: Offer, outings: int, already: Set[int]) -> Offer:
    kept = offer.slots & already
    free = sorted(offer.slots - already)
    vital, others = [0] * HALF_DAYS, [0] * HALF_DAYS
    for need in question.needs:
        if first_broken(question, need, offer) is None:
            for slot in need.slots & offer.slots:
                (vital if need.vital else others)[slot] += 1

    def least_first(slot: int) -> tuple[int, int, int]:
        urgent = min(offer.at_once, vital[slot])
        done = min(offer.at_once, vital[slot] + others[slot])
        return -urgent, -done, wait(question.today, slot)

    room = max(0, outings - len(already))
    return replace(offer, slots=kept | set(sorted(free, key=least_first)[:room]))
