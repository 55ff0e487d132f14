"""Every code a reason can have, by what it tells. Whoever puts reasons into words needs them all."""

from typing import Final

WHY: Final = (
    "vital",
    "first_help",
    "next_help",
    "skill_offered",
    "within_reach",
    "shares_language",
    "shares_half_day",
    "safeguards_held",
    "usual_helper",
    "only_candidate",
    "nearest",
    "nearest_free",
    "nearer_like_it_less",
    "nearer_would_do_more",
    "least_cost_in_all",
    "likes_task",
    "task_not_liked",
    "tasks_of_offer",
)
"""Why this offer, for a pair."""

WHY_NOT: Final = (
    "taken_by_vital",
    "taken_by_own_need",
    "taken_by_person_with_less",
    "taken_by_person_with_as_few",
    "already_at_capacity",
    "half_days_taken",
    "not_the_usual_helper",
    "farther",
    "likes_task_less",
    "less_even_load",
    "later_half_day",
    "drawn_by_lot",
)
"""Why not the offer named in the facts, which may take this need."""

WHY_UNSERVED: Final = (
    "no_offer_with_skill",
    "none_within_reach",
    "none_shares_language",
    "none_shares_half_day",
    "none_holds_safeguards",
    "none_left_after_refusals",
    "none_but_herself",
    "all_taken_by_own_needs",
    "all_taken_by_vital",
    "all_taken_by_people_with_fewer_helps",
    "all_taken_by_people_with_no_more_helps",
    "all_at_capacity",
)
"""What binds, for a need that is not served: always its first reason."""

RULED_OUT: Final = "offers_ruled_out"
"""How many offers fall at each hard limit; the facts are the codes of `rules.LIMITS`."""

WHAT_WOULD_CHANGE_IT: Final = (
    "would_be_served_if_slot_added",
    "would_be_served_if_language_added",
    "would_be_served_if_radius_longer",
    "would_be_served_if_safeguard_held",
    "would_be_served_if_one_more_task",
)
"""A change, the smallest of its kind, after which this need is served for certain."""

REPAIR: Final = "would_be_served_if_moved"
"""That `repair` found agreed tasks whose moving serves this need; made by whoever asks it."""
