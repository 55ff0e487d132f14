"""What is known already and may be what somebody is about to tell: shown when she is read back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SAME_AS = "same_as"
"""Under this name stands, among the answers, which of them she says it is."""
LETTERS = "ABCDE"
"""By which they are told apart where one writes back; figures are those of answers."""


@dataclass(frozen=True, slots=True)
class Alike:
    key: str
    label: str
    """As anybody may read it: what, where, since when, and what tells it from others like it."""
    page: str = ""
    """Where anybody reads more of it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a room's deed says where hers went to something known already."""

    voices: int
    """How many told of it, she among them; shown through `voices_told` alone."""


def lettered(known: Sequence[Alike]) -> dict[str, Alike]:
    return dict(zip(LETTERS, known, strict=False))


FEW = 5
"""Fewer voices than this are not told as a number: two people of one house could be guessed."""


def voices_told(voices: int) -> int | None:
    """How many told of it, as anybody may read it; None where they are few."""
    return voices if voices >= FEW else None


def joined_in_words(voices: int) -> str:
    """With the receipt, at every door; nothing for something of its own."""
    if not voices:
        return ""
    if voices_told(voices) is None:
        return _(
            "It was known already: with you, fewer than five people have told us of it, and you get "
            "its news."
        )
    return ngettext(
        "It was known already: with you, %(voices)s person has told us of it, and you get its news.",
        "It was known already: with you, %(voices)s people have told us of it, and you get its news.",
        voices,
    ) % {"voices": voices}
