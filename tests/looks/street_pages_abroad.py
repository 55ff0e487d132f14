"""Pages on which reports are shared with others, with the rows they need to be looked at."""

from collections.abc import Callable
from typing import Any

from tandem.streets import handing, hooks, systems
from tandem.streets.choices import Ground, HandoverState
from tandem.streets.handing import To
from tandem.streets.models import Handover, System
from tandem.streets.tests.abroad import reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)

Arranged = tuple[str, Any]
SERVICES = [{"code": "033", "name": "Éclairage public"}, {"code": "7", "name": "Arbres"}]


def _member(role: Role) -> Any:
    organisation = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    region = AreaFactory(kind="region", nis="04000", name="The region")
    OrganisationFactory(
        area=region, name="Regional roads", takes_in=False, platform=organisation.platform
    )
    return MembershipFactory(account=AccountFactory(), organisation=organisation, role=role)


def _system(organisation: Any) -> System:
    system = systems.add(
        organisation,
        name="Roads of the region",
        ground=Ground.REGION,
        url="https://roads.example/open311/v2",
        jurisdiction="",
        key="",
    )
    systems.note_services(system, SERVICES, xml=False)
    system.refresh_from_db()
    systems.map_categories(system, {"lamp": "033"})
    systems.note_failed(system, "status_503")
    system.refresh_from_db()
    return system


def handing_over(now: str) -> Callable[[], Arranged]:
    """`now`: with nobody; perhaps sent; or given to us."""

    def arrange() -> Arranged:
        member = _member(Role.OFFICER)
        organisation = member.organisation
        with within(scope_of(organisation)):
            system = _system(organisation)
            given_by = OrganisationFactory() if now == "given" else None
            report = reported(organisation, given_by=given_by)
            if now == "unsure":
                first = handing.hand_over(report, To(Ground.RAILWAY, name="The railway"), "")
                handing.came_back(first, "The bridge is the region’s.")
                handing.hand_over(report, To(Ground.REGION, system=system), "Third lamp.")
                Handover.objects.filter(to_system=system).update(state=HandoverState.UNSURE)
        return f"/streets/office/{report.sign}/hand-over/", member.account

    return arrange


def administering(page: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        member = _member(Role.ADMINISTRATOR)
        organisation = member.organisation
        with within(scope_of(organisation)):
            system = _system(organisation)
            hook, _secret = hooks.make(organisation, f"https://a.example/{'long' * 30}", ["lamp"])
            hook.failed = "no_connection"
            hook.save(update_fields=["failed"])
            written = systems.add_addressee(
                organisation, name="The railway", ground=Ground.RAILWAY, email="rail@a.example"
            )
            report = reported(organisation)
            handing.hand_over(report, To(Ground.REGION, system=system), "")
        return page.format(system=system.pk, written=written.pk), member.account

    return arrange


def open_data() -> Arranged:
    OrganisationFactory(area__postal_code="1030")
    return "/streets/data/", None


PAGES: dict[str, Callable[[], Arranged]] = {
    "open-data": open_data,
    "hand-over": handing_over("nobody"),
    "hand-over-unsure": handing_over("unsure"),
    "hand-over-given": handing_over("given"),
    "systems": administering("/streets/systems/"),
    "system": administering("/streets/systems/{system}/"),
    "system-written": administering("/streets/systems/{written}/"),
    "hooks": administering("/streets/hooks/"),
}
