"""Pages on data and the law, with the rows they need."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.people.models import Clearing
from tandem.territory.choices import Role
from tandem.territory.models import Controller
from tests.factories import MembershipFactory, OrganisationFactory, PlatformFactory

Arranged = tuple[str, Any]


def _member() -> Any:
    organisation = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    return MembershipFactory(organisation=organisation, role=Role.DATA_OFFICER)


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


PAGES = {"law-register": register, "law-accountable": accountable, "law-state": state}
PUBLIC = {"law-impact": "/privacy/impact/"}
