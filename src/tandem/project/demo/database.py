import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from tandem.project.databases import databases
from tandem.project.demo.order import CannotStart, Order
from tandem.toolbox.postgres import Cluster

NAME = os.environ.get("TANDEM_DATABASE", "tandem")

# Written on the database itself, so that they can neither be lost nor outlive it.
LOADED = "Tandem: the made-up region is loaded"
HALF_LOADED = "Tandem: the made-up region is being loaded"


@contextmanager
def running(order: Order, say: Callable[[str], None]) -> Iterator[None]:
    """The database answers, and is stopped at the end if it is our own."""
    if os.environ.get("DATABASE_URL"):
        if order.reset:
            raise CannotStart("RESET=1 empties only Tandem's own database, not a server's.")
        yield
        return
    cluster = Cluster(order.data, tell=say)
    if order.reset:
        say("Throwing the old data away.")
        cluster.erase()
        shutil.rmtree(order.data / "uploads", ignore_errors=True)
    say("The database …")
    if not cluster.pgdata.is_relative_to(order.data):
        say(f"As root, its files stand outside DATA, in {cluster.pgdata.parent}.")
    with cluster:
        cluster.create_database(NAME)
        if _marked(order) == HALF_LOADED:
            say("The last start was cut off; beginning anew.")
            cluster.drop_database(NAME)
            cluster.create_database(NAME)
        yield


def is_empty(order: Order) -> bool:
    """Whether nobody uses this database yet, made-up or real."""
    if _marked(order):
        return False
    with _connected(order) as asked:
        found = asked.execute("SELECT EXISTS (SELECT FROM accounts_account)").fetchone()
    return found == (False,)


def mark(order: Order, words: str) -> None:
    with _connected(order) as asked:
        name = sql.Identifier(asked.info.dbname)
        asked.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(words)))


def _marked(order: Order) -> str:
    written = """
        SELECT shobj_description(oid, 'pg_database') FROM pg_database
        WHERE datname = current_database()
    """
    with _connected(order) as asked:
        found = asked.execute(written).fetchone()
    return (found and found[0]) or ""


def _connected(order: Order) -> psycopg.Connection:
    settings: dict[str, Any] = databases(order.data, "owner")["default"]
    asked = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "host": settings["HOST"],
        "port": settings.get("PORT") or None,
        "password": settings.get("PASSWORD") or None,
        **settings.get("OPTIONS", {}),
    }
    return psycopg.connect(**{name: value for name, value in asked.items() if value})
