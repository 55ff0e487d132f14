"""Each page asked in turn, round after round; what it costs beside the bare answer of its round."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from bench.goals import FIRST_PAGE, LIST, LISTED, Goal
from bench.web.load import Page, known_to, visit
from bench.web.servers import cpu_of, serving
from tandem.toolbox.postgres import Cluster
from tandem.toolbox.postgres.processes import postmaster

FEW, MANY = 1_000, 100_000
CASES = "/cases/"
OTHER_PAGES = 2_000
READS = {"city": "one city", "province": "27 communes"}


@dataclass
class Contestant:
    """A page and what its rounds said; CPU in seconds a request, of the server and the database."""

    name: str
    page: Page
    goal: Goal | None = None
    asked: dict[str, int] | None = None
    server: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    """The time within which 95 of 100 answers came."""

    @property
    def whole(self) -> list[float]:
        return [sum(both) for both in zip(self.server, self.database, strict=True)]


def measure(rounds: int, seconds: float) -> list[Contestant]:
    with TemporaryDirectory(prefix="tandem-bench-") as folder, ExitStack() as ends:
        cluster = Cluster(Path(folder))
        ends.callback(cluster.erase)
        cluster.start()
        _say("Tables, texts and styles …")
        worlds = {rows: World(cluster, rows) for rows in (FEW, MANY)}
        bare = ends.enter_context(serving("bench.web.bare:application", {}))
        hello = ends.enter_context(serving("bench.web.hello:application", {}))
        contestants = [
            Contestant("a bare WSGI answer", Page(bare.port)),
            Contestant("Django, no middleware", Page(hello.port)),
        ]
        meters = [bare.process, hello.process]
        for world in worlds.values():
            told = world.environment("web")
            server = ends.enter_context(serving("tandem.project.wsgi:application", told))
            for contestant in world.contestants(server.port):
                contestants.append(contestant)
                meters.append(server.process)
        database = postmaster(cluster.pgdata)
        if database is None:
            raise RuntimeError("The database has ended.")
        for contestant in contestants:
            _warm_up(contestant)
        for number in range(rounds):
            _say(f"Round {number + 1} of {rounds} …")
            for contestant, process in zip(contestants, meters, strict=True):
                _round(contestant, process, database, seconds)
    return contestants


class World:
    """One database with so many rows, made by the part of the bench called `ground`."""

    def __init__(self, cluster: Cluster, rows: int, ground: str = "ground") -> None:
        self.rows = rows
        self.told = {
            "DATA": str(cluster.data),
            "TANDEM_DATABASE": f"tandem_{rows}",
            "DJANGO_SETTINGS_MODULE": os.environ.get(
                "DJANGO_SETTINGS_MODULE", "tandem.project.settings"
            ),
        }
        cluster.create_database(f"tandem_{rows}")
        self._run("owner", "tandem.project.demo.prepare")
        _say(f"{rows:,} rows …")
        self.cookies = json.loads(self.inside("owner", ground, str(rows)))

    def environment(self, role: str) -> dict[str, str]:
        return {**self.told, "TANDEM_ROLE": role}

    def contestants(self, port: int) -> Iterator[Contestant]:
        if self.rows == MANY:
            yield self._contestant("the first page, for a visitor", Page(port), FIRST_PAGE)
        for reader, where in READS.items():
            page = Page(port, CASES, self.cookies[reader], must_say="<tbody")
            name = f"20 cases of {self.rows:,} in {where}"
            goal = LIST if (reader, self.rows) == ("city", MANY) else LISTED
            yield self._contestant(f"{name}, the same again", page, goal)
            if reader == "city":
                page = replace(page, others=tuple(self._places()))
                yield self._contestant(f"{name}, each time others", page, goal)

    def _places(self) -> Iterator[str]:
        """Pages all over the list, far more than anything could keep."""
        today = datetime.now(UTC).date()
        for number in range(OTHER_PAGES):
            day = today + timedelta(days=number % 20 - 9)
            yield f"{CASES}?view=owed&after={day}.{1 + number * 7919 % self.rows}"

    def _contestant(self, name: str, page: Page, goal: Goal) -> Contestant:
        asked = json.loads(self.inside("web", "queries", page.path, json.dumps(page.cookies)))
        return Contestant(name, page, goal, asked)

    def inside(self, role: str, *order: str) -> str:
        return self._run(role, "bench.web.inside", *order)

    def _run(self, role: str, *order: str) -> str:
        command = [sys.executable, "-m", *order]
        environment = {**os.environ, **self.environment(role)}
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
        return done.stdout


def _warm_up(contestant: Contestant) -> None:
    contestant.page = known_to(contestant.page)
    # Every thread of every process has opened its connection and compiled its templates.
    visit(contestant.page, 1.5)


def _round(
    contestant: Contestant, server: psutil.Process, database: psutil.Process, seconds: float
) -> None:
    before = cpu_of(server), cpu_of(database)
    took = visit(contestant.page, seconds)
    contestant.server.append((cpu_of(server) - before[0]) / len(took))
    contestant.database.append((cpu_of(database) - before[1]) / len(took))
    contestant.slow.append(quantiles(took, n=20)[-1])


def lines(contestants: list[Contestant]) -> Iterator[dict[str, Any]]:
    """One line for each page, as ratios to the bare answer of the same run."""
    bare = contestants[0]
    for each in contestants:
        ratios = [one / other for one, other in zip(each.whole, bare.whole, strict=True)]
        slow = [one / other for one, other in zip(each.slow, bare.slow, strict=True)]
        yield {
            "page": each.name,
            "ms": round(1000 * min(each.whole), 3),
            "ms_server": round(1000 * min(each.server), 3),
            "ms_database": round(1000 * min(each.database), 3),
            "least": round(min(each.whole) / min(bare.whole), 2),
            "median": round(median(ratios), 2),
            "p95": round(median(slow), 2),
            "goal": each.goal and each.goal.times,
            **(each.asked or {}),
            "goal_queries": each.goal and each.goal.queries,
        }


def _say(news: str) -> None:
    print(news, file=sys.stderr, flush=True)
