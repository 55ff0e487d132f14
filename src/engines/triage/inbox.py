"""In which order the office looks at open reports."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Final

from engines.triage.answer import OrderAnswer, Ordered, Reason
from engines.triage.question import Area, Open, OrderQuestion, Weights

MOST_DOUBLINGS: Final = 8
"""More voices than two hundred and fifty times as many are no change that anyone can make."""


def order(question: OrderQuestion) -> OrderAnswer:
    """Dangers first; then most points; then the oldest; then by key.

    Points are whole and are the sum of four terms, each a reason: days open, days over or under
    the promise, voices (by doublings, so that a hundred neighbours do not drown out three), and
    how rarely the area is heard: `rare` × `weight_rare` × (1 − its reports per 1,000 inhabitants /
    those of the platform), never below 0, rounded down. One voice more never lowers a report.
    Raises nothing. Costs about 3 s for 100,000 reports.

    >>> from datetime import date
    >>> monday = date(2026, 11, 23)
    >>> quiet, loud = Area("q", 2, 1000), Area("l", 38, 1000)
    >>> reports = tuple(Open(area, monday, monday, area) for area in "lq")
    >>> answer = order(OrderQuestion(monday, reports, (quiet, loud)))
    >>> [(one.key, one.points) for one in answer.reports]
    [('q', 35), ('l', 8)]
    """
    weights = question.weights
    rarity = _rarity(question.areas, weights)
    told = {one.key: _terms(question, one, rarity) for one in question.reports}
    points = {key: sum(one.points for one in told[key]) for key in told}
    rare = {key: _points_of(told[key], "area_rarely_heard") for key in told}
    ranked = sorted(question.reports, key=lambda one: _place(one, points[one.key]))
    plain = sorted(question.reports, key=lambda one: _place(one, points[one.key] - rare[one.key]))
    places = {one.key: number for number, one in enumerate(plain, start=1)}
    return OrderAnswer(
        tuple(
            Ordered(
                key=one.key,
                place=number,
                danger=one.danger,
                points=points[one.key],
                reasons=(
                    *([Reason("danger_first", {"points": 0})] if one.danger else []),
                    *told[one.key],
                ),
                changes=(
                    *_to_pass(weights, one, ranked[number - 2] if number > 1 else None, points),
                    *_without_rare(number, places[one.key], weights),
                ),
            )
            for number, one in enumerate(ranked, start=1)
        )
    )


def _place(one: Open, points: int) -> tuple[bool, int, object, str]:
    return (not one.danger, -points, one.opened, one.key)


def _points_of(reasons: tuple[Reason, ...], code: str) -> int:
    return sum(one.points for one in reasons if one.code == code)


def _terms(
    question: OrderQuestion, one: Open, rarity: Mapping[str, Fraction]
) -> tuple[Reason, ...]:
    weights = question.weights
    days = max(0, (question.today - one.opened).days)
    over = (question.today - one.promised).days
    counted = max(-weights.most_days, min(weights.most_days, over))
    late = {"days": abs(over), "points": weights.day_over * counted}
    return (
        Reason("days_open", {"days": days, "points": weights.day * min(days, weights.most_days)}),
        Reason("days_over_promise" if over > 0 else "days_under_promise", late),
        Reason("voices", {"voices": one.voices, "points": _for_voices(weights, one.voices)}),
        _heard(question, one.area, rarity),
    )


def _for_voices(weights: Weights, voices: int) -> int:
    return weights.doubling * voices.bit_length()


def _rarity(areas: tuple[Area, ...], weights: Weights) -> dict[str, Fraction]:
    """0 (heard as often as the platform, or more) to 1 (never), of areas large enough to tell."""
    reports = sum(one.reports for one in areas)
    inhabitants = sum(one.inhabitants for one in areas)
    if not reports or not inhabitants:
        return {}
    return {
        one.key: max(
            Fraction(0), 1 - Fraction(one.reports * inhabitants, one.inhabitants * reports)
        )
        for one in areas
        if one.inhabitants >= weights.least_inhabitants
    }


def _heard(question: OrderQuestion, area: str, rarity: Mapping[str, Fraction]) -> Reason:
    weights = question.weights
    if not weights.weight_rare:
        return Reason("area_not_counted", {"points": 0})
    if area not in rarity:
        return Reason("area_too_small_or_unknown", {"area": area, "points": 0})
    points = floor(weights.rare * weights.weight_rare * rarity[area])
    code = "area_rarely_heard" if rarity[area] else "area_often_heard"
    share = floor(1000 - 1000 * rarity[area]) if rarity[area] else 1000
    return Reason(code, {"area": area, "heard_per_mille": share, "points": points})


def _to_pass(
    weights: Weights, one: Open, before: Open | None, points: Mapping[str, int]
) -> tuple[Reason, ...]:
    """What would bring it before the report that stands just before it."""
    if before is None:
        return ()
    if before.danger and not one.danger:
        return (Reason("would_pass_if_danger", {"report": before.key}),)
    # With as many points, the older one stands first, then the lower key.
    wins_ties = (one.opened, one.key) < (before.opened, before.key)
    lacking = points[before.key] - points[one.key] + (not wins_ties)
    reasons = [Reason("would_pass_with_points", {"report": before.key, "points": lacking})]
    doublings = -(-lacking // weights.doubling) if weights.doubling else 0
    if 0 < doublings <= MOST_DOUBLINGS:
        more = (1 << (one.voices.bit_length() - 1 + doublings)) - one.voices
        reasons.append(Reason("would_pass_with_voices", {"report": before.key, "voices": more}))
    return tuple(reasons)


def _without_rare(place: int, other: int, weights: Weights) -> tuple[Reason, ...]:
    """Where it would stand if nobody asked how rarely an area is heard."""
    if not weights.weight_rare or place == other:
        return ()
    return (Reason("place_without_rare", {"place": other}),)
