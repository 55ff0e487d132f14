"""Replies that belong to no case, and to a row of a room: they are read on the page of that room.

A room registers here, in its `catalogue.py`, for which of its rows it writes to somebody outside.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tandem.outbox.models import Message
from tandem.tenancy.scope import Scope


@dataclass(frozen=True, slots=True)
class Named:
    """A message of ours that a mail answers, though it did not come to the address of that message."""

    scope: Scope
    message: int


@dataclass(frozen=True, slots=True)
class Outside:
    table: str
    """What the messages are about, as the journal calls such a row."""
    page: Callable[[int], str]
    """Where a colleague reads what came back about this row; empty where it is gone."""
    named: Callable[[str, str], Named | None]
    """The message that this sender answers, by what the words of the mail name."""


_outside: list[Outside] = []


def register(outside: Outside) -> Outside:
    if outside not in _outside:
        _outside.append(outside)
    return outside


def page_of(message: Message | None) -> str:
    """Where a reply to this message is read; empty where it is read among the others."""
    table, _colon, key = message.subject.partition(":") if message is not None else ("", "", "")
    pages = (one.page(int(key)) for one in _outside if one.table == table and key.isdecimal())
    return next(filter(None, pages), "")


def named_in(sender: str, words: str) -> Named | None:
    """What a mail to a general address of ours answers; None for nearly all."""
    found = (one.named(sender, words) for one in _outside)
    return next(filter(None, found), None)
