"""Who holds what, once the choice is made: what reasons are read from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engines.pairing.answer import Answer, Totals
from engines.pairing.candidates import Prospect
from engines.pairing.network import Place
from engines.pairing.question import Need, Offer, Question


@dataclass(frozen=True)
class Standing:
    """A question and the place chosen for each served need."""

    question: Question
    chosen: Mapping[str, Place]

    @cached_property
    def needs(self) -> dict[str, Need]:
        return {need.key: need for need in self.question.needs}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return {offer.key: offer for offer in self.question.offers}

    @cached_property
    def tasks(self) -> dict[str, tuple[str, ...]]:
        """The needs that each offer takes, sorted; an offer without any is absent."""
        tasks = defaultdict(list)
        for need in sorted(self.chosen):
            tasks[self.chosen[need][0]].append(need)
        return {offer: tuple(needs) for offer, needs in tasks.items()}

    @cached_property
    def held(self) -> dict[Place, tuple[str, ...]]:
        """The needs in each place, sorted; an empty place is absent."""
        held = defaultdict(list)
        for need in sorted(self.chosen):
            held[self.chosen[need]].append(need)
        return {place: tuple(needs) for place, needs in held.items()}

    @cached_property
    def levels(self) -> dict[str, int]:
        """Which help of its person each served need is: vital ones first, then by key."""
        levels = {}
        had = dict(self.question.received)
        for key in sorted(self.chosen, key=lambda key: (not self.needs[key].vital, key)):
            person = self.needs[key].person
            had[person] = levels[key] = had.get(person, 0) + 1
        return levels

    @cached_property
    def helps(self) -> dict[str, int]:
        """Helps of each person who asks, those of this answer included."""
        helps = {need.person: 0 for need in self.question.needs}
        helps |= self.question.received
        for key in self.chosen:
            helps[self.needs[key].person] += 1
        return helps

    def rank(self, need: str) -> int:
        """The level that is at stake with this need: the person's last if served, else her next."""
        helps = self.helps[self.needs[need].person]
        return helps if need in self.chosen else helps + 1

    def load(self, offer: str) -> int:
        return len(self.tasks.get(offer, ()))

    def is_full(self, offer: str) -> bool:
        return self.load(offer) >= self.offers[offer].capacity

    def has_room(self, offer: str, slot: int) -> bool:
        return len(self.held.get((offer, slot), ())) < self.offers[offer].at_once

    def is_free(self, offer: str, slots: tuple[int, ...]) -> bool:
        """Whether the offer could take one more task in one of these half-days."""
        return not self.is_full(offer) and any(self.has_room(offer, slot) for slot in slots)


def standing_of(question: Question, answer: Answer) -> Standing:
    """The standing that an answer to this question describes."""
    return Standing(question, {pair.need: (pair.offer, pair.slot) for pair in answer.pairs})


def totals(standing: Standing, prospects: Mapping[str, Prospect]) -> Totals:
    """What the choice is worth, counted afresh from the pairs."""
    at_level = [0] * max(standing.levels.values(), default=0)
    for level in standing.levels.values():
        at_level[level - 1] += 1
    points = sum(
        next(one.points for one in prospects[need].candidates if one.offer.key == offer)
        for need, (offer, _) in standing.chosen.items()
    )
    loads = [len(needs) for needs in standing.tasks.values()]
    points += standing.question.rules.load * sum(load * (load - 1) // 2 for load in loads)
    vital = sum(standing.needs[need].vital for need in standing.chosen)
    return Totals(vital, tuple(at_level), points)
