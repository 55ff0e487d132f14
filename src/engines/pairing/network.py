"""The question as places and prices.

An offer is a host with one place for each of its half-days; its price rises with its load.
Not being served is a host too, one for each person, dearer than any help: the first
need left out costs the person's highest level, the next one the level below, so that
first helps are the last to be given up.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

from engines.pairing.candidates import Prospect
from engines.pairing.flow import Flow, Network
from engines.pairing.question import Need, Question
from engines.pairing.worth import NOBODY, Agreed, Worth, weigh

Place = tuple[str, int]
"""An offer's key and one of its half-days."""


@dataclass(frozen=True)
class Seating:
    """Every need in its place, and what the places stand for."""

    flow: Flow
    needs: tuple[Need, ...]
    places: tuple[Place, ...]
    """The places of offers; the places of the unserved come after them in the flow."""
    offers: tuple[str, ...]
    """The hosts that are offers; the others come after them in the flow."""

    def chosen(self) -> dict[str, Place]:
        """The place of each need that is served."""
        return {
            need.key: self.places[place]
            for need, place in zip(self.needs, self.flow.place_of, strict=True)
            if place < len(self.places)
        }


def seat(
    question: Question,
    prospects: Mapping[str, Prospect],
    *,
    must: str | None = None,
    agreed: Agreed = NOBODY,
    chosen: Mapping[str, Place] | None = None,
) -> Seating:
    """The best seating of all, whatever the order in which needs and offers were given.

    `must`: the key of a need that is served before all others, whatever that costs. `agreed`:
    needs that stay served, and of which as few as can be change place. `chosen`: the best
    seating, where it is known already; it is taken as it is, without prices.
    """
    needs = tuple(sorted(question.needs, key=lambda need: need.key))
    offers = tuple(sorted(question.offers, key=lambda offer: offer.key))
    places = tuple((offer.key, slot) for offer in offers for slot in sorted(offer.slots))
    asked = Counter(need.person for need in needs)
    persons = sorted(asked)
    at_once = {offer.key: offer.at_once for offer in offers}
    host = {offer.key: number for number, offer in enumerate(offers)}
    worth = weigh(question, prospects, agreed)
    out = {person: len(places) + number for number, person in enumerate(persons)}
    network = Network(
        choices=_choices(worth, needs, prospects, places, out, {must, *agreed}),
        rooms=[at_once[offer] for offer, _ in places] + [len(needs)] * len(persons),
        hosts=[host[offer] for offer, _ in places]
        + [len(offers) + number for number in range(len(persons))],
        prices=[
            [
                nth * question.rules.load * worth.point
                for nth in range(min(offer.capacity, len(needs)))
            ]
            for offer in offers
        ]
        + [_losses(question, worth, person, asked[person]) for person in persons],
    )
    flow = Flow(network)
    seating = Seating(flow, needs, places, tuple(offer.key for offer in offers))
    if chosen is not None:
        number = {place: index for index, place in enumerate(places)}
        for item, need in enumerate(needs):
            known = chosen.get(need.key)
            flow.put(item, out[need.person] if known is None else number[known])
        return seating
    # Whatever the order, the seating is the same; those least likely to give way go first,
    # which is up to twice as fast where help is scarce.
    for item in sorted(range(len(needs)), key=lambda item: _claim(question, needs[item])):
        flow.seat(item)
    return seating


def _claim(question: Question, need: Need) -> tuple[bool, int, str]:
    return not need.vital, question.received.get(need.person, 0), need.key


def _choices(
    worth: Worth,
    needs: tuple[Need, ...],
    prospects: Mapping[str, Prospect],
    places: tuple[Place, ...],
    out: Mapping[str, int],
    must: Set[str | None],
) -> list[list[tuple[int, int]]]:
    number = {place: index for index, place in enumerate(places)}
    choices = []
    for need in needs:
        left_out = worth.vital if need.vital else 0
        if need.key in must:
            # More than all needs together can be worth.
            left_out = worth.vital * (len(needs) + 1)
        ways = [(left_out, out[need.person])]
        for candidate in prospects[need.key].candidates:
            for slot in candidate.slots:
                cost = worth.of_pair(need, candidate, slot)
                ways.append((cost, number[candidate.offer.key, slot]))
        choices.append(sorted(ways))
    return choices


def _losses(question: Question, worth: Worth, person: str, asked: int) -> list[int]:
    """What is lost with the first need of this person left out, the second, and so on."""
    had = question.received.get(person, 0)
    return [worth.levels[had + nth] for nth in range(asked, 0, -1)]
