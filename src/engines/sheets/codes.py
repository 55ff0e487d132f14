"""Every code a reason can have, by what it tells. Whoever puts reasons into words needs them all."""

from typing import Final

REFUSED: Final = (
    "too_many_pixels",
    "too_few_pixels",
    "picture_broken",
    "mirrored",
    "two_sheets",
    "several_codes",
    "marks_contradict",
    "not_located",
    "resolution_too_low",
    "frames_missing",
)
"""Why nothing of a page is read."""

OF_A_PAGE: Final = ("black_and_white_only", "codes_missing")
"""What is so of a page that is read."""

TICKED: Final = ("ticked",)
EMPTY: Final = ("empty", "passing")
UNSURE: Final = (
    "frame_not_found",
    "black_and_white_only",
    "too_noisy",
    "faint",
    "small_mark",
    "at_the_edge",
    "filled",
    "struck_out",
    "line_through",
    "unlike_the_others",
    "pale_pencil",
)
"""Why a person looks at a box."""

OF_WRITING: Final = (
    "written",
    "blank",
    "little_ink",
    "faint",
    "black_and_white_only",
    "pale_pencil",
)
"""Why a place to write is said to be written on, blank, or neither."""
