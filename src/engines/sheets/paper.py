"""What stands on every sheet at the same place; in millimetres from its top left corner.

Printing and reading both go by these numbers. A sheet printed years ago is read with the layout
that was kept of it, but with these marks: none of them is ever changed.
"""

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A small QR code in a corner; what it says tells which corner it is."""

    says: str
    x: float
    y: float


MARK_SIZE = 10.0
"""Of the code itself: version 1, error level H, without the quiet zone around it."""
MARKS = (Mark("TDMFA", 12.0, 12.0), Mark("TDMFB", 12.0, 275.0), Mark("TDMFC", 188.0, 275.0))
CODE_X, CODE_Y, CODE_SIZE = 172.0, 12.0, 26.0
"""The code that names form, sheet and page: error level Q, without its quiet zone."""
QUIET = 3.0
"""Nothing is printed so near to a mark or to the code."""

BOX_SIZE, LARGE_BOX_SIZE = 4.5, 6.0
"""The outer edge of the frame of a box to tick."""
FRAME = 0.35
"""The black line of that frame, inside the outer edge."""
APART = 2.0
"""The least distance between two boxes."""
DOT, DOTS_APART = 0.25, 0.25 + 2 / 72 * 25.4
"""The lines to write on are such dots, and from one to the next it is so far: two points between."""
