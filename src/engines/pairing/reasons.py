"""Why this one, why not the others, and what binds where nobody helps."""

from engines.pairing.answer import Fact, Reason
from engines.pairing.candidates import Candidate, Prospect, candidate
from engines.pairing.changes import Room, changes
from engines.pairing.codes import RULED_OUT
from engines.pairing.question import Need
from engines.pairing.rules import LIMITS
from engines.pairing.standing import Standing
from engines.pairing.worth import wait

OTHERS = 5
"""How many offers not chosen are told of with each need, nearest first."""

NOBODY_LEFT = {
    "skill_not_offered": "no_offer_with_skill",
    "too_far": "none_within_reach",
    "no_shared_language": "none_shares_language",
    "no_shared_half_day": "none_shares_half_day",
    "safeguard_missing": "none_holds_safeguards",
    "refused": "none_left_after_refusals",
    "same_person": "none_but_herself",
}
"""What binds when the last offers fall at this limit."""
NEARER_AND_FREE = {
    "likes_task_less": "nearer_like_it_less",
    "less_even_load": "nearer_would_do_more",
}
"""Why not those who live nearer and are free, where the same alone stands against each of them."""


def for_pair(standing: Standing, prospect: Prospect) -> tuple[Reason, ...]:
    """Why this offer takes this need, why the nearest others do not, where the rest fall."""
    need = prospect.need
    offer, slot = standing.chosen[need.key]
    chosen = next(one for one in prospect.candidates if one.offer.key == offer)
    level = standing.levels[need.key]
    why = [Reason("vital")] if need.vital else []
    why.append(Reason("first_help") if level == 1 else Reason("next_help", {"level": level}))
    why += _possible(need, chosen, slot)
    if offer == need.usual:
        why.append(Reason("usual_helper"))
    why.append(_preferred(standing, prospect, chosen))
    if chosen.dislike_points:
        why.append(Reason("task_not_liked", {"points": chosen.dislike_points}))
    elif need.skill in chosen.offer.likes:
        why.append(Reason("likes_task", {"skill": need.skill}))
    load = standing.load(offer)
    why.append(Reason("tasks_of_offer", {"tasks": load, "capacity": chosen.offer.capacity}))
    return (*why, *_others(standing, prospect), *_ruled_out(prospect))


def for_unserved(room: Room, prospect: Prospect) -> tuple[Reason, ...]:
    """What binds, why not the nearest offers, where the rest fall, what would change it."""
    standing = room.standing
    return (
        _taken(room, prospect) if prospect.candidates else _nobody(prospect),
        *_others(standing, prospect),
        *_ruled_out(prospect),
        *changes(room, prospect.need),
    )


def why_not(standing: Standing, need: Need, other: Candidate) -> Reason:
    """Why `other`, which may take this need, does not; the facts name her."""
    offer = other.offer.key
    facts: dict[str, Fact] = {"offer": offer, "distance_m": other.distance_m}
    if need.key in standing.chosen and standing.is_free(offer, other.slots):
        return _dearer(standing, need, other, facts)
    return _blocked(standing, need, other, facts)


def _possible(need: Need, chosen: Candidate, slot: int) -> list[Reason]:
    offer = chosen.offer
    possible = [
        Reason("skill_offered", {"skill": need.skill}),
        Reason("within_reach", {"distance_m": chosen.distance_m, "radius_m": offer.radius_m}),
        Reason("shares_language", {"languages": tuple(sorted(need.languages & offer.languages))}),
        Reason("shares_half_day", {"slot": slot, "shared": chosen.slots}),
    ]
    if need.safeguards:
        held = tuple(sorted(need.safeguards))
        possible.append(Reason("safeguards_held", {"safeguards": held}))
    return possible


def _preferred(standing: Standing, prospect: Prospect, chosen: Candidate) -> Reason:
    """What set this offer before the other possible ones, by nearness."""
    if len(prospect.candidates) == 1:
        return Reason("only_candidate")
    before = prospect.candidates[: prospect.candidates.index(chosen)]
    nearer = [one for one in before if one.distance_m < chosen.distance_m]
    facts: dict[str, Fact] = {"candidates": len(prospect.candidates), "nearer": len(nearer)}
    if not nearer:
        return Reason("nearest", facts)
    free = [one for one in nearer if standing.is_free(one.offer.key, one.slots)]
    if not free:
        return Reason("nearest_free", facts)
    why = {_alone_against(standing, prospect.need, one) for one in free}
    code = NEARER_AND_FREE.get(why.pop(), "") if len(why) == 1 else ""
    return Reason(code or "least_cost_in_all", facts | {"free": len(free)})


def _alone_against(standing: Standing, need: Need, other: Candidate) -> str:
    """What, taken away, would leave nothing against this free one; empty where it is not one thing."""
    code = _dearer(standing, need, other, {}).code
    more = _more(standing, need, other)
    return code if sum(more.values()) <= more.get(code, 0) else ""


