"""What the reading engine is asked."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from engines.sheets.layout import PageLayout

Grey = npt.NDArray[np.uint8]
"""Rows of pixels, 0 black to 255 white."""
Picture = Image.Image | npt.NDArray[Any]
"""As a scanner or a telephone gave it, in any mode; an array is grey or has colours last."""


class BadQuestion(ValueError):
    """The question cannot be answered as it stands; the message says where and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


@dataclass(frozen=True, slots=True)
class Rules:
    """When the engine trusts its eyes. Shares are of the inside of a box, 0 to 1."""

    most_pixels: int = 60_000_000
    """A larger picture is refused before it is decoded."""
    least_dpi: float = 110.0
    """A coarser picture of the sheet is refused."""
    frames: float = 0.9
    """The page is refused when a smaller share of its frames is found."""
    begins: str = ""
    """What the text of every main code begins with; other QR codes are passed over."""
    trace: float = 0.012
    """Less of a box darkened than this, however little, is empty."""
    ink: float = 0.07
    """At least this much of a ticked box is ink."""
    filled: float = 0.57
    """More ink than this is a box filled out, which takes a tick back; a thick cross, which
    leaves the middle of its sides white, may have more."""
    dark: float = 0.45
    """How dark ink is, as a share of the printed black; what is paler may be pencil."""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name != "begins" and not value >= 0:
                raise BadQuestion("rules", f"{one.name} is {value}; it must be 0 or more.")
        for name in ("frames", "trace", "ink", "filled", "dark"):
            if getattr(self, name) > 1:
                raise BadQuestion(
                    "rules", f"{name} is {getattr(self, name)}; it must be 1 or less."
                )
        if not self.trace <= self.ink <= self.filled:
            raise BadQuestion("rules", "trace, ink and filled must not fall.")


@dataclass(frozen=True, slots=True)
class Refused:
    """The page as a whole is not read, and why: a code of `codes.REFUSED`, and its facts."""

    code: str
    facts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Located:
    """Where on the picture the sheet lies."""

    text: str | None = None
    """What the main code says; None where it was not found, or cannot be told from another."""
    marks: tuple[str, ...] = ()
    """Which of the three marks were found."""
    to_pixels: tuple[float, ...] | None = None
    """The nine numbers, row by row, that lead from millimetres on the sheet to pixels of the
    picture; None where too little was found."""
    degrees: float | None = None
    """How far the sheet is turned clockwise: 0 upright, 180 upside down."""
    dpi: float | None = None
    refused: Refused | None = None

    @property
    def codes(self) -> int:
        """How many of the four codes of a sheet were found."""
        return len(self.marks) + (self.text is not None)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One picture of one page, where the sheet lies on it, and what was printed there."""

    picture: Picture
    located: Located
    page: PageLayout
    rules: Rules = Rules()

    def __post_init__(self) -> None:
        keys = [box.key for box in self.page.boxes]
        keys += [region.key for region in self.page.regions]
        if len(set(keys)) < len(keys):
            twice = sorted(key for key in set(keys) if keys.count(key) > 1)
            raise BadQuestion(f"page {self.page.number}", f"{twice[0]!r} stands on it twice.")
        for box in self.page.boxes:
            if box.size < 3:
                raise BadQuestion(f"box {box.key!r}", f"size is {box.size}; it must be 3 or more.")
        for region in self.page.regions:
            if min(region.width, region.height) < 3:
                raise BadQuestion(f"region {region.key!r}", "it must be 3 mm or more each way.")
