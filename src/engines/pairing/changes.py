"""What would change it: changes after which a need is served for certain."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engines.pairing.answer import Reason
from engines.pairing.candidates import whole_metres
from engines.pairing.network import Place
from engines.pairing.question import Need, Offer
from engines.pairing.reach import Reach
from engines.pairing.rules import broken, first_broken
from engines.pairing.standing import Standing
from engines.pairing.worth import wait

TRIES = 5
"""Offers looked at for each kind of change, nearest first."""


@dataclass(frozen=True)
class Room:
    """Where there is still room in a seating, and who competes for it."""

    standing: Standing
    open_places: frozenset[Place]
    reaches: dict[str, Reach]
    """Of every unserved need."""

    def opens(self, offer: Offer, slots: frozenset[int]) -> list[int]:
        """Half-days in which the offer could take one more, nobody going without; soonest first."""
        today = self.standing.question.today
        free = [slot for slot in offer.slots & slots if (offer.key, slot) in self.open_places]
        return sorted(free, key=lambda slot: wait(today, slot))


def changes(room: Room, need: Need) -> tuple[Reason, ...]:
    """The smallest change of each kind that would serve this unserved need.

    What is added on the side of the need (a half-day, a language) touches nobody else,
    so a place with room is enough. What changes an offer may draw other unserved needs;
    it is told only where no other one could get anything from it.
    """
    near: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    question = room.standing.question
    for offer in sorted(question.offers, key=lambda one: (whole_metres(need, one), one.key)):
        near[broken(question, need, offer)].append(offer)
    found = (
        next(_slot_added(room, need, near[()], near["no_shared_half_day",]), None),
        next(_language_added(room, need, near["no_shared_language",]), None),
        next(_radius_longer(room, need, near["too_far",]), None),
        next(_safeguard_held(room, need, near["safeguard_missing",]), None),
        next(_one_more_task(room, need, near[()]), None),
    )
    return tuple(reason for reason in found if reason is not None)


def _slot_added(
    room: Room, need: Need, possible: list[Offer], never_free: list[Offer]
) -> Iterator[Reason]:
    offers = sorted(possible + never_free, key=lambda one: (whole_metres(need, one), one.key))
    for offer in offers:
        for slot in room.opens(offer, frozenset(offer.slots - need.slots))[:1]:
            yield _reason("would_be_served_if_slot_added", need, offer, slot=slot)


def _language_added(room: Room, need: Need, offers: list[Offer]) -> Iterator[Reason]:
    for offer in offers:
        if offer.languages and room.opens(offer, frozenset(need.slots)):
            spoken = tuple(sorted(offer.languages))
            yield _reason("would_be_served_if_language_added", need, offer, languages=spoken)


def _radius_longer(room: Room, need: Need, offers: list[Offer]) -> Iterator[Reason]:
    by_extra = sorted(offers, key=lambda one: (whole_metres(need, one) - one.radius_m, one.key))
    for offer in by_extra[:TRIES]:
        distance = whole_metres(need, offer)
        longer = replace(offer, radius_m=distance)
        if room.opens(offer, frozenset(need.slots)) and _is_hers_alone(room, need, offer, longer):
            extra = distance - offer.radius_m
            yield _reason("would_be_served_if_radius_longer", need, offer, extra_m=extra)


def _safeguard_held(room: Room, need: Need, offers: list[Offer]) -> Iterator[Reason]:
    for offer in offers[:TRIES]:
        safer = replace(offer, safeguards=offer.safeguards | need.safeguards)
        if room.opens(offer, frozenset(need.slots)) and _is_hers_alone(room, need, offer, safer):
            missing = tuple(sorted(need.safeguards - offer.safeguards))
            yield _reason("would_be_served_if_safeguard_held", need, offer, safeguards=missing)


def _one_more_task(room: Room, need: Need, offers: list[Offer]) -> Iterator[Reason]:
    for offer in offers[:TRIES]:
        free = {
            (offer.key, slot) for slot in offer.slots if room.standing.has_room(offer.key, slot)
        }
        others = (reach for key, reach in room.reaches.items() if key != need.key)
        has_half_day = any(place in free for place in ((offer.key, s) for s in need.slots))
        if has_half_day and all(free.isdisjoint(reach.places) for reach in others):
            more = offer.capacity + 1
            yield _reason("would_be_served_if_one_more_task", need, offer, capacity=more)


def _is_hers_alone(room: Room, need: Need, before: Offer, after: Offer) -> bool:
    """Whether no other unserved need could get anything from this change of an offer."""
    question = room.standing.question
    gains = {
        one.key
        for one in question.needs
        if first_broken(question, one, before) and not first_broken(question, one, after)
    }
    others = (key for key in room.reaches if key != need.key)
    return all(key not in gains and gains.isdisjoint(room.reaches[key].needs) for key in others)


def _reason(code: str, need: Need, offer: Offer, **facts: int | tuple[str, ...]) -> Reason:
    return Reason(code, {"offer": offer.key, "distance_m": whole_metres(need, offer), **facts})
