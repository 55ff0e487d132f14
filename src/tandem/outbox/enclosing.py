"""What may lie in the envelope of a letter: told by the floor above that knows how to make it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.people.models import Person

FORM = "form"
"""The form of a service, by its slug: a copy of her own for whoever the letter goes to."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Pages that follow a letter: `template` says by its `enclosed(data)` how they are set."""

    template: Path
    data: Mapping[str, Any]


Make = Callable[[str, Person], Enclosure | None]
_makers: dict[str, Make] = {}


def register(kind: str, make: Make) -> None:
    """`make` is given what the message names, and to whom the letter goes, when it is printed, in
    its organisation's scope.
    """
    _makers[kind] = make


def name(kind: str, key: object) -> str:
    """As a message keeps it."""
    return f"{kind}:{key}"


def made(named: str, person: Person) -> Enclosure | None:
    """What is enclosed, or None where nothing is, or where it is no longer to be sent."""
    kind, _, key = named.partition(":")
    return _makers[kind](key, person) if kind in _makers else None
