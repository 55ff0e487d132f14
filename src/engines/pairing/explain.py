"""For a coordinator: who else may take a need, and whether a choice by hand is allowed."""

from dataclasses import dataclass

from engines.pairing.answer import Answer, Reason
from engines.pairing.candidates import prospect
from engines.pairing.question import Need, Offer, Question
from engines.pairing.reasons import why_not
from engines.pairing.rules import broken
from engines.pairing.standing import standing_of


class UnknownKey(LookupError):
    """The question has no need, or no offer, of this key."""


@dataclass(frozen=True)
class Alternative:
    """An offer that may take a need and was not chosen for it."""

    offer: str
    distance_m: int
    """Rounded up."""
    slots: tuple[int, ...]
    """The half-days that both have free, taken ones included."""
    is_free: bool
    """Whether she could take it beside all that she takes now."""
    reason: Reason


def find_need(question: Question, key: str) -> Need:
    for need in question.needs:
        if need.key == key:
            return need
    raise UnknownKey(f"No need has the key {key!r}.")


def find_offer(question: Question, key: str) -> Offer:
    for offer in question.offers:
        if offer.key == key:
            return offer
    raise UnknownKey(f"No offer has the key {key!r}.")


def may_pair(question: Question, need_key: str, offer_key: str) -> tuple[str, ...]:
    """The codes of all hard limits that this pair breaks; empty when it may be made.

    Looks at the two alone: not at what the offer has already taken, for which see
    `alternatives`. Raises UnknownKey. The codes are those of `rules.LIMITS`.

    >>> from datetime import date
    >>> far = Offer("v1", (0, 900), 500, {"errands"}, languages={"nl"}, slots={3})
    >>> need = Need("n1", "ana", (0, 0), "errands", languages={"fr"}, slots={3})
    >>> may_pair(Question(date(2026, 11, 23), (far,), (need,)), "n1", "v1")
    ('too_far', 'no_shared_language')
    """
    return broken(question, find_need(question, need_key), find_offer(question, offer_key))


def alternatives(question: Question, answer: Answer, need_key: str) -> tuple[Alternative, ...]:
    """Every offer that may take this need and does not, nearest first, and why not.

    `answer` must be the engine's own answer to this question: a choice made by hand need
    not be the best, and then "farther" may not be why. Raises UnknownKey. Costs one look
    at every offer. The codes are `codes.WHY_NOT`.

    >>> from datetime import date
    >>> from engines.pairing.solve import solve
    >>> near = Offer("v1", (0, 100), 500, {"errands"}, languages={"fr"}, slots={3})
    >>> far = Offer("v2", (0, 400), 500, {"errands"}, languages={"fr"}, slots={3})
    >>> need = Need("n1", "ana", (0, 0), "errands", languages={"fr"}, slots={3})
    >>> question = Question(date(2026, 11, 23), (near, far), (need,))
    >>> [(one.offer, one.reason.code, one.reason.facts["points"])
    ...  for one in alternatives(question, solve(question), "n1")]
    [('v2', 'farther', 30)]
    """
    need = find_need(question, need_key)
    standing = standing_of(question, answer)
    chosen = standing.chosen.get(need_key, ("", 0))[0]
    return tuple(
        Alternative(
            offer=one.offer.key,
            distance_m=one.distance_m,
            slots=one.slots,
            is_free=standing.is_free(one.offer.key, one.slots),
            reason=why_not(standing, need, one),
        )
        for one in prospect(question, need).candidates
        if one.offer.key != chosen
    )
