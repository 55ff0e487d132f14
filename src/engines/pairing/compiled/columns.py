"""A question as columns of numbers: sets as bits, texts as bytes."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engines.pairing.compiled.jit import Bytes, Int8s, Int32s, Int64s, Words
from engines.pairing.question import HALF_DAYS, Need, Offer, Question, Rules
from engines.pairing.worth import wait

WIDEST = 1 << 28
"""Metres on the grid, radii, capacities and helps received must stay below this."""

NOBODY = 1 << 63
"""The bit of a safeguard that no offer holds."""


class TooLarge(ValueError):
    """The compiled kernel cannot hold this question's numbers; plain Python can."""


@dataclass(frozen=True)
class Texts:
    """Keys one after another: the n-th is `text[start[n]:start[n + 1]]`, in UTF-8."""

    text: Bytes
    start: Int64s


@dataclass(frozen=True)
class OfferColumns:
    """One entry for each offer."""

    east: Int64s
    north: Int64s
    radius: Int64s
    """In metres."""
    skills: Words
    """A bit for each skill; likewise `likes`, `languages` and `safeguards`."""
    likes: Words
    languages: Words
    safeguards: Words
    slots: Int32s
    """Bit n is half-day n."""
    capacity: Int64s
    at_once: Int32s
    person: Int32s
    """The person of `NeedColumns.person` behind it, or −1."""
    keys: Texts


@dataclass(frozen=True)
class NeedColumns:
    """One entry for each need."""

    east: Int64s
    north: Int64s
    skill: Int8s
    """The number of the bit; −1 where nobody offers it."""
    languages: Words
    safeguards: Words
    slots: Int32s
    vital: Int8s
    person: Int32s
    usual: Int32s
    """The number of the offer that came before; −1 where there is none."""
    keys: Texts


@dataclass(frozen=True)
class Columns:
    """A whole question. Entries stand in any order: the answer does not depend on it."""

    offers: OfferColumns
    needs: NeedColumns
    received: Int64s
    """Helps that each person already had in the window."""
    refusals: Int64s
    """Sorted; person × number of offers + offer."""
    waits: Int64s
    """Per half-day: how many half-days from tomorrow's morning; all 0 where only the lot counts."""
    lot_head: Bytes
    """The lines that begin every lot: seed and today."""
    rules: Rules = field(default_factory=Rules)


def texts(keys: Iterable[str]) -> Texts:
    parts = [key.encode("utf-8", "surrogatepass") for key in keys]
    start = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=start[1:])
    return Texts(np.frombuffer(b"".join(parts), np.uint8), start)


class _Bits:
    """A bit for each name, in the order of the names."""

    def __init__(self, what: str, names: Iterable[str]) -> None:
        self.number = {name: bit for bit, name in enumerate(sorted(set(names)))}
        if len(self.number) > 63:
            raise TooLarge(f"{len(self.number)} {what}; the kernel tells 63 apart.")

    def of(self, sets: Iterable[Set[str]], unknown: int = 0) -> Words:
        """A mask for each set; a name without a bit counts as the bit `unknown`, if any."""
        masks = []
        for names in sets:
            mask = sum(1 << self.number[name] for name in names if name in self.number)
            masks.append(mask if names <= self.number.keys() else mask | unknown)
        return np.array(masks, np.uint64)


