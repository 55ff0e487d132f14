"""Whose is it: the first routing rule of which every condition holds."""

from collections.abc import Iterator
from typing import Final

from engines.triage.answer import Fact, Reason, RouteAnswer
from engines.triage.fold import leading_street_keys, street_key
from engines.triage.question import RouteQuestion, Rule

MOST_CHANGES: Final = 5


def route(question: RouteQuestion) -> RouteAnswer:
    """Team, organisation and working days by the first rule that holds; or nobody, said as such.

    The reasons tell why that rule holds and, in order, at which conditions each rule before it
    fails. The changes tell one-step alternatives: a rule before it that fails at one condition
    only, and who would get it without the rule that held. Raises nothing. Linear in the rules.
    Method: an ordered list where the first match wins, as firewalls and mail filters have it.

    >>> from engines.triage.question import Rule
    >>> lamps = Rule("r1", "lights", "grid operator", 5, categories={"lamp"})
    >>> rest = Rule("r2", "roads", "commune", 10)
    >>> answer = route(RouteQuestion((lamps, rest), "bin"))
    >>> answer.rule, answer.number, answer.team, answer.working_days
    ('r2', 2, 'roads', 10)
    >>> answer.reasons[-1]
    Reason(code='rule_failed', facts={'rule': 'r1', 'number': 1, 'conditions': ('category',)})
    >>> route(RouteQuestion((lamps,), "bin")).reasons[0].code
    'nobody'
    """
    failed = [tuple(_failed(question, rule)) for rule in question.rules]
    held = next((number for number, conditions in enumerate(failed) if not conditions), None)
    stood_before = range(len(question.rules) if held is None else held)
    why_not = tuple(
        Reason("rule_failed", _named(question, number) | {"conditions": failed[number]})
        for number in stood_before
    )
    changes = _one_step(question, failed, stood_before)
    if held is None:
        nobody = Reason("nobody", {"rules": len(question.rules)})
        return RouteAnswer(None, None, None, None, None, (nobody, *why_not), changes)
    rule = question.rules[held]
    return RouteAnswer(
        rule=rule.key,
        number=held + 1,
        team=rule.team,
        organisation=rule.organisation,
        working_days=rule.working_days,
        reasons=(_why(question, held), *why_not),
        changes=(*changes, _without(question, failed, held)),
    )


def _failed(question: RouteQuestion, rule: Rule) -> Iterator[str]:
    if rule.categories and question.category not in rule.categories:
        yield "category"
    if rule.postal_codes and question.postal_code not in rule.postal_codes:
        yield "postal_code"
    if rule.streets and leading_street_keys(question.street).isdisjoint(
        map(street_key, rule.streets)
    ):
        yield "street"
    if rule.danger is not None and rule.danger != question.danger:
        yield "danger"
    if rule.ended:
        yield "ended"


def _named(question: RouteQuestion, number: int) -> dict[str, Fact]:
    return {"rule": question.rules[number].key, "number": number + 1}


def _why(question: RouteQuestion, number: int) -> Reason:
    """The conditions that this rule sets and the report fulfils; without any, it is a catch-all."""
    rule = question.rules[number]
    asked = {
        "category": bool(rule.categories),
        "postal_code": bool(rule.postal_codes),
        "street": bool(rule.streets),
        "danger": rule.danger is not None,
    }
    conditions = tuple(name for name, is_set in asked.items() if is_set)
    code = "rule_held" if conditions else "rule_for_everything"
    return Reason(code, _named(question, number) | {"conditions": conditions})


def _one_step(
    question: RouteQuestion, failed: list[tuple[str, ...]], stood_before: range
) -> tuple[Reason, ...]:
    """The rules before it that fail at one condition only; the first few."""
    near = [number for number in stood_before if len(failed[number]) == 1]
    return tuple(
        Reason(
            "would_go_elsewhere_if",
            _named(question, number)
            | {"condition": failed[number][0], "team": question.rules[number].team},
        )
        for number in near[:MOST_CHANGES]
    )


def _without(question: RouteQuestion, failed: list[tuple[str, ...]], held: int) -> Reason:
    for number in range(held + 1, len(failed)):
        if not failed[number]:
            team = question.rules[number].team
            return Reason("without_this_rule", _named(question, number) | {"team": team})
    return Reason("without_this_rule_nobody")
