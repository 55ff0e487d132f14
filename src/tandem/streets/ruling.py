"""Rules of routing in whole sentences: what each asks, and why a report goes where it goes."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engines.triage import Reason
from tandem.streets.choices import Ground
from tandem.streets.models import Rule
from tandem.streets.routing import Routed
from tandem.toolbox.texts import Text


def told(rule: Rule, kinds: Mapping[str, Text]) -> list[str]:
    """“Categories: a street lamp.” “Postal codes: 1030.”"""
    said = []
    if rule.categories:
        named = ", ".join(str(kinds.get(code, code)) for code in rule.categories)
        said.append(_("Categories: %(named)s.") % {"named": named})
    if rule.postal_codes:
        said.append(_("Postal codes: %(codes)s.") % {"codes": ", ".join(rule.postal_codes)})
    if rule.streets:
        said.append(_("Streets: %(streets)s.") % {"streets": ", ".join(rule.streets)})
    if rule.danger is not None:
        said.append(_("Only dangers.") if rule.danger else _("No dangers."))
    if rule.ground != Ground.COMMUNE:
        said.append(_("Has to repair: %(who)s.") % {"who": Ground(rule.ground).label})
    return said or [_("Everything.")]


def whom(rule: Rule) -> str:
    """Who gets what fits it: a team, or somebody else, to whom a colleague hands it over."""
    return str(rule.to_organisation or rule.to_system or rule.team or "–")


def explained(found: Routed, kinds: Mapping[str, Text]) -> list[str]:
    """Where it goes, by what the rule asks, and why no rule before."""
    number = found.answer.number
    if found.rule is not None and (found.rule.to_organisation or found.rule.to_system):
        facts = {"who": whom(found.rule), "number": number}
        first = _(
            "Rule %(number)s fits: a colleague would be asked to hand this report over to %(who)s."
        )
        first %= facts
    elif found.rule is not None:
        facts = {"team": str(found.team), "number": number}
        first = _("This report would go to the team “%(team)s”: rule %(number)s decides.") % facts
    elif found.team is not None:
        first = _(
            "No rule fits. This report would go to the team “%(team)s”, which gets the rest."
        ) % {"team": str(found.team)}
    else:
        first = _("No rule fits, and no team gets the rest: this report would have no team.")
    return [
        first,
        *_asks(found.rule, kinds),
        *(_refused(one) for one in found.answer.reasons if one.code == "rule_failed"),
    ]


def _asks(rule: Rule | None, kinds: Mapping[str, Text]) -> list[str]:
    if rule is None:
        return []
    said = [_("What this rule asks: %(asks)s") % {"asks": " ".join(told(rule, kinds))}]
    if rule.working_days:
        days = ngettext(
            "Within %(num)s working day.", "Within %(num)s working days.", rule.working_days
        )
        said.append(days % {"num": rule.working_days})
    return said


def _refused(reason: Reason) -> str:
    reasons = {
        "category": _("another category"),
        "postal_code": _("another postal code"),
        "street": _("another street"),
        "danger": _("what it says of dangers"),
        "ended": _("the team has ended"),
    }
    given = reason.facts["conditions"]
    conditions = given if isinstance(given, tuple) else (given,)
    return _("Rule %(number)s does not fit: %(why)s.") % {
        "number": reason.facts["number"],
        "why": ", ".join(said for code, said in reasons.items() if code in conditions),
    }