def _others(standing: Standing, prospect: Prospect) -> tuple[Reason, ...]:
    chosen = standing.chosen.get(prospect.need.key, ("", 0))[0]
    others = [one for one in prospect.candidates if one.offer.key != chosen]
    return tuple(why_not(standing, prospect.need, one) for one in others[:OTHERS])


def _ruled_out(prospect: Prospect) -> tuple[Reason, ...]:
    return (Reason(RULED_OUT, prospect.ruled_out),) if prospect.ruled_out else ()


def _dearer(standing: Standing, need: Need, other: Candidate, facts: dict[str, Fact]) -> Reason:
    """She is free; taking her would cost points, or be the later of two equals."""
    question = standing.question
    offer, slot = standing.chosen[need.key]
    more = _more(standing, need, other)
    facts["points"] = sum(more.values())
    if offer == need.usual:
        return Reason("not_the_usual_helper", facts)
    if facts["points"]:
        return Reason(max(more, key=lambda code: more[code]), facts)
    soonest = min(
        wait(question.today, one) for one in other.slots if standing.has_room(other.offer.key, one)
    )
    later = question.rules.tie == "soonest" and soonest > wait(question.today, slot)
    return Reason("later_half_day" if later else "drawn_by_lot", facts)


def _more(standing: Standing, need: Need, other: Candidate) -> dict[str, int]:
    """The points that she would cost more than whoever was chosen, by what they are for."""
    rules = standing.question.rules
    offer = standing.chosen[need.key][0]
    now = candidate(rules, need, standing.offers[offer])
    return {
        "farther": other.distance_points - now.distance_points,
        "likes_task_less": other.dislike_points - now.dislike_points,
        "less_even_load": rules.load * (standing.load(other.offer.key) - standing.load(offer) + 1),
    }


def _blocked(standing: Standing, need: Need, other: Candidate, facts: dict[str, Fact]) -> Reason:
    """Others hold her places; says who they are by what they had, and by key."""
    offer = other.offer.key
    holders: set[str] = set()
    has_half_day = False
    for slot in other.slots:
        if standing.has_room(offer, slot):
            has_half_day = True
            holders.update(standing.tasks.get(offer, ()))
        else:
            # Whoever helps her in another half-day would not free this one.
            holders.update(standing.held[offer, slot])
    facts |= {"tasks": standing.load(offer), "capacity": other.offer.capacity}
    facts["taken_by"] = tuple(sorted(holders))
    code = _holders_are(standing, need, holders)
    return Reason(code or ("already_at_capacity" if has_half_day else "half_days_taken"), facts)


def _holders_are(standing: Standing, need: Need, holders: set[str]) -> str:
    """Who the holders all are beside this need; empty when they are of different kinds."""
    needs = standing.needs
    if not holders:
        return ""
    before = {one for one in holders if needs[one].vital and not need.vital}
    equals = holders - before
    if not equals:
        return "taken_by_vital"
    if all(needs[one].person == need.person for one in holders):
        return "taken_by_own_need"
    if any(needs[one].vital != need.vital for one in equals):
        return ""
    most = max(standing.helps[needs[one].person] for one in equals)
    rank = standing.rank(need.key)
    if most == rank:
        return "taken_by_person_with_as_few"
    return "taken_by_person_with_less" if most < rank else ""


def _nobody(prospect: Prospect) -> Reason:
    """The limit at which the last offers fall, and how many had come so far."""
    left = sum(prospect.ruled_out.values())
    skill = prospect.need.skill
    for code in LIMITS:
        fallen = prospect.ruled_out.get(code, 0)
        if fallen == left:
            return Reason(NOBODY_LEFT[code], {"skill": skill, "offers": left})
        left -= fallen
    raise AssertionError("Some offer falls at no limit, yet is no candidate.")


def _taken(room: Room, prospect: Prospect) -> Reason:
    """By whom all that this need could get is held, others moving over included."""
    standing, need = room.standing, prospect.need
    needs = standing.needs
    holders = sorted(room.reaches[need.key].needs)
    others = [one for one in holders if needs[one].person != need.person]
    rank = standing.rank(need.key)
    facts: dict[str, Fact] = {"candidates": len(prospect.candidates), "level": rank}
    if not holders:
        return Reason("all_at_capacity", facts)
    if not others:
        return Reason("all_taken_by_own_needs", facts | {"needs": tuple(holders)})
    before = [one for one in others if needs[one].vital and not need.vital]
    people = {needs[one].person for one in others}
    facts |= {"people": len(people), "vital": len(before)}
    if len(before) == len(others):
        return Reason("all_taken_by_vital", facts)
    equals = {needs[one].person for one in set(others).difference(before)}
    as_few = [person for person in equals if standing.helps[person] == rank]
    if not as_few:
        return Reason("all_taken_by_people_with_fewer_helps", facts)
    return Reason("all_taken_by_people_with_no_more_helps", facts | {"as_few": len(as_few)})
