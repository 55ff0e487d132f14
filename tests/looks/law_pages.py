"""Pages on data and the law, with the rows they need."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.people.models import Clearing
from tandem.tenancy.scope import within
from tandem.territory import vetting
from tandem.territory.choices import Role
from tandem.territory.models import Controller, Vetting
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)

Arranged = tuple[str, Any]


def _member(role: Role = Role.DATA_OFFICER) -> Any:
    organisation = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    return MembershipFactory(organisation=organisation, role=role)


def _stated(organisation: Any) -> None:
    Controller.objects.create(
        organisation=organisation,
        legal_name="Commune de Schaerbeek, 0207.394.180",
        reached="Place Colignon, 1030 Schaerbeek",
        data_officer="dpo@schaerbeek.example",
        hosted_by="La commune, dans son hôtel communal",
        processors="Imprimerie Dupont, lettres, contrat 12",
        opinion="L’avis est bon.",
    )


def register() -> Arranged:
    member = _member()
    _stated(member.organisation)
    return f"/privacy/register/{member.organisation_id}/", None


def accountable() -> Arranged:
    member = _member()
    began = timezone.now() - timedelta(hours=9)
    Clearing.objects.create(
        began_at=began, ended_at=began, counts={"outbox.messages": 3}, failed=["cases.requests"]
    )
    return "/accountable/", member.account


def state() -> Arranged:
    member = _member()
    return f"/accountable/{member.organisation_id}/", member.account


def _asking(member: Any) -> Vetting:
    asked = vetting.ask(member.account_id, member.organisation, "Les Voisins", "0403.019.261")
    beside = MembershipFactory(organisation=member.organisation, role=member.role)
    vetting.vouch(asked, beside.account_id, member.organisation, "Maison de quartier")
    return asked


def associations() -> Arranged:
    member = _member(Role.ADMINISTRATOR)
    with within(scope_of(member.organisation)):
        _asking(member)
    return "/team/associations/", member.account


def association() -> Arranged:
    member = _member(Role.ADMINISTRATOR)
    with within(scope_of(member.organisation)):
        return f"/team/associations/{_asking(member).pk}/", member.account


PAGES = {
    "law-register": register,
    "law-accountable": accountable,
    "law-state": state,
    "law-associations": associations,
    "law-association": association,
}
PUBLIC = {"law-impact": "/privacy/impact/"}
