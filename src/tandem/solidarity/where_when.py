"""Where and when people meet or fetch something, in a coordinator’s words, which name nobody.

Of several people at once: it has a key of its own, for no key of one of them is a key for the others.
"""

from typing import Protocol

from tandem.people import things
from tandem.people.words import Blob, text_of


class Told(Protocol):
    """A circle, or a share-out."""

    territory_id: int
    organisation_id: int
    sealed_where: Blob | None

    @property
    def place(self) -> str: ...


def sealed(row: Told, said: str) -> bytes:
    return things.seal(row, said.strip().encode(), row.place)


def of(row: Told) -> str:
    """Empty where nothing was said yet, or one of them was forgotten."""
    return text_of(None, row.sealed_where, row.place)
