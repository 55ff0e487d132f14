from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import segno
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from tandem.streets.addresses import has_streets
from tandem.territory import inviting, rules
from tandem.territory.choices import Role
from tandem.territory.models import Agreement, Invitation, Membership, Organisation
from tandem.toolbox.texts import Text


class Member(NamedTuple):
    pk: int
    email: str
    role: str
    since: date
    waiting: bool
    """She has not chosen her password yet."""


def members_of(organisation: Organisation) -> list[Member]:
    rows = Membership.objects.in_force().filter(organisation=organisation)
    return [
        Member(
            row.pk,
            row.account.email,
            str(Role(row.role).label),
            timezone.localdate(row.since),
            not row.account.has_usable_password(),
        )
        for row in rows.select_related("account").order_by("account__email", "role")
    ]


SECOND, HERS, NOBODY_LEFT = "second", "hers", "nobody_left"


class Invited(NamedTuple):
    pk: int
    email: str
    role: str
    on: date
    by: str
    state: str
    """Whose yes is awaited: a second colleague's; her own; or nobody is left who could give it."""


def invited_to(organisation: Organisation) -> list[Invited]:
    rows = Invitation.objects.open().filter(organisation=organisation).order_by("asked_at")
    return [
        Invited(
            row.pk,
            row.account.email,
            str(Role(row.role).label),
            timezone.localdate(row.asked_at),
            row.asked_by.email,
            state_of(row),
        )
        for row in rows.select_related("account", "asked_by")
    ]


def state_of(invitation: Invitation) -> str:
    if invitation.alone or invitation.agreed_by_id:
        return HERS
    gone = inviting.whose_yes(invitation) in {rules.Yes.INSTALLATION, rules.Yes.NOBODY}
    return NOBODY_LEFT if gone else SECOND


class FirstStep(NamedTuple):
    done: bool
    label: Text
    href: str


def first_steps(own: Organisation, members: Iterable[Member]) -> list[FirstStep]:
    """What a new organisation still has to do before people ask it anything; empty once all is done."""
    roles = {str(member.role) for member in members}
    answers = str(Role.COORDINATOR.label)
    takes_calls = str(Role.OPERATOR.label)
    steps = [
        FirstStep(answers in roles, _("Invite who answers: a coordinator"), "#id_email"),
        FirstStep(takes_calls in roles, _("Invite who takes calls: an operator"), "#id_email"),
        FirstStep(
            has_streets(own),
            _(
                "The streets and addresses of your commune: what is told then has its place on the map"
            ),
            reverse("streets:places"),
        ),
        FirstStep(bool(own.telephone), _("The telephone number of your desk"), "#reach_telephone"),
        FirstStep(bool(own.address), _("The address of your desk"), "#reach_address"),
        FirstStep(bool(own.opening_hours), _("Its opening hours"), "#reach_opening_hours"),
        FirstStep(bool(own.data_officer), _("Your data protection officer"), "#reach_data_officer"),
    ]
    return [] if all(step.done for step in steps) else steps


class Shared(NamedTuple):
    pk: int
    neighbour: str
    until: date
    state: str
    """proposed: by us; asked: of us; signed; ended."""


def agreements_of(organisation: Organisation) -> list[Shared]:
    rows = Agreement.objects.of(organisation).select_related("one", "other").order_by("-until")
    return [
        Shared(
            row.pk,
            str(row.other if row.one_id == organisation.pk else row.one),
            row.until,
            _state(row, organisation),
        )
        for row in rows
    ]


def _state(agreement: Agreement, organisation: Organisation) -> str:
    if agreement.until < timezone.localdate():
        return "ended"
    if agreement.signed_on is not None:
        return "signed"
    return "proposed" if agreement.proposed_by_id == organisation.pk else "asked"


def with_members(own: Iterable[Organisation]) -> list[tuple[Organisation, int]]:
    """Each with how many people work for it."""
    rows = Membership.objects.in_force().filter(organisation__in=[row.pk for row in own])
    people = Count("account", distinct=True)
    counts = dict(rows.values("organisation").values_list("organisation").annotate(people))
    return [(row, counts.get(row.pk, 0)) for row in own]


def square_of(link: str) -> Markup:
    """The link as a square for a telephone's camera: nobody types it from paper."""
    drawn = segno.make(link, error="m").svg_inline(scale=4, omitsize=False, border=4, light="#fff")
    # On white also in the dark, else no camera reads it. Made from our own link: paths and numbers.
    return Markup(drawn)  # noqa: S704
