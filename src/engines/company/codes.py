"""Every code a reason can have, by what it tells."""

from typing import Final

WHY: Final = (
    "shared_interests",
    "shared_languages",
    "shared_half_days",
    "same_place",
    "ring",
    "joined",
)
"""Why these: what all of them share; and, of three, how they came to be three."""

WHY_ALONE: Final = (
    "nobody_else",
    "no_shared_language",
    "no_shared_half_day",
    "no_shared_interest",
    "all_apart",
    "others_suit_each_other",
    "drawn_out_of_a_ring",
)
"""What binds, for somebody who is left."""
