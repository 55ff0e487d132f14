"""Lists of reports: what they take at 100,000 rows beside 1,000, in one run."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.web.load import Page, known_to, visit
from bench.web.pages import FEW, MANY, World
from bench.web.servers import serving
from tandem.toolbox.postgres import Cluster

CODE = "1030"
"""Of the commune whose streets are filled."""
GOAL = 2.0
"""The time within which 95 of 100 answers come, at most so many times that of few rows."""
PAGES = {
    "what is broken around here": f"/streets/?postal_code={CODE}",
    "the same, longest waiting first": f"/streets/?postal_code={CODE}&order=oldest",
    "the same, told by most first": f"/streets/?postal_code={CODE}&order=voices",
    "the office's inbox": "/streets/office/",
    "the inbox, told by most first": "/streets/office/?order=voices",
    "the inbox, what ended": "/streets/office/?view=ended",
    "what any program reads": f"/open311/v2/requests.json?jurisdiction_id={CODE}&page_size=50",
}
OFFICE = "/streets/office/"


def lines(rounds: int, seconds: float) -> Iterator[dict[str, Any]]:
    """One line for each page."""
    with TemporaryDirectory(prefix="tandem-bench-") as folder, ExitStack() as ends:
        cluster = Cluster(Path(folder))
        ends.callback(cluster.erase)
        cluster.start()
        worlds = {rows: World(cluster, rows, "broken") for rows in (FEW, MANY)}
        pages = {
            rows: _pages(world, ends.enter_context(_served(world)).port)
            for rows, world in worlds.items()
        }
        took: dict[tuple[int, str], list[float]] = {}
        for number in range(rounds):
            print(f"Round {number + 1} of {rounds} …", file=sys.stderr, flush=True)
            for rows, name in ((rows, name) for name in PAGES for rows in worlds):
                slow = quantiles(visit(pages[rows][name], seconds), n=20)[-1]
                took.setdefault((rows, name), []).append(slow)
    for name in PAGES:
        few, many = took[FEW, name], took[MANY, name]
        ratios = [one / other for one, other in zip(many, few, strict=True)]
        yield {
            "page": name,
            "p95 ms of few": round(1000 * median(few), 1),
            "p95 ms of many": round(1000 * median(many), 1),
            "p95, times few": round(median(ratios), 2),
            "goal p95, times few": GOAL,
        }


def _served(world: World) -> Any:
    return serving("tandem.project.wsgi:application", world.environment("web"))


def _pages(world: World, port: int) -> dict[str, Page]:
    found = {}
    for name, path in PAGES.items():
        cookies = world.cookies["city"] if path.startswith(OFFICE) else {}
        found[name] = known_to(Page(port, path, cookies))
        visit(found[name], 1.0)
    return found
