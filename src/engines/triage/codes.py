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

ORDER: Final = (
    "danger_first",
    "days_open",
    "days_over_promise",
    "days_under_promise",
    "voices",
    "area_rarely_heard",
    "area_often_heard",
    "area_too_small_or_unknown",
    "area_not_counted",
)
ORDER_CHANGES: Final = (
    "would_pass_if_danger",
    "would_pass_with_points",
    "would_pass_with_voices",
    "place_without_rare",
)

CAPACITY: Final = ("done_by", "beyond_horizon", "promise_kept", "promise_not_kept", "made_later")
CAPACITY_CHANGES: Final = (
    "sooner_with_one_place_more",
    "within_horizon_with_points_fewer",
    "within_horizon_with_places_more",
)

EVERY: Final = (
    *CATEGORY,
    *CATEGORY_CHANGES,
    *KNOWN,
    *KNOWN_CHANGES,
    *ROUTE,
    *ROUTE_CHANGES,
    *ORDER,
    *ORDER_CHANGES,
    *CAPACITY,
    *CAPACITY_CHANGES,
)
