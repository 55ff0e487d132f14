"""Teams, and the rules by which a report goes to one: kept by the office itself."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from tandem.journal.write import record
from tandem.streets.contacts import contact
from tandem.streets.models import Rule, Team
from tandem.territory.models import Organisation

OF_TEAM = (*("name", "per_day", "weekdays", "contractor", "email", "telephone", "takes_rest"),)
OF_RULE = ("categories", "postal_codes", "streets", "danger", "team", "ground", "working_days")
TO_OTHERS = ("to_organisation", "to_system")
"""To whom a rule proposes to hand over; most rules to nobody."""


@transaction.atomic
def keep_team(organisation: Organisation, team: Team | None, said: dict[str, Any]) -> Team:
    """Made, or changed. What was promised before stands."""
    if said.get("takes_rest"):
        Team.objects.filter(organisation=organisation, takes_rest=True).update(takes_rest=False)
    team = team or Team(organisation=organisation, territory_id=organisation.area_id)
    if said["email"] != team.email:
        email = said["email"]
        team.contact = contact(organisation, said["name"], email=email) if email else None
    for name in OF_TEAM:
        setattr(team, name, said[name])
    team.save()
    record("streets.team_kept", team)
    return team


@transaction.atomic
def end_team(team: Team) -> None:
    """No report goes there any more; what it has stays until somebody gives it to another."""
    Team.objects.filter(pk=team.pk).update(left_at=timezone.now(), takes_rest=False)
    record("streets.team_ended", team)


@transaction.atomic
def keep_rule(organisation: Organisation, rule: Rule | None, said: dict[str, Any]) -> Rule:
    """Made as the last, or changed at its place."""
    if rule is None:
        last = Rule.objects.filter(organisation=organisation).order_by("-position").first()
        rule = Rule(
            organisation=organisation,
            territory_id=organisation.area_id,
            position=last.position + 1 if last else 1,
        )
    for name in OF_RULE:
        setattr(rule, name, said[name])
    for name in TO_OTHERS:
        setattr(rule, name, said.get(name))
    rule.save()
    record("streets.rules_changed", rule)
    return rule


@transaction.atomic
def move_rule(rule: Rule, *, up: bool) -> None:
    """Before or after its neighbour."""
    ours = Rule.objects.select_for_update(of=("self",)).filter(organisation=rule.organisation_id)
    rules = list(ours.order_by("position", "pk"))
    place = next(number for number, one in enumerate(rules) if one.pk == rule.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rules):
        rules[place], rules[other] = rules[other], rules[place]
    for number, one in enumerate(rules, 1):
        if one.position != number:
            Rule.objects.filter(pk=one.pk).update(position=number)
    record("streets.rules_changed", rule)


@transaction.atomic
def take_out_rule(rule: Rule) -> None:
    record("streets.rules_changed", rule)
    Rule.objects.filter(pk=rule.pk).delete()
