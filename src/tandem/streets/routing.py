"""Which team gets a report: rules read in order, the first that fits; each says why it does not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from tandem.streets.models import Report, Rule, Team
from tandem.toolbox.workdays import add_working_days


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a report that a rule may look at."""

    category: str
    postal_code: str
    street: str
    """Folded."""
    danger: bool


@dataclass(frozen=True, slots=True)
class Routed:
    rule: Rule | None
    team: Team | None
    refused: list[tuple[Rule, list[str]]]
    """The rules before it, each with what about it does not fit: codes."""


def misfits(rule: Rule, asked: Asked) -> list[str]:
    """What about the rule does not fit; empty where it fits. An empty list of a rule fits all."""
    found = []
    if rule.categories and asked.category not in rule.categories:
        found.append("category")
    if rule.postal_codes and asked.postal_code not in rule.postal_codes:
        found.append("postal_code")
    if rule.streets and not any(asked.street.startswith(one) for one in rule.streets):
        found.append("street")
    if rule.danger is not None and rule.danger != asked.danger:
        found.append("danger")
    return found


def route(rules: Iterable[Rule], asked: Asked, rest: Team | None = None) -> Routed:
    """The first rule that fits; else whoever takes the rest."""
    refused: list[tuple[Rule, list[str]]] = []
    for rule in rules:
        against = misfits(rule, asked)
        if rule.team is not None and rule.team.left_at is not None:
            against.append("left")
        if not against:
            return Routed(rule, rule.team, refused)
        refused.append((rule, against))
    return Routed(None, rest, refused)


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
    if found.rule is not None:
        report.ground = found.rule.ground
        if found.rule.working_days:
            today = timezone.localdate()
            report.due_on = add_working_days(today, found.rule.working_days)
    return found
