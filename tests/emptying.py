"""What a committing test leaves is removed: from the tables that hold something, of seventy-five.

Emptying all of them takes half a second, whatever is in them: each gets new files, and each of its
indexes. On a server of our own it takes a few hundredths.
"""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import psycopg
from psycopg import sql

from tandem.toolbox.postgres import Cluster

QUEUE = ("procrastinate_jobs", "procrastinate_workers", "procrastinate_periodic_defers")
"""Not Django's tables, so Django does not empty them after a test that commits."""
ALL_OF_THE_QUEUE = f"TRUNCATE {', '.join(QUEUE)} CASCADE"
WITH_THE_JOBS = ("procrastinate_events",)
ALL_ANEW_EACH = 20
"""Times that something is to be emptied."""


class Emptying:
    """One line for the whole suite: the server's own account opens it, whom no policy hides a row."""

    def __init__(self, server: Cluster) -> None:
        self._server = server
        self._open = ExitStack()
        self._line: psycopg.Connection[Any] | None = None
        self._times = 0

    def empty(self, database: str, statements: Sequence[str]) -> None:
        """The tables that Django's own statements name, and the queue."""
        asked = self._asked(database)
        named = re.findall(r'"(\w+)"', " ".join(statements))
        filled = [
            name for (name,) in asked.execute(_filled([*named, *QUEUE, *WITH_THE_JOBS])).fetchall()
        ]
        if not filled:
            return
        self._times += 1
        if self._times % ALL_ANEW_EACH == 0:
            # Deleted rows stay in the files. Removed by VACUUM, the server would remember that the
            # tables are empty, and plan for that when a test fills them.
            for statement in [*statements, ALL_OF_THE_QUEUE]:
                asked.execute(statement.encode())
            return
        with asked.transaction():
            for name in filled:
                asked.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))

    def end(self) -> None:
        self._open.close()

    def _asked(self, database: str) -> psycopg.Connection[Any]:
        if self._line is None or self._line.closed or self._line.info.dbname != database:
            self._line = self._open.enter_context(self._server.as_launcher(database))
            self._line.autocommit = True
            # Whatever points to a row goes too: nobody need look for it.
            self._line.execute("SET session_replication_role = replica")
        return self._line


def _filled(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(name, sql.Identifier(name))
        for name in names
    )


def empty_as_owner(statements: Sequence[str], told: dict[str, Any]) -> None:
    """On a server of somebody else's, where nobody's account is above the policies."""
    with psycopg.connect(**told) as asked:
        for statement in [*statements, ALL_OF_THE_QUEUE]:
            asked.execute(statement)
