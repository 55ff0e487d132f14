"""Each land solved by us and by the peers, one after the other, each in a process of its own.

`python -m bench.pairing.measure LAND WHO` prints one line of JSON: CPU seconds and how much
the process grew, in MiB, while WHO worked.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from math import log
from time import process_time
from typing import Any

import numpy as np

from bench.pairing import events, peers
from bench.pairing.lands import ALIKE, LANDS, made
from engines.pairing.compiled.choose import seated
from engines.pairing.compiled.columns import Columns
from engines.pairing.compiled.grid import candidates
from engines.pairing.compiled.net import Net, net_of

USUAL = ("commune", "city", "region")
ROUNDS = {"country": 1}
TIMES = ("cpu", "candidates", "mib")
AGAIN = {"commune": 50, "town": 20, "city": 5}
"""What takes too little time to be told from chance is done so many times; the quickest counts."""
GOALS = {
    "commune": {"goal CPU": 1.0, "goal candidates": 20.0},
    "town": {"goal CPU": 1.0, "goal candidates": 20.0},
    "city": {"goal CPU": 1.0, "goal memory": 0.25, "goal candidates": 20.0},
    "region": {"goal CPU": 0.5, "goal memory": 0.25, "goal candidates": 20.0},
    "country": {"goal CPU": 0.5, "goal memory": 0.25, "goal candidates": 10.0},
}
"""Memory says little where a process hardly grows."""
GROWTH = 1.15
MOST_SECONDS = 1200
"""For one land by one solver."""


def lines(names: list[str]) -> Iterator[dict[str, Any]]:
    """One line for each land, as ratios to the peer in the same run; below 1 is better."""
    for name in names:
        ours, flow, tree = _alternated(name)
        if ours["totals"] != flow["totals"]:
            raise AssertionError(f"{name}: {ours['totals']} here, {flow['totals']} by OR-tools.")
        yield {
            "land": name,
            "offers": LANDS[name].offers,
            "needs": LANDS[name].needs,
            "choices": ours["choices"],
            "same totals": "yes",
            "CPU / OR-tools": round(ours["cpu"] / flow["cpu"], 2),
            "memory / OR-tools": round(ours["mib"] / max(0.1, flow["mib"]), 2),
            "KD-tree / candidates": round(tree["cpu"] / ours["candidates"], 1),
            **GOALS[name],
        }


def growth() -> dict[str, Any]:
    """To which power the time of choosing grows with the needs, all else staying as it is."""
    few, *_, many = (min(_apart(land.name, "ours")["cpu"] for _ in "123") for land in ALIKE)
    times = ALIKE[-1].needs / ALIKE[0].needs
    return {
        "land": "alike",
        "needs": f"{ALIKE[0].needs:,} to {ALIKE[-1].needs:,}",
        "exponent": round(log(many / few) / log(times), 2),
        "goal exponent": GROWTH,
    }


def changes(names: list[str]) -> Iterator[dict[str, Any]]:
    """What one event costs, as a share of what OR-tools takes to solve the same land anew."""
    for name in names:
        if name != "country":
            yield events.line(LANDS[name])


def _alternated(name: str) -> list[dict[str, Any]]:
    """The least that each took: the machine may be shared, and what disturbs only adds."""
    who = ("ours", "ortools", "kdtree")
    runs = [[_apart(name, one) for one in who] for _ in range(ROUNDS.get(name, 3))]
    return [
        {**told[0], **{key: min(one[key] for one in told) for key in told[0] if key in TIMES}}
        for told in zip(*runs, strict=True)
    ]


def _apart(name: str, who: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "bench.pairing.measure", name, who],
        check=True,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _grown() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _quickest(times: int, what: Callable[[], object]) -> float:
    def once() -> float:
        start = process_time()
        what()
        return process_time() - start

    return min(once() for _ in range(times))


def _ours(columns: Columns, times: int) -> dict[str, Any]:
    seen = _quickest(times, lambda: candidates(columns))
    net = net_of(columns, candidates(columns))
    size, start = _grown(), process_time()
    seats = seated(net)
    return {
        "candidates": seen,
        "cpu": process_time() - start,
        "mib": max(0.1, _grown() - size),
        "choices": len(net.place),
        "totals": totals(columns, net, seats.chosen),
    }


def _ortools(columns: Columns, _times: int) -> dict[str, Any]:
    net = net_of(columns, candidates(columns))
    size, start = _grown(), process_time()
    _, choice = peers.flow(net, net.load // columns.rules.load)
    cpu = process_time() - start
    return {"cpu": cpu, "mib": _grown() - size, "totals": totals(columns, net, choice)}


def _kdtree(columns: Columns, times: int) -> dict[str, Any]:
    cpu = _quickest(max(1, times // 5), lambda: peers.near(columns))
    if len(peers.near(columns)[0]) != len(candidates(columns).offer):
        raise AssertionError("The KD-tree finds other candidates.")
    return {"cpu": cpu}


def totals(columns: Columns, net: Net, choice: np.ndarray) -> list[Any]:
    """Vital needs, helps by level, and cost, counted from the choices."""
    served = np.flatnonzero(choice >= 0)
    need = net.need[served]
    given = np.bincount(columns.needs.person[need], minlength=len(columns.received))
    most = int((columns.received + given).max(initial=0))
    levels = [
        int(((columns.received < level) & (columns.received + given >= level)).sum())
        for level in range(1, most + 1)
    ]
    point = net.load // columns.rules.load
    loads = np.bincount(net.host[net.place[choice[served]]])
    cost = int((net.high[choice[served]] // point).sum())
    cost += columns.rules.load * int((loads * (loads - 1) // 2).sum())
    return [int(columns.needs.vital[need].sum()), levels, cost]


WHO = {"ours": _ours, "ortools": _ortools, "kdtree": _kdtree}

if __name__ == "__main__":
    # Once on something small, so that what is measured is not the loading of compiled code.
    WHO[sys.argv[2]](made(LANDS["commune"], seed=1), 1)
    asked = {**LANDS, **{land.name: land for land in ALIKE}}[sys.argv[1]]
    print(json.dumps(WHO[sys.argv[2]](made(asked), AGAIN.get(asked.name, 3))))
