"""What may lie in the envelope of a letter: told by the floor above that knows how to make it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.people.models import Person
from tandem.territory.models import Organisation

FORM = "form"
"""The form of a service, by its slug: a copy of her own for whoever the letter goes to."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Pages that follow a letter: `template` says by its `enclosed(data)` how they are set."""

    template: Path
    data: Mapping[str, Any]
    title: str
    """As whoever fills the envelopes knows it."""
    name: str = ""
    """What the message calls it from now on: printed again, the same lies in it."""
    note: str = ""
    """What the letter must say of it today, in the language of the letter."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How one kind of enclosure is made; `key` is what the message names."""

    make: Callable[[str, Person], Enclosure | None]
    """To whom the letter goes: called when it is printed, in its organisation's scope and language."""
    spoilt: Callable[[str], str]
    """The paper was spoilt: what stood on it is worth nothing, and another takes its place."""
    shown: Callable[[str, str, Organisation], Enclosure | None] | None = None
    """To nobody, in a language: for whoever looks at the letter before it is sent."""


_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    _makers[kind] = maker


def name(kind: str, key: object) -> str:
    """As a message keeps it."""
    return f"{kind}:{key}"


def made(named: str, person: Person) -> Enclosure | None:
    """What is enclosed, or None where nothing is, or where it is no longer to be sent."""
    kind, _, key = named.partition(":")
    return _makers[kind].make(key, person) if kind in _makers else None


def spoilt(named: str) -> str:
    """What lies in the envelope of the letter that is printed in place of the spoilt one."""
    kind, _, key = named.partition(":")
    return _makers[kind].spoilt(key) if kind in _makers else named


def shown(named: str, language: str, organisation: Organisation) -> Enclosure | None:
    kind, _, key = named.partition(":")
    show = _makers[kind].shown if kind in _makers else None
    return show(key, language, organisation) if show else None
