"""What one event costs where an optimum is kept, against solving anew."""

import random
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np

from bench.pairing import peers
from bench.pairing.lands import Land
from engines.pairing.compiled import Live, columns_of
from engines.pairing.compiled.grid import candidates
from engines.pairing.compiled.net import net_of
from engines.pairing.tests.towns import town

EVENTS = 400


def line(land: Land) -> dict[str, Any]:
    side_m = land.side_km * 1000
    full = town(offers=land.offers, needs=land.needs + EVENTS, side_m=side_m, seed=7)
    question = replace(full, needs=full.needs[: land.needs])
    net = net_of(columns_of(question), candidates(columns_of(question)))
    start = process_time()
    peers.flow(net, net.load // question.rules.load)
    anew = process_time() - start
    live, chance = Live(question, room=EVENTS), random.Random(7)
    known = [need.key for need in question.needs]
    took = []
    for number in range(EVENTS):
        start = process_time()
        if number % 2:
            live.withdraw(known.pop(chance.randrange(len(known))))
        else:
            live.arrive(full.needs[land.needs + number])
            known.append(full.needs[land.needs + number].key)
        took.append(process_time() - start)
    half, most = np.percentile(took, [50, 95])
    return {
        "land": land.name,
        "offers": land.offers,
        "needs": land.needs,
        "events": EVENTS,
        "p50 / OR-tools anew": f"1/{anew / half:.0f}",
        "p95 / OR-tools anew": f"1/{anew / most:.0f}",
        "p95 ms": round(1000 * most, 1),
    }