class Names:
    """Which bit or number stands for which name of a question."""

    def __init__(self, question: Question) -> None:
        needs, offers = question.needs, question.offers
        self.skills = _Bits("skills", (name for one in offers for name in one.skills))
        self.languages = _Bits("languages", (name for one in offers for name in one.languages))
        self.safeguards = _Bits("safeguards", (name for one in offers for name in one.safeguards))
        persons = {one.person for one in needs}
        persons.update(one.person for one in offers if one.person is not None)
        persons.update(question.received, (person for person, _ in question.refusals))
        self.persons = {name: number for number, name in enumerate(sorted(persons))}
        self.offer_numbers = {offer.key: number for number, offer in enumerate(offers)}

    def needs(self, needs: Sequence[Need]) -> NeedColumns:
        """Needs in columns; whoever is not known yet gets the next number."""
        for need in needs:
            self.persons.setdefault(need.person, len(self.persons))
        return NeedColumns(
            east=_whole(needs, lambda need: need.at[0]),
            north=_whole(needs, lambda need: need.at[1]),
            skill=np.array([self.skills.number.get(need.skill, -1) for need in needs], np.int8),
            languages=self.languages.of(need.languages for need in needs),
            safeguards=self.safeguards.of((need.safeguards for need in needs), NOBODY),
            slots=_slots(needs),
            vital=np.array([need.vital for need in needs], np.int8),
            person=np.array([self.persons[need.person] for need in needs], np.int32),
            usual=np.array([self._number_of(need.usual) for need in needs], np.int32),
            keys=texts(need.key for need in needs),
        )

    def _number_of(self, offer: str | None) -> int:
        return -1 if offer is None else self.offer_numbers.get(offer, -1)

    def offers(self, offers: Sequence[Offer]) -> OfferColumns:
        persons = self.persons
        return OfferColumns(
            east=_whole(offers, lambda offer: offer.at[0]),
            north=_whole(offers, lambda offer: offer.at[1]),
            radius=_whole(offers, lambda offer: min(offer.radius_m, 3 * WIDEST), 4 * WIDEST),
            skills=self.skills.of(offer.skills for offer in offers),
            likes=self.skills.of(offer.likes for offer in offers),
            languages=self.languages.of(offer.languages for offer in offers),
            safeguards=self.safeguards.of(offer.safeguards for offer in offers),
            slots=_slots(offers),
            capacity=_whole(offers, lambda offer: min(offer.capacity, WIDEST - 1)),
            at_once=_whole(offers, lambda offer: min(offer.at_once, WIDEST - 1)).astype(np.int32),
            person=np.array(
                [-1 if one.person is None else persons[one.person] for one in offers], np.int32
            ),
            keys=texts(offer.key for offer in offers),
        )


def _whole(things: Sequence[Any], read: Callable[[Any], int], most: int = WIDEST) -> Int64s:
    numbers = [read(thing) for thing in things]
    if any(abs(number) >= most for number in numbers):
        raise TooLarge("A number of this question is beyond what the kernel counts with.")
    return np.array(numbers, np.int64)


def _slots(things: Sequence[Need] | Sequence[Offer]) -> Int32s:
    return np.array([sum(1 << slot for slot in thing.slots) for thing in things], np.int32)


def columns_of(question: Question, names: Names | None = None) -> Columns:
    """The question in columns, needs and offers in the order given.

    Raises TooLarge for more than 63 skills, languages or safeguards, and for numbers from 2**28.
    """
    names = names or Names(question)
    rules = question.rules
    _whole([rules], lambda rules: max(rules.metres_per_point, rules.dislike, rules.load))
    waits = [wait(question.today, slot) for slot in range(HALF_DAYS)]
    return Columns(
        names.offers(question.offers),
        names.needs(question.needs),
        received=_whole(list(names.persons), lambda person: question.received.get(person, 0)),
        refusals=_refusals(question, names.persons),
        waits=np.array(waits if rules.tie == "soonest" else [0] * HALF_DAYS, np.int64),
        lot_head=texts([f"{rules.seed}\n{question.today.isoformat()}\n"]).text,
        rules=rules,
    )


def _refusals(question: Question, persons: dict[str, int]) -> Int64s:
    number = {offer.key: index for index, offer in enumerate(question.offers)}
    pairs = (
        persons[person] * len(number) + number[offer]
        for person, offer in question.refusals
        if person in persons and offer in number
    )
    return np.array(sorted(pairs), np.int64)
