"""Statements that the server plans once for each connection: sent together, answered together.

Over libpq: what the driver's cursors do around each statement took a quarter of a page's time.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from psycopg import Connection, generators
from psycopg.abc import Buffer, PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

Statement = tuple[str, Mapping[str, Any]]
Rows = list[tuple[Any, ...]]
Plan = tuple[bytes, tuple[int, ...]]
"""Text and types: a number is bound as the smallest type that holds it."""

PLACE = re.compile(r"%(?:%|\((\w+)\)s)")
BEGIN: Statement = ("BEGIN", {})
MOST = 100
"""Plans that a connection keeps; the one that was asked least lately makes room."""


class _Bound(NamedTuple):
    plan: Plan
    values: Sequence[Buffer | None]
    formats: Sequence[int]


class Planned:
    """What one connection has planned."""

    def __init__(self, line: Connection[Any]) -> None:
        self._line = line
        self._adapt = Transformer(line)
        self._names: dict[Plan, bytes] = {}
        self._numbers = count()

    def answers(self, asked: Sequence[Statement]) -> list[Rows]:
        """The rows of each, for one wait; outside a transaction they are one of their own."""
        while len(self._names) > MOST:
            self._make_room()
        first = [BEGIN] if self._driver_would_begin() else []
        bound = [self._bound(*one) for one in (*first, *asked)]
        with self._line.lock:
            try:
                results = self._line.wait(self._talk(bound))
            except BaseException:
                # Nobody knows what stands on the line now.
                self._line.close()
                raise
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise error_from_result(result, encoding=self._adapt.encoding)
        return [self._rows(result) for result in results[len(first) :]]

    def _make_room(self) -> None:
        oldest = next(iter(self._names))
        self._line.execute(b"DEALLOCATE " + self._names[oldest])
        del self._names[oldest]

    def _driver_would_begin(self) -> bool:
        idle = self._line.pgconn.transaction_status == TransactionStatus.IDLE
        return idle and not self._line.autocommit

    def _bound(self, sql: str, values: Mapping[str, Any]) -> _Bound:
        text, names = _numbered(sql)
        dumped = self._adapt.dump_sequence(
            [values[name] for name in names], [PyFormat.AUTO] * len(names)
        )
        return _Bound((text, self._adapt.types or ()), dumped, self._adapt.formats or ())

    def _talk(self, asked: Sequence[_Bound]) -> PQGen[list[PGresult]]:
        """The result of each, or whatever failed in its place."""
        server = self._line.pgconn
        server.enter_pipeline_mode()
        fresh = self._send(asked)
        server.pipeline_sync()
        yield from generators.send(server)
        results = []
        for one in asked:
            if (name := fresh.pop(one.plan, None)) is not None:
                (planned,) = yield from generators.fetch_many(server)
                if planned.status == ExecStatus.COMMAND_OK:
                    self._names[one.plan] = name
                else:
                    results.append(planned)
            results.extend((yield from generators.fetch_many(server)))
        yield from generators.fetch_many(server)
        server.exit_pipeline_mode()
        return results

    def _send(self, asked: Sequence[_Bound]) -> dict[Plan, bytes]:
        """What is asked for the first time here, and the name that its plan is given."""
        server = self._line.pgconn
        fresh: dict[Plan, bytes] = {}
        for plan, values, formats in asked:
            name = self._names.pop(plan, None) or fresh.get(plan)
            if name is None:
                name = fresh[plan] = b"asked_%d" % next(self._numbers)
                server.send_prepare(name, *plan)
            elif plan not in fresh:
                # Asked last.
                self._names[plan] = name
            server.send_query_prepared(name, values, formats)
        return fresh

    def _rows(self, result: PGresult) -> Rows:
        self._adapt.set_pgresult(result)
        rows = self._adapt.load_rows(0, result.ntuples, tuple)
        self._adapt.set_pgresult(None)
        return rows


@lru_cache(maxsize=512)
def _numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """With `$1` for the first value, and the names of the values in that order."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if (name := found[1]) is None:
            return "%"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return PLACE.sub(place, sql).encode(), tuple(names)
