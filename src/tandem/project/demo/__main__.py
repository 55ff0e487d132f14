"""`make demo`: PORT, DATA, RESET, EMPTY and PEOPLE are read from the environment."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from tandem.project.demo import database, served
from tandem.project.demo.order import CannotStart, Order, read_order
from tandem.project.demo.served import Asked, asked_to_stop
from tandem.toolbox.postgres import PostgresProblem


def main() -> int:
    try:
        with asked_to_stop():
            serve(read_order())
    except Asked:
        say("\nTandem has stopped, its database too.")
    except (CannotStart, PostgresProblem, ImproperlyConfigured) as problem:
        say(f"\n{problem}")
        return 1
    return 0


def serve(order: Order) -> None:
    """Everything is made, in order, and served until someone asks for an end."""
    served.check_port(order.port)
    with database.running(order, say):
        with step("1/4", "Tables, texts and styles"):
            served.run(order, "owner", "-m", "tandem.project.demo.prepare")
        if order.empty:
            say("2/4 No region: as a new installation is found.")
        elif database.is_empty(order):
            with step("2/4", "A made-up region"):
                load_region(order)
        else:
            say("2/4 The region is there already (RESET=1 makes it anew).")
        with served.processes(order) as running:
            with step("3/4", "The server and the worker"):
                running.wait_until_healthy()
            say("4/4 Done.\n")
            say(f"Tandem is ready: http://127.0.0.1:{order.port}/")
            say(running.who_can_begin() if order.empty else running.who_can_sign_in())
            say(f"Ctrl-C stops everything. The data stay in {relative(order.data)}.")
            running.watch()


def load_region(order: Order) -> None:
    """The region is there whole: half a region is thrown away by the next start."""
    database.mark(order, database.HALF_LOADED)
    served.run(order, "worker", "manage.py", "seed_region", "--people", str(order.people))
    database.mark(order, database.LOADED)


@contextmanager
def step(number: str, name: str) -> Iterator[None]:
    say(f"{number} {name} …")
    began = time.monotonic()
    yield
    say(f"    ready after {time.monotonic() - began:.1f} s")


def relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def say(news: str) -> None:
    print(news, flush=True)


if __name__ == "__main__":
    sys.exit(main())
