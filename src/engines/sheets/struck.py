"""Whether the printed words beside a box are struck out: many take an answer back like that."""

from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets.layout import Box, PageLayout
from engines.sheets.question import Grey
from engines.sheets.straight import FINE, cut
from engines.sheets.writing import darkness

EDGE_MM: Final = 190.0
"""No word is printed farther right."""
GAP_MM: Final = 1.5
"""From a box to its words, and from these to the next box."""
LEAST_MM: Final = 9.0
"""No printed sign has so long a line; words that have less room than this are not looked at."""
SLANTS: Final = tuple(range(-6, 7))
"""By so many millimetres a line may rise or fall in thirty."""
SLANTED_OVER: Final = 30.0
INK: Final = 0.4


def words_struck(sheet: Grey, page: PageLayout, box: Box) -> bool:
    """Whether one line runs through what is printed right of the box, up to whatever comes next.

    Print has a gap after each letter, and a pen that strikes has none. A line through the box
    itself is no such line: it begins beyond it.
    """
    left = box.x + box.size + GAP_MM
    until = _next(page, box) - GAP_MM
    if until - left < LEAST_MM:
        return False
    # The middle of the words is level with the middle of the box; underlining stays below it.
    high = 3.4 * box.size / 4.5
    band = cut(sheet, left, box.y + (box.size - high) / 2, until - left, high)
    return bool(_longest(darkness(band) > INK) >= LEAST_MM * FINE)


def _next(page: PageLayout, box: Box) -> float:
    """Where the next box or place to write stands on the same line."""
    others = [(one.x, one.y, one.size) for one in page.boxes]
    others += [(one.x, one.y, one.height) for one in page.regions]
    right = [x for x, y, high in others if x > box.x and y < box.y + box.size and y + high > box.y]
    return min([*right, EDGE_MM])


def _longest(dark: npt.NDArray[np.bool_]) -> int:
    """The longest line without a gap, however it leans."""
    # A hand is never quite straight: a pixel above or below is on the line.
    wide = np.pad(dark, ((1, 1), (0, 0)))
    thick = wide[:-2] | wide[1:-1] | wide[2:]
    return max(_longest_along(_leaning(thick, slant)) for slant in SLANTS)


def _leaning(thick: npt.NDArray[np.bool_], slant: int) -> npt.NDArray[np.bool_]:
    high, wide = thick.shape
    columns = np.arange(wide)
    falls = np.round(columns * slant / SLANTED_OVER).astype(int)
    rows = np.arange(-high, 2 * high)[:, None] + falls[None, :]
    inside = (rows >= 0) & (rows < high)
    found: npt.NDArray[np.bool_] = thick[np.clip(rows, 0, high - 1), columns[None, :]] & inside
    return found


def _longest_along(rows: npt.NDArray[np.bool_]) -> int:
    """The longest run in any row."""
    # What is light parts the runs, and one light pixel beyond its end each row from the next.
    light = np.flatnonzero(~np.pad(rows, ((0, 0), (0, 1))))
    return int(np.diff(light, prepend=-1).max(initial=1)) - 1
