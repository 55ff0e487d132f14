"""Every code a reason can have, by what it tells. Whoever puts reasons into words needs them all."""

from typing import Final

WHY: Final = (
    "vital",
    "all_asked",
    "so_many_each",
    "had_before",
    "last_turn",
)
"""Why so many, for an ask that gets something."""

WHY_NOTHING: Final = (
    "nothing_to_share",
    "own_other_ask",
    "all_to_vital",
    "others_had_less",
    "not_drawn",
)
"""What binds, for an ask that gets nothing: always its first reason."""

WHAT_WOULD_CHANGE_IT: Final = ("one_more_if",)
"""With so many more to share, and no fewer, this ask gets more for certain."""
