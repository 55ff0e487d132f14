"""Whether two pictures of one page show the same strokes: scanned twice, or filled in by two hands."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import numpy as np

from engines.sheets import paper
from engines.sheets.frames import Numbers, search
from engines.sheets.layout import PageLayout
from engines.sheets.mapping import Points
from engines.sheets.question import Grey
from engines.sheets.straight import FINE, cut
from engines.sheets.writing import darkness, printed

CELL: Final = 2
"""Pixels that are compared as one: a quarter of a millimetre, half as wide as a stroke."""
PIECE_MM: Final = 16.0
"""Writing is laid over writing piece by piece: paper bends, and no two hands write so alike."""
ASTRAY_MM: Final = 1.75
"""So far apart the same stroke may stand on two scans."""
BOX_ASTRAY_MM: Final = 0.5
"""The frame of a box tells where it is; a tick of another hand is not to be pushed into place."""
REACH_MM: Final = 1.5
INSET_MM: Final = paper.FRAME + 0.35
INK: Final = 0.4
"""Paler than this is shadow, or the other side of the sheet."""
LEAST_MM2: Final = 0.6
"""Less ink than this on both tells nothing: dust, or the tip of a stroke."""
PLENTY_MM2: Final = 20.0
"""So much ink is more than a few ticks."""
SAME, OTHER = 0.72, 0.65
"""Two scans of the same strokes agree more than this, those of two hands less; what lies between,
a person decides."""
SAME_OF_LITTLE, OTHER_OF_LITTLE = 0.87, 0.5
"""The same where there is little ink: two crosses in one box nearly agree."""


class Sameness(Enum):
    """What two pictures of one page say of each other."""

    SAME = auto()
    OTHER = auto()
    DOUBT = auto()
    BLANK = auto()
    """Nothing is written or ticked on either: there is nothing to tell apart."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the ink of two pictures agrees, 0 to 1, and how much of it was compared."""

    share: float
    ink_mm2: float

    @property
    def sameness(self) -> Sameness:
        if self.ink_mm2 < LEAST_MM2:
            return Sameness.BLANK
        plenty = self.ink_mm2 >= PLENTY_MM2
        if self.share > (SAME if plenty else SAME_OF_LITTLE):
            return Sameness.SAME
        other = self.share < (OTHER if plenty else OTHER_OF_LITTLE)
        return Sameness.OTHER if other else Sameness.DOUBT


def agreement(one: Grey, other: Grey, page: PageLayout) -> Agreement:
    """Of two straightened pictures of `page`; every place weighs as much as there is ink in it."""
    pairs = [*_boxes(one, other, page), *_pieces(one, other, page)]
    common = ink = 0.0
    for mine, yours, astray in pairs:
        mass = float(mine.sum() + yours.sum())
        if mass * CELL * CELL / FINE / FINE >= LEAST_MM2:
            common += 2 * _most_common(mine, yours, astray)
            ink += mass
    return Agreement(round(common / ink, 3) if ink else 0.0, ink * CELL * CELL / FINE / FINE / 2)


Pair = tuple[Numbers, Numbers, int]


def _boxes(one: Grey, other: Grey, page: PageLayout) -> list[Pair]:
    if not page.boxes:
        return []
    expected = np.array([(box.x, box.y) for box in page.boxes], float)
    sizes = np.array([box.size for box in page.boxes], float)
    found = [expected + search(sheet, expected, sizes, REACH_MM)[0] for sheet in (one, other)]
    astray = round(BOX_ASTRAY_MM * FINE / CELL)
    return [
        (_tick(one, mine, box.size), _tick(other, yours, box.size), astray)
        for box, mine, yours in zip(page.boxes, *found, strict=True)
    ]


def _tick(sheet: Grey, corner: Points, size: float) -> Numbers:
    around = 1.0
    x, y = float(corner[0]), float(corner[1])
    dark = darkness(cut(sheet, x - around, y - around, size + 2 * around, size + 2 * around))
    rim = round((around + INSET_MM) * FINE)
    return _strokes(dark[rim:-rim, rim:-rim])


def _pieces(one: Grey, other: Grey, page: PageLayout) -> list[Pair]:
    astray = round(ASTRAY_MM * FINE / CELL)
    step = round(PIECE_MM * FINE / CELL)
    found: list[Pair] = []
    for region in page.regions:
        mine, yours = (
            _written(cut(sheet, region.x, region.y, region.width, region.height))
            for sheet in (one, other)
        )
        found += [
            (mine[y : y + step, x : x + step], yours[y : y + step, x : x + step], astray)
            for y in range(0, mine.shape[0], step)
            for x in range(0, mine.shape[1], step)
        ]
    return found


def _written(crop: Grey) -> Numbers:
    dark = darkness(crop)
    return _strokes(np.where(printed(dark > INK / 2), 0, dark).astype(np.float32))


def _strokes(dark: Numbers) -> Numbers:
    """How much of each cell is ink; a little more than the stroke, so that scans may differ."""
    inked = (dark > INK).astype(np.float32)
    high, wide = (side // CELL * CELL for side in inked.shape)
    cells = inked[:high, :wide].reshape(high // CELL, CELL, wide // CELL, CELL)
    found: Numbers = cells.mean(axis=(1, 3), dtype=np.float32)
    return found


def _most_common(mine: Numbers, yours: Numbers, astray: int) -> float:
    """The ink that lies on ink, at the best of all small shifts."""
    return max(
        float(np.minimum(_shifted(mine, down, across), yours).sum())
        for down in range(-astray, astray + 1)
        for across in range(-astray, astray + 1)
    )


def _shifted(cells: Numbers, down: int, across: int) -> Numbers:
    moved = np.zeros_like(cells)
    high, wide = cells.shape
    to = (
        slice(max(0, down), high + min(0, down)),
        slice(max(0, across), wide + min(0, across)),
    )
    of = (
        slice(max(0, -down), high - max(0, down)),
        slice(max(0, -across), wide - max(0, across)),
    )
    moved[to] = cells[of]
    return moved
