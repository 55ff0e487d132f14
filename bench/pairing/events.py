"""What one event costs where an optimum is kept, against solving anew."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np

from bench.pairing import peers
from bench.pairing.lands import Land, made, question_of
from engines.pairing.compiled import Live, choose, columns_of
from engines.pairing.compiled.grid import candidates
from engines.pairing.compiled.net import net_of
from engines.pairing.question import Need, Question

EVENTS = 2000
GOALS = {
    "city": {"goal anew / p95": 250, "goal p95 ms": 10.0},
    "region": {"goal anew / p95": 2000, "goal p95 ms": 10.0},
}


class Day:
    """Events on a land, drawn from a seed, and the question as it stands after them."""

    def __init__(self, question: Question, coming: list[Need]) -> None:
        self.chance = random.Random(7)
        self.rules = question
        self.needs = {need.key: need for need in question.needs}
        self.offers = {offer.key: offer for offer in question.offers}
        self.keys = list(self.needs)
        self.coming = coming
        self.live = Live(question, room=EVENTS)
        self.took: dict[str, list[float]] = defaultdict(list)

    def question(self) -> Question:
        return replace(
            self.rules, needs=tuple(self.needs.values()), offers=tuple(self.offers.values())
        )

    def _timed(self, kind: str, event: Callable[[], None]) -> None:
        start = process_time()
        event()
        self.took[kind].append(process_time() - start)

    def happens(self, number: int) -> None:
        kind = number % 8
        if kind == 7:
            key, place = self._served()
            self._timed("no-show", lambda: self.live.no_show(*place))
            offer = self.offers[place[0]]
            self.offers[offer.key] = replace(offer, slots=offer.slots - {place[1]})
        elif kind % 2:
            key = self.keys.pop(self.chance.randrange(len(self.keys)))
            self._timed("withdrawal", lambda: self.live.withdraw(key))
            del self.needs[key]
        else:
            need = self.coming[number]
            if kind == 4:
                asked = self.needs[self.chance.choice(self.keys)]
                need = replace(need, person=asked.person, at=asked.at)
            self._timed("second need" if kind == 4 else "new need", lambda: self.live.arrive(need))
            self.needs[need.key] = need
            self.keys.append(need.key)

    def _served(self) -> tuple[str, tuple[str, int]]:
        while True:
            key = self.chance.choice(self.keys)
            place = self.live.pair_of(key)
            if place:
                return key, place


def line(land: Land) -> dict[str, Any]:
    """Raises AssertionError where the pairs kept are not those of a new start."""
    more = replace(land, needs=land.needs + EVENTS)
    full = question_of(made(more))
    coming = [replace(need, key=f"more-{need.key}") for need in full.needs[land.needs :]]
    coming = [replace(need, person=f"more-{need.person}") for need in coming]
    question = replace(full, needs=full.needs[: land.needs])
    columns = columns_of(question)
    net = net_of(columns, candidates(columns))
    start = process_time()
    peers.flow(net, net.load // question.rules.load)
    anew = process_time() - start
    del net
    day = Day(question, coming)
    for number in range(EVENTS):
        day.happens(number)
    if day.live.pairs() != _afresh(day.question()):
        raise AssertionError(f"{land.name}: after the events other pairs are best.")
    every = [took for kind in day.took.values() for took in kind]
    told = {
        f"p95 ms, {kind}": round(1000 * float(np.percentile(took, 95)), 2)
        for kind, took in day.took.items()
    }
    return {
        "land": f"{land.name}, events",
        "events": len(every),
        "same pairs as anew": "yes",
        "anew / p50": round(anew / float(np.percentile(every, 50))),
        "anew / p95": round(anew / float(np.percentile(every, 95))),
        "longest ms": round(1000 * max(every), 1),
        **told,
        "p95 ms of the slowest kind": max(told.values()),
        **GOALS.get(land.name, {}),
    }


def _afresh(question: Question) -> dict[str, tuple[str, int]]:
    chosen = choose(columns_of(question))
    return {
        need.key: (question.offers[offer].key, int(slot))
        for need, offer, slot in zip(question.needs, chosen.offer, chosen.slot, strict=True)
        if offer >= 0
    }
