"""Who is at work just now; set once at each door, taken by every entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from tandem.journal.choices import Door


@dataclass(frozen=True, slots=True)
class Asker:
    account: int | None = None
    organisation: int | None = None
    door: Door = Door.INSIDE
    network: str = ""
    """Where she is, as far as it is known: counted against floods, and kept nowhere."""
    wrote_from: str = ""
    """The address or number from which these words came and at which we answer; kept nowhere."""
    shown: int | None = None
    """The account of a resident who signed in, however little she showed; it is noted nowhere."""


INSIDE = Asker()
_current: ContextVar[Asker] = ContextVar("asker", default=INSIDE)


def current() -> Asker:
    return _current.get()


@contextmanager
def acting(asker: Asker) -> Iterator[None]:
    token = _current.set(asker)
    try:
        yield
    finally:
        _current.reset(token)
