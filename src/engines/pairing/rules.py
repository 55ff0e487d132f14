"""The hard limits: a pair that breaks one is never made."""

from collections.abc import Callable
from typing import Final

from engines.pairing.question import Need, Offer, Question


def squared_distance(need: Need, offer: Offer) -> int:
    """The square of the distance, so that it stays exact; in square metres."""
    east, north = need.at[0] - offer.at[0], need.at[1] - offer.at[1]
    return east * east + north * north


def offers_skill(question: Question, need: Need, offer: Offer) -> bool:
    return need.skill in offer.skills


def is_near_enough(question: Question, need: Need, offer: Offer) -> bool:
    return squared_distance(need, offer) <= offer.radius_m * offer.radius_m


def shares_language(question: Question, need: Need, offer: Offer) -> bool:
    return not need.languages.isdisjoint(offer.languages)


def shares_half_day(question: Question, need: Need, offer: Offer) -> bool:
    return not need.slots.isdisjoint(offer.slots)


def holds_safeguards(question: Question, need: Need, offer: Offer) -> bool:
    return need.safeguards <= offer.safeguards


def is_not_refused(question: Question, need: Need, offer: Offer) -> bool:
    return (need.person, offer.key) not in question.refusals


def is_not_the_same_person(question: Question, need: Need, offer: Offer) -> bool:
    return need.person != offer.person


Limit = Callable[[Question, Need, Offer], bool]

# The order in which a person would ask: who does this, who comes here, who
# understands me, who is free. Offers ruled out are counted at the first "no".
LIMITS: Final[dict[str, Limit]] = {
    "skill_not_offered": offers_skill,
    "too_far": is_near_enough,
    "no_shared_language": shares_language,
    "no_shared_half_day": shares_half_day,
    "safeguard_missing": holds_safeguards,
    "refused": is_not_refused,
    "same_person": is_not_the_same_person,
}
"""Each limit under the code that says it is broken."""


def broken(question: Question, need: Need, offer: Offer) -> tuple[str, ...]:
    """The codes of all limits that this pair breaks, in the order of `LIMITS`; empty when none."""
    return tuple(code for code, holds in LIMITS.items() if not holds(question, need, offer))


def first_broken(question: Question, need: Need, offer: Offer) -> str | None:
    """The code of the first limit that this pair breaks, or None."""
    for code, holds in LIMITS.items():
        if not holds(question, need, offer):
            return code
    return None
