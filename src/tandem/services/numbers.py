"""What somebody is told who holds nothing but a number: of a sheet, of a sign in the street, of a pole.

No word goes with such a number, and it stands where others read it: so each answer holds only what
anybody may know. Rooms and doors register what they know by their own numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tandem.toolbox.texts import Text


@dataclass(frozen=True, slots=True)
class Told:
    title: Text
    lines: tuple[Text, ...]
    page: str = ""
    """Where anybody may read more of it."""


Look = Callable[[str, str], Iterable[Told]]
"""A number as it was typed, and a postal code or nothing."""
_looks: list[Look] = []


def register(look: Look) -> Look:
    """From now on a number is shown to `look` too; in the `by_number.py` of its package."""
    if look not in _looks:
        _looks.append(look)
    return look


def told_of(number: str, postal_code: str = "") -> list[Told]:
    """All that is called so, each as anybody may know it; in the language in force."""
    return [told for look in _looks for told in look(number, postal_code)]
