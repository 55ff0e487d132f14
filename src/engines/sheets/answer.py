"""What the reading engine says: of every box and every place to write, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engines.sheets.question import Grey, Refused

State = Literal["ticked", "empty", "unsure"]
Written = Literal["written", "blank", "unsure"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `codes.py` and its facts: numbers, never prose."""

    code: str
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One box."""

    key: str
    state: State
    confidence: float
    """How far from the nearest limit of the rules, 0 to 1; 0 where the state is unsure."""
    reason: Reason
    grain: bytes = field(repr=False)
    """How dark each part of the box is: for `fingerprint`."""


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """One place to write: whether anything is written there, and its picture."""

    key: str
    state: Written
    confidence: float
    reason: Reason
    grain: bytes = field(repr=False)
    crop: Grey = field(repr=False)
    """Straightened, eight pixels to the millimetre."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Boxes and places to write, each sorted by key; or the reason why the page is refused."""

    readings: tuple[Reading, ...] = ()
    writings: tuple[Writing, ...] = ()
    crops: Mapping[str, Grey] = field(default_factory=dict, repr=False)
    """Of each unsure box, a little of what stands around it, for the person who decides."""
    refused: Refused | None = None
    reasons: tuple[Reason, ...] = ()
    """What is so of the page as a whole."""
    sheet: Grey | None = field(default=None, repr=False)
    """The whole page, straightened, eight pixels to the millimetre; see `cut`."""
