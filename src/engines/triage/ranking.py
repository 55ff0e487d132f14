"""Which report comes first: one number for each, that does not change as days go by."""

from dataclasses import replace
from datetime import date
from typing import Final

from engines.triage.answer import RankAnswer, Reason
from engines.triage.question import AS_OTHERS, RankQuestion

START: Final = date(2020, 1, 1)
"""Days are counted from here, so that a day more is a day more for all."""


def rank(question: RankQuestion) -> RankAnswer:
    """The more points, the sooner it is looked at; between equals, the one that was told first.

    Whoever keeps the points beside a report sorts by them: no other report is looked at, and they
    are reckoned anew only where something of the question changed. A danger has more points than
    anything else can have; then what was said to be repaired and is not. Raises nothing.

    >>> soon, late = date(2026, 3, 9), date(2026, 3, 2)
    >>> rank(RankQuestion(late)).points - rank(RankQuestion(soon)).points
    70
    >>> rank(RankQuestion(soon, danger=True)).points > rank(RankQuestion(late, voices=90)).points
    True
    """
    reasons = _terms(question)
    return RankAnswer(_sum(reasons), reasons, _changes(question))


def _sum(reasons: tuple[Reason, ...]) -> int:
    return sum(one.points for one in reasons)


def _terms(question: RankQuestion) -> tuple[Reason, ...]:
    weights = question.weights
    reasons = []
    if question.danger:
        reasons.append(Reason("danger", {"points": weights.danger}))
    if question.again:
        reasons.append(Reason("not_repaired", {"points": weights.again}))
    days = (START - question.aim).days
    counted = max(-weights.most_days, min(weights.most_days, days))
    reasons.append(
        Reason("aim", {"day": question.aim.isoformat(), "points": weights.day * counted})
    )
    return (*reasons, *_voices(question), _heard(question))


def _voices(question: RankQuestion) -> list[Reason]:
    """The first is worth nothing: one of those that are proven, where there is any."""
    weights = question.weights
    unproven = min(question.unproven, question.voices)
    proven = question.voices - unproven
    most = weights.voice * (weights.most_voices - 1)
    points = min(most, weights.voice * max(0, proven - 1))
    said = [Reason("voices", {"voices": question.voices, "points": points})]
    if unproven:
        # Never more than one that is proven, and never beyond what all of those are worth at most.
        each = min(weights.unproven, weights.voice)
        little = each * min(unproven - (proven == 0), weights.most_unproven)
        facts = {"unproven": unproven, "points": min(little, most - points)}
        said.append(Reason("voices_unproven", facts))
    return said


def _heard(question: RankQuestion) -> Reason:
    if not question.weights.rare:
        return Reason("area_not_counted", {"points": 0})
    rarity = max(0, AS_OTHERS - question.heard)
    points = question.weights.rare * rarity // AS_OTHERS
    code = "area_rarely_heard" if rarity else "area_heard_as_others"
    return Reason(code, {"percent": question.heard, "points": points})


def _changes(question: RankQuestion) -> tuple[Reason, ...]:
    """The points that it would have if one thing were otherwise; only where they differ."""
    otherwise = {
        "points_as_danger": replace(question, danger=True),
        "points_with_one_voice_more": replace(question, voices=max(question.voices, 1) + 1),
        "points_without_rare": replace(question, weights=replace(question.weights, rare=0)),
    }
    now = _sum(_terms(question))
    told = {code: _sum(_terms(other)) for code, other in otherwise.items()}
    return tuple(Reason(code, {"points": points}) for code, points in told.items() if points != now)
