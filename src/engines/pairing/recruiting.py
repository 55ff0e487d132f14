"""Whom to look for: which new volunteers would help most people, solved again, exactly."""

from collections import Counter
from dataclasses import dataclass, replace

from engines.pairing.answer import Answer
from engines.pairing.question import Need, Offer, Question
from engines.pairing.solve import solve
from engines.pairing.standing import standing_of

TRIES = 8
"""So many kinds of volunteers are solved for; those first whom most unserved people could meet."""
NEW = "+"
"""The key of a volunteer who is not there yet."""


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

    What each would bring is exact, since the question is solved again with as many of them as
    find a task. Which kinds are tried is not: of all, the `TRIES` that most unserved people
    could meet by themselves. Such a volunteer stands where somebody unserved lives, goes
    `radius_m` far, holds every safeguard, and speaks one language.

    >>> from datetime import date
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
    found = [_tried(question, answer, kind, kinds[kind], radius_m) for kind in tried]
    useful = [one for one in found if one.served]
    useful.sort(key=lambda one: (-one.vital, -one.first, -one.served, one.volunteers, one.skill))
    return tuple(useful[:most])


def _within(need: Need, at: tuple[int, int], radius_m: int) -> bool:
    east, north = need.at[0] - at[0], need.at[1] - at[1]
    return east * east + north * north <= radius_m * radius_m


def _tried(
    question: Question,
    answer: Answer,
    kind: tuple[str, tuple[int, int], int, str],
    most: int,
    radius_m: int,
) -> Recruit:
    skill, at, slot, language = kind
    held = frozenset(one for need in question.needs for one in need.safeguards)
    group = Offer(
        key=NEW,
        at=at,
        radius_m=radius_m,
        skills={skill},
        languages={language},
        slots={slot},
        capacity=most,
        safeguards=held,
        likes={skill},
        at_once=most,
    )
    after = solve(replace(question, offers=(*question.offers, group)))
    return Recruit(
        skill=skill,
        at=at,
        slot=slot,
        language=language,
        volunteers=sum(pair.offer == NEW for pair in after.pairs),
        vital=after.totals.vital - answer.totals.vital,
        first=_first(after) - _first(answer),
        served=len(after.pairs) - len(answer.pairs),
    )


def _first(answer: Answer) -> int:
    return answer.totals.levels[0] if answer.totals.levels else 0
