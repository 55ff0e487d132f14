"""When a number is listened to, decided on plain values."""

from dataclasses import dataclass
from enum import Enum

SAME = 10
"""The tenth part of what one number may say in an hour, in the same words: a machine talks."""


class Verdict(Enum):
    LISTEN = "listen"
    WARN = "warn"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How much came in, this message included."""

    of_number: int
    same_in_a_row: int
    in_all: int
    warned: bool
    known: bool
    """Whether this number is in the middle of something."""


def verdict(crowd: Crowd, most: int, most_in_all: int) -> Verdict:
    """One warning, then silence: two machines that answer each other would never end."""
    if crowd.in_all > most_in_all and not crowd.known:
        return Verdict.SILENT
    if crowd.of_number <= most and crowd.same_in_a_row <= max(most // SAME, 1):
        return Verdict.LISTEN
    return Verdict.SILENT if crowd.warned else Verdict.WARN
