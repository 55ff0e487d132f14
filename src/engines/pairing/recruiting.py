"""Whom to look for: which new volunteers would help most people, exactly.

The question is seated once, and each kind of volunteers added to it by the prices found; what that
gives is what solving again with them would give.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace

from engines.pairing.answer import Answer
from engines.pairing.candidates import prospects
from engines.pairing.network import Seating, seat
from engines.pairing.prices import Prices
from engines.pairing.question import Need, Offer, Question
from engines.pairing.standing import standing_of
from engines.pairing.worth import weigh

TRIES = 8
"""So many kinds of volunteers are solved for; those first whom most unserved people could meet."""
NEW = "+"
"""How keys of volunteers begin who are not there yet."""
Kind = tuple[str, tuple[int, int], int, str]
"""Skill, place, half-day, language."""


@dataclass(frozen=True)
class Recruit:
    """Volunteers of one kind, at one place, in one half-day, who are still missing."""

    skill: str
    at: tuple[int, int]
    slot: int
    language: str
    volunteers: int
    """How many of them it takes; each does one task."""
    vital: int
    """Vital needs served more."""
    first: int
    """People who get a first help and would have none."""
    served: int
    """Needs served more, in all."""


def recruits(
    question: Question, answer: Answer, *, radius_m: int = 2000, most: int = 5
) -> tuple[Recruit, ...]:
    """The kinds of volunteers that would help most, the best first: vital needs, first helps, all.

    What each would bring is exact: what solving the question again gives, with as many of them as
    find a task. Which kinds are tried is not: of all, the `TRIES` that most unserved people
    could meet by themselves. Such a volunteer stands where somebody unserved lives, goes
    `radius_m` far, holds every safeguard, and speaks one language.

    >>> from datetime import date
    >>> from engines.pairing.solve import solve
    >>> need = Need("n1", "ana", (0, 0), "errands", languages={"ar"}, slots={3})
    >>> question = Question(date(2026, 11, 23), (), (need,))
    >>> [(one.skill, one.language, one.slot, one.first) for one in recruits(question, solve(question))]
    [('errands', 'ar', 3, 1)]
    """
    standing = standing_of(question, answer)
    left = [need for need in question.needs if need.key not in standing.chosen]
    kinds = Counter(
        (need.skill, near.at, slot, language)
        for near in left
        for need in left
        if need.skill == near.skill and _within(need, near.at, radius_m)
        for slot in sorted(need.slots)
        for language in sorted(need.languages)
        # Once for each place, however many live there.
        if near is next(one for one in left if one.at == near.at and one.skill == near.skill)
    )
    tried = sorted(kinds, key=lambda kind: (-kinds[kind], kind))[:TRIES]
    groups = {kind: group_of(question, kind, kinds[kind], radius_m) for kind in tried}
    found = _brought(question, answer, groups)
    useful = [one for one in found if one.served]
    useful.sort(key=lambda one: (-one.vital, -one.first, -one.served, one.volunteers, one.skill))
    return tuple(useful[:most])


def _within(need: Need, at: tuple[int, int], radius_m: int) -> bool:
    east, north = need.at[0] - at[0], need.at[1] - at[1]
    return east * east + north * north <= radius_m * radius_m


def group_of(question: Question, kind: Kind, most: int, radius_m: int) -> Offer:
    """Up to `most` volunteers of this kind, as one offer."""
    skill, at, slot, language = kind
    return Offer(
        key=NEW + json.dumps(kind),
        at=at,
        radius_m=radius_m,
        skills={skill},
        languages={language},
        slots={slot},
        capacity=most,
        safeguards=frozenset(one for need in question.needs for one in need.safeguards),
        likes={skill},
        at_once=most,
    )


def _brought(question: Question, answer: Answer, groups: dict[Kind, Offer]) -> list[Recruit]:
    """Each of these groups by itself beside the answer that is."""
    # All stand in the question, and none of them takes anything until it is its turn.
    waiting = tuple(replace(group, capacity=0) for group in groups.values())
    asked = replace(question, offers=(*question.offers, *waiting))
    outlook = prospects(asked)
    seating = seat(asked, outlook)
    best = Prices(seating.flow)
    load = question.rules.load * weigh(asked, outlook).point
    return [
        _recruit(question, answer, kind, _with(best, seating, group, load))
        for kind, group in groups.items()
    ]


def _with(best: Prices, seating: Seating, group: Offer, load: int) -> tuple[Seating, int]:
    """The best seating with this group too, and how many of it have a task."""
    network, host = best.flow.network, seating.offers.index(group.key)
    asked = [*network.prices]
    asked[host] = [load * nth for nth in range(group.capacity)]
    then = best.beside(replace(network, prices=asked))
    while then.more(host):
        pass
    return replace(seating, flow=then.flow), then.flow.load[host]


def _recruit(question: Question, answer: Answer, kind: Kind, found: tuple[Seating, int]) -> Recruit:
    after, volunteers = found
    skill, at, slot, language = kind
    chosen = after.chosen()
    served = [need for need in question.needs if need.key in chosen]
    first = {need.person for need in served if not question.received.get(need.person)}
    return Recruit(
        skill=skill,
        at=at,
        slot=slot,
        language=language,
        volunteers=volunteers,
        vital=sum(need.vital for need in served) - answer.totals.vital,
        first=len(first) - (answer.totals.levels[0] if answer.totals.levels else 0),
        served=len(served) - len(answer.pairs),
    )
