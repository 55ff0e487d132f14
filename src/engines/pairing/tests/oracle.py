"""The slow and obvious way: try every assignment. Shares no code with the engine but its dataclasses."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator

from engines.pairing.question import Need, Offer, Question

Choice = dict[str, tuple[str, int]]


def possible(question: Question, need: Need, offer: Offer) -> bool:
    return (
        math.dist(need.at, offer.at) <= offer.radius_m
        and need.skill in offer.skills
        and bool(set(need.languages) & set(offer.languages))
        and set(need.safeguards) <= set(offer.safeguards)
        and (need.person, offer.key) not in question.refusals
        and need.person != offer.person
    )


def assignments(question: Question) -> Iterator[Choice]:
    """Every assignment within capacities and half-days, by trying all."""
    ways = [
        [
            (offer.key, slot)
            for offer in question.offers
            if possible(question, need, offer)
            for slot in set(need.slots) & set(offer.slots)
        ]
        for need in question.needs
    ]
    tasks, at_place = Counter(), Counter()
    offers = {offer.key: offer for offer in question.offers}

    def from_need(number: int, chosen: Choice) -> Iterator[Choice]:
        if number == len(question.needs):
            yield dict(chosen)
            return
        yield from from_need(number + 1, chosen)
        for offer, slot in ways[number]:
            is_full = tasks[offer] == offers[offer].capacity
            if is_full or at_place[offer, slot] == offers[offer].at_once:
                continue
            tasks[offer] += 1
            at_place[offer, slot] += 1
            chosen[question.needs[number].key] = (offer, slot)
            yield from from_need(number + 1, chosen)
            del chosen[question.needs[number].key]
            tasks[offer] -= 1
            at_place[offer, slot] -= 1

    return from_need(0, {})


def levels(question: Question, chosen: Choice) -> list[int]:
    """How many helps are somebody's first, second, …, twelfth."""
    at_level = [0] * 12
    given = Counter(need.person for need in question.needs if need.key in chosen)
    for person, helps in given.items():
        had = question.received.get(person, 0)
        for nth in range(had, had + helps):
            at_level[nth] += 1
    return at_level


def points(question: Question, chosen: Choice) -> int:
    offers = {offer.key: offer for offer in question.offers}
    rules = question.rules
    total = 0
    for need in question.needs:
        if need.key in chosen:
            offer = offers[chosen[need.key][0]]
            total += round(math.dist(need.at, offer.at) / rules.metres_per_point)
            total += 0 if need.skill in offer.likes else rules.dislike
    for load in Counter(offer for offer, _ in chosen.values()).values():
        total += rules.load * sum(range(load))
    return total


def ties(question: Question, chosen: Choice) -> tuple[int, int]:
    """Half-days waited from tomorrow on, and the sum of the lots."""
    tomorrow = 3 * question.today.weekday() + 3
    waited = sum((slot - tomorrow) % 21 for _, slot in chosen.values())
    lots = 0
    for need, (offer, slot) in chosen.items():
        ticket = f"{question.rules.seed}\n{question.today}\n{need}\n{offer}\n{slot}"
        lots += int(hashlib.sha256(ticket.encode()).hexdigest()[:10], 16)
    return (waited if question.rules.tie == "soonest" else 0), lots


def worth(question: Question, chosen: Choice) -> tuple[int, list[int], int, tuple[int, int]]:
    """Smaller is better: the objective as the README states it."""
    vital = sum(need.vital for need in question.needs if need.key in chosen)
    at_level = [-helps for helps in levels(question, chosen)]
    return -vital, at_level, points(question, chosen), ties(question, chosen)


def best(question: Question) -> Choice:
    return min(assignments(question), key=lambda chosen: worth(question, chosen))
