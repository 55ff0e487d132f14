"""The backend. Transaction-local settings only: a session-level one leaks through a pooler."""

import select
import time
from collections.abc import Sequence
from contextlib import ExitStack
from contextvars import ContextVar
from typing import Any, Protocol

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.pq import TransactionStatus

from tandem.tenancy.postgresql.planned import Planned, Rows, Statement

SETTINGS = ("may_read", "may_write", "organisations", "presented")
TELL = "SELECT " + ", ".join(f"set_config('tandem.{name}', %s, true)" for name in SETTINGS)
TELL_NAMED = "SELECT " + ", ".join(
    f"set_config('tandem.{name}', %({name})s, true)" for name in SETTINGS
)
NOBODY = ("", "", "", "")
TRUSTED_FOR = 30.0
"""Seconds during which a line that is silent is believed to stand; then it is asked."""


class Told(Protocol):
    def settings(self) -> tuple[str, str, str, str]: ...


told: ContextVar[Told | None] = ContextVar("told", default=None)


class Operations(DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        # What is sent together with something else is not yet known to its cursor.
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
    health_check_done: bool
    _last_tested = 0.0

    def init_connection_state(self) -> None:
        super().init_connection_state()
        # One plan for all values: planning anew costs five times as much as the answer.
        self.connection.execute("SET plan_cache_mode = force_generic_plan")
        self._planned = Planned(self.connection)

    def repeated(self, *asked: Statement) -> list[Rows]:
        """The rows of statements that every page asks: the server plans them once a connection.

        Outside a transaction they are one of their own, which hears the scope first.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        scope = told.get()
        if scope and not self.in_atomic_block:
            asked = ((TELL_NAMED, dict(zip(SETTINGS, scope.settings(), strict=True))), *asked)
            return self._answers(asked)[1:]
        return self._answers(asked)

    def _answers(self, asked: Sequence[Statement]) -> list[Rows]:
        with self.wrap_database_errors:
            if self.execute_wrappers or self.queries_logged:
                return self._overheard(asked)
            return self._planned.answers(asked)

    def _overheard(self, asked: Sequence[Statement]) -> list[Rows]:
        """The same by way of Django's cursors, where somebody listens to what is asked."""
        with ExitStack() as line:
            line.enter_context(self.connection.pipeline())
            cursors = [line.enter_context(self._cursor_overheard()) for _ in asked]
            for cursor, (sql, values) in zip(cursors, asked, strict=True):
                cursor.execute(sql, values)
            return [cursor.fetchall() for cursor in cursors]

    def _cursor_overheard(self) -> Any:
        # As Django makes its own cursors, but for binding values on the server.
        cursor = base.ServerBindingCursor(self.connection)  # type: ignore[call-arg]
        return self._prepare_cursor(cursor)  # type: ignore[attr-defined]

    def close_if_health_check_failed(self) -> None:
        if self.connection is not None and not self.health_check_done:
            now = time.monotonic()
            if now - self._last_tested < TRUSTED_FOR and self._is_silent():
                self.health_check_done = True
            self._last_tested = now
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        """A server that ends, or ends our session, says so on the line before it is asked."""
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return not self.connection.closed and not line.poll(0)

    def _start_transaction_under_autocommit(self) -> None:
        """Every outermost atomic block passes here; a transaction begins without a scope."""
        scope = told.get()
        if scope is None:
            self._set_autocommit(False)
            return
        with self.cursor() as cursor:
            # In one message: the driver, left in autocommit, would send BEGIN in one of its own.
            cursor.execute(f"BEGIN; {TELL}", scope.settings())

    def _set_autocommit(self, autocommit: bool) -> None:
        if self.connection.autocommit == autocommit:
            return
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and (scope := told.get()) is not None:
            self._tell(scope.settings())

    def tell_scope(self, scope: Told | None) -> None:
        """Change the scope of the open transaction, unless it is already lost."""
        if self.connection is None or self.needs_rollback:
            return
        # In an aborted transaction nothing may be said; rolling back restores what was.
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        self._tell(scope.settings() if scope else NOBODY)

    def _tell(self, settings: tuple[str, str, str, str]) -> None:
        with self.cursor() as cursor:
            cursor.execute(TELL, settings)
