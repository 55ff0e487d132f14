"""The register of processing and the impact, gathered in the language in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.desk.processing.declared import (
    ALWAYS_RECIPIENTS,
    MEASURES,
    PROCESSORS,
    PURPOSES,
    RECIPIENTS,
)
from tandem.desk.rights import RIGHTS
from tandem.journal.choices import Purpose
from tandem.people import gathering, keeping, recipients
from tandem.people.keeping import Rule
from tandem.register import cards
from tandem.register.cards import Card
from tandem.services.catalogue import services
from tandem.services.declaration import Service
from tandem.territory.choices import Role

DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Asked:
    """One service, as the register tells of it."""

    slug: str
    title: str
    asks: list[str]
    why_online: str
    doors: list[str]
    promise: str


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything that is done with data for one purpose."""

    code: str
    purpose: str
    ground: str
    whose: str
    services: list[Asked]
    roles: list[str]
    """Of staff, who may read for it."""


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    what: str
    how_long: str
    ground: str
    stays: str
    by_itself: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    name: str
    given: str
    used: bool


def activities() -> list[Activity]:
    return [_activity(purpose) for purpose in Purpose]


def _activity(purpose: Purpose) -> Activity:
    declared = PURPOSES[purpose]
    roles = {role for right in RIGHTS if right.purpose == purpose for role in right.roles}
    return Activity(
        code=purpose.value,
        purpose=str(purpose.label),
        ground=str(declared.ground),
        whose=str(declared.whose),
        services=[_asked(one) for one in services() if one.purpose == purpose],
        roles=[str(role.label) for role in Role if role in roles],
    )


def _asked(service: type[Service]) -> Asked:
    days = service.promise.working_days
    said = ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
    return Asked(
        slug=service.slug,
        title=str(service.title),
        asks=[str(question.label) for _name, question in service.form({}).questions()],
        why_online=str(service.why_online),
        doors=[str(door.label) for door in service.doors()],
        promise=said,
    )


def categories() -> list[tuple[str, list[str]]]:
    """What is kept of a person, table by table: what she is told of each column."""
    return [
        (
            str(piece.title),
            [
                *(str(label) for label in piece.tells.values()),
                *(str(label) for label, _opens in piece.opens.values()),
            ],
        )
        for piece in gathering.pieces()
    ]


def kept() -> list[Kept]:
    return [
        Kept(
            name=rule.name,
            what=str(rule.what),
            how_long=how_long(rule),
            ground=str(rule.ground.label),
            stays=str(rule.stays),
            by_itself=rule.does is not None,
        )
        for rule in keeping.rules()
    ]


def how_long(rule: Rule) -> str:
    """The term in words, and from when; without a term, until when."""
    if rule.term is None:
        return str(rule.since)
    return f"{_term(rule.term.days)} {rule.since}"


def _term(days: int) -> str:
    if days and days % DAYS_OF_A_YEAR == 0:
        years = days // DAYS_OF_A_YEAR
        return ngettext("%(many)s year", "%(many)s years", years) % {"many": years}
    return ngettext("%(many)s day", "%(many)s days", days) % {"many": days}


def receivers() -> list[str]:
    own = [str(RECIPIENTS[name]) for name in recipients.names()]
    return [*(str(one) for one in ALWAYS_RECIPIENTS), *own]


def carriers() -> list[Carrier]:
    return [Carrier(str(one.name), str(one.given), one.is_used()) for one in PROCESSORS]


def measures() -> list[str]:
    return [str(said) for said, _test in MEASURES]


def programs() -> Iterable[Card]:
    # A room declares its cards with its pages: these are loaded by the first visit, or now.
    get_resolver().url_patterns  # noqa: B018
    return cards.every()


def transfers() -> str:
    return _("None: what is kept stays on the machines of the installation.")
