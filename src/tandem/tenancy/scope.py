"""Whose rows may be read and written just now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, transaction

from tandem.tenancy.postgresql.base import DatabaseWrapper, told


class Unscoped(RuntimeError):
    """Tenant rows were asked for before anybody said whose."""


@dataclass(frozen=True, slots=True)
class Scope:
    may_read: frozenset[int] = frozenset()
    """Communes whose rows may be read."""
    may_write: frozenset[int] = frozenset()
    """Communes whose rows may be written; part of `may_read`."""
    organisations: frozenset[int] = frozenset()
    """Responsible organisations whose files may be opened: a commune and its CPAS share a
    territory, not files."""
    presented: str = ""
    """Hex digest of a code that was presented: opens the one draft it belongs to."""

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(
            self.may_read | other.may_read,
            self.may_write | other.may_write,
            self.organisations | other.organisations,
            other.presented or self.presented,
        )

    def settings(self) -> tuple[str, str, str, str]:
        """As the database reads them; sorted, so that equal scopes are equal texts."""
        return (
            _array(self.may_read),
            _array(self.may_write),
            _array(self.organisations),
            self.presented,
        )


def _array(keys: frozenset[int]) -> str:
    return "{" + ",".join(map(str, sorted(keys))) + "}"


def current() -> Scope | None:
    scope = told.get()
    return scope if isinstance(scope, Scope) else None


def required() -> Scope:
    scope = current()
    if scope is None:
        raise Unscoped("Say whose rows: `with tenancy.within(scope):`.")
    return scope


@contextmanager
def within(scope: Scope | None) -> Iterator[None]:
    """Work in `scope`, also in the middle of a transaction; the former one comes back at the end."""
    token = told.set(scope)
    _tell_open_transactions()
    try:
        yield
    finally:
        told.reset(token)
        _tell_open_transactions()


@contextmanager
def transaction_within(scope: Scope) -> Iterator[None]:
    """A transaction in `scope`: for jobs and commands, which no request has put in one."""
    with within(scope), transaction.atomic():
        yield


def _tell_open_transactions() -> None:
    # Two names may stand for one connection; a set, so that it is told once.
    for connection in set(connections.all(initialized_only=True)):
        if isinstance(connection, DatabaseWrapper) and connection.in_atomic_block:
            connection.tell_scope(told.get())
