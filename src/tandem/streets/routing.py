"""Which team gets a report: the bridge to the engine that reads rules in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from engines import triage
from tandem.streets.choices import Ground
from tandem.streets.models import Report, Rule, Team
from tandem.toolbox.workdays import add_working_days

REST = "rest"
"""The key of the rule behind all others: whoever takes the rest gets what no rule gives."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a report that a rule may look at."""

    category: str
    postal_code: str
    street: str
    """As it was said, or folded."""
    danger: bool


@dataclass(frozen=True, slots=True)
class Routed:
    rule: Rule | None
    """None where no rule fits: whoever takes the rest has it, if anybody does."""
    team: Team | None
    answer: triage.RouteAnswer


def route(rules: Sequence[Rule], asked: Asked, rest: Team | None = None) -> Routed:
    """The first rule that fits; else whoever takes the rest."""
    told = [_as_told(number, rule) for number, rule in enumerate(rules, 1)]
    if rest is not None:
        told.append(triage.Rule(REST, str(rest.pk), Ground.COMMUNE))
    answer = triage.route(
        triage.RouteQuestion(
            tuple(told), asked.category, asked.danger, asked.postal_code, asked.street
        )
    )
    if answer.number is None:
        return Routed(None, None, answer)
    if answer.rule == REST:
        return Routed(None, rest, answer)
    rule = rules[answer.number - 1]
    return Routed(rule, rule.team, answer)


def _as_told(number: int, rule: Rule) -> triage.Rule:
    return triage.Rule(
        key=str(number),
        team=str(rule.team_id or ""),
        organisation=rule.ground,
        working_days=rule.working_days,
        categories=frozenset(rule.categories),
        postal_codes=frozenset(rule.postal_codes),
        streets=frozenset(rule.streets),
        danger=rule.danger,
        ended=rule.team is not None and rule.team.left_at is not None,
    )


def rules_of(organisation: int) -> list[Rule]:
    rows = Rule.objects.filter(organisation=organisation).select_related(
        "team", "to_organisation", "to_system"
    )
    return list(rows.order_by("position", "pk"))


def rest_of(organisation: int) -> Team | None:
    rows = Team.objects.filter(organisation=organisation, left_at__isnull=True, takes_rest=True)
    return rows.first()


def asked_of(report: Report) -> Asked:
    return Asked(report.category, report.postal_code, report.street_folded, report.danger)


def find(organisation: int, asked: Asked) -> Routed:
    return route(rules_of(organisation), asked, rest_of(organisation))


def give(report: Report) -> Routed:
    """To whom it goes, and by when, before it is kept."""
    found = find(report.organisation_id, asked_of(report))
    report.team = found.team
    if found.answer.organisation is not None:
        report.ground = found.answer.organisation
    if found.answer.working_days:
        report.due_on = add_working_days(timezone.localdate(), found.answer.working_days)
    return found
