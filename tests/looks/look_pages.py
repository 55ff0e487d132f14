"""Pages about looks: asked for, agreed to, in an emergency, flagged; with the rows they need."""

from datetime import date
from typing import Any

from tandem.journal.asker import Asker, acting
from tandem.people import exclusions, openings
from tandem.people.choices import FlagReason
from tandem.people.models import Flag
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

WHY = "She does not answer the door, and her oven was on."
Arranged = tuple[str, Any]


def _member(role: Role = Role.COORDINATOR) -> Any:
    organisation = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    return MembershipFactory(organisation=organisation, role=role)


def _opening(organisation: Any, account: Any) -> Any:
    with acting(Asker(account.pk, organisation.pk)), within(scope_of(organisation)):
        return openings.open_in_emergency(PersonFactory(organisation=organisation), WHY, alone=True)


def go_on() -> Arranged:
    member = _member()
    with acting(Asker(member.account.pk)), within(scope_of(member.organisation)):
        openings.ask_to_go_on(member.organisation, WHY)
    return "/looks/go-on/", member.account


def asked() -> Arranged:
    member = _member()
    with acting(Asker(AccountFactory().pk)), within(scope_of(member.organisation)):
        openings.ask_to_go_on(member.organisation, WHY)
    return "/looks/asked/", member.account


def emergency() -> Arranged:
    return "/looks/emergency/", _member().account


def opened() -> Arranged:
    member = _member()
    return f"/looks/emergency/{_opening(member.organisation, member.account).key}/", member.account


def circle() -> Arranged:
    return "/looks/circle/", _member().account


def _flag(organisation: Any) -> Flag:
    case = CaseFactory(organisation=organisation)
    with within(scope_of(organisation)):
        return Flag.objects.create(
            reason=FlagReason.NO_CASE,
            account=AccountFactory().pk,
            person_key=case.person.key,
            day=date(2026, 11, 27),
            territory_id=organisation.area_id,
            organisation_id=organisation.pk,
        )


def flags() -> Arranged:
    member = _member(Role.DATA_OFFICER)
    _flag(member.organisation)
    return "/looks/unusual/", member.account


def flag() -> Arranged:
    member = _member(Role.DATA_OFFICER)
    return f"/looks/unusual/{_flag(member.organisation).key}/", member.account


def guard() -> Arranged:
    member = _member()
    case = CaseFactory(organisation=member.organisation)
    with within(scope_of(member.organisation)):
        exclusions.exclude(case.person, AccountFactory())
    return f"/cases/{case.reference}/guard/", member.account


def address() -> Arranged:
    member = _member()
    case = CaseFactory(organisation=member.organisation)
    return f"/cases/{case.reference}/address/", member.account


def refused() -> Arranged:
    member = _member()
    case = CaseFactory(organisation=member.organisation)
    with within(scope_of(member.organisation)):
        exclusions.exclude(case.person, member.account)
    return f"/cases/{case.reference}/", member.account


PAGES = {
    "looks-go-on": go_on,
    "looks-asked": asked,
    "looks-emergency": emergency,
    "looks-circle": circle,
    "looks-flags": flags,
    "looks-flag": flag,
    "looks-guard": guard,
    "looks-address": address,
}
