"""Every code a reason can have, by question. Whoever puts reasons into words needs them all."""

from typing import Final

CATEGORY: Final = (
    "own_word",
    "learned_word",
    "no_word_speaks_for_it",
    "danger_signs",
    "danger_word",
    "danger_near",
)
CATEGORY_CHANGES: Final = ("next_best", "would_be_other_without")

KNOWN: Final = (
    "same_pole",
    "metres_apart",
    "house_numbers_apart",
    "same_street",
    "same_landmark",
    "same_category",
    "kindred_category",
    "other_category",
    "shared_words",
    "days_apart",
)
KNOWN_CHANGES: Final = (
    "would_be_shown_with_category_or_words",
    "would_be_shown_with_limit",
    "would_be_shown_with_points",
)

ROUTE: Final = ("rule_held", "rule_for_everything", "nobody", "rule_failed")
ROUTE_CHANGES: Final = ("would_go_elsewhere_if", "without_this_rule", "without_this_rule_nobody")

RANK: Final = (
    "danger",
    "not_repaired",
    "aim",
    "voices",
    "voices_unproven",
    "area_rarely_heard",
    "area_heard_as_others",
    "area_not_counted",
)
RANK_CHANGES: Final = (
    "points_as_danger",
    "points_with_one_voice_more",
    "points_without_rare",
)

FREE_DAY: Final = ("free", "full", "too_large", "no_days")
FREE_DAY_CHANGES: Final = ("sooner_with_points_fewer", "free_with_places_more")

EVERY: Final = (
    *CATEGORY,
    *CATEGORY_CHANGES,
    *KNOWN,
    *KNOWN_CHANGES,
    *ROUTE,
    *ROUTE_CHANGES,
    *RANK,
    *RANK_CHANGES,
    *FREE_DAY,
    *FREE_DAY_CHANGES,
)
