"""What it costs to seal who somebody is, and to note who looked, on the operator's page."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.web.pages import World
from tandem.toolbox.postgres import Cluster

PERSONS = 5_000
GOAL = 1.6
"""The page with all of it, at most so many times the page that reads names in clear."""


def lines(rounds: int, seconds: float) -> Iterator[dict[str, Any]]:
    """One line for each way of keeping who people are; all in one run, round after round."""
    with TemporaryDirectory(prefix="tandem-bench-") as folder, ExitStack() as ends:
        # A cluster that keeps what it promised: a committed look is on the disk.
        cluster = Cluster(Path(folder))
        ends.callback(cluster.erase)
        cluster.start()
        world = World(cluster, PERSONS, "trusted")
        took = json.loads(world.inside("web", "trusting", str(rounds), str(seconds), _of(world)))
    first = next(iter(took.values()))
    *_others, whole = took
    for name, each in took.items():
        yield {
            "page": f"the operator finds somebody: {name}",
            "ms of an answer": round(median(each), 2),
            "times in clear": round(
                median(one / other for one, other in zip(each, first, strict=True)), 2
            ),
            "goal times in clear": GOAL if name == whole else None,
        }


def _of(world: World) -> str:
    return json.dumps(world.cookies["city"])
