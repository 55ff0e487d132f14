"""A commune's own list of what can be broken, as a colleague words it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tandem.streets import grid, naming
from tandem.streets.forms_map import Entry
from tandem.streets.models import Category
from tandem.tenancy.scope import within
from tandem.territory.actions import state_inhabitants
from tandem.territory.choices import Role
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, scope_of

Arranged = tuple[str, Any]
LIST = "/streets/office/categories/"
PLACES = "/streets/office/places/"


def _worded(path: str = "") -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        organisation = OrganisationFactory(area__postal_code="1030")
        names = {"fr": "Un nid de frelons", "nl": "Een nest van hoornaars"}
        own = {"names": names, "words": {"fr": ["frelons"]}, "working_days": 2}
        with within(scope_of(organisation)):
            Category.objects.create(
                commune=organisation.area, code="own-1", trouble="animal", **own
            )
            Category.objects.create(
                commune=organisation.area, code="bikes", trouble="bikes", hidden=True
            )
        member = MembershipFactory(
            account=AccountFactory(), organisation=organisation, role=Role.OFFICER
        )
        return f"{LIST}{path}", member.account

    return arrange


def _places() -> Arranged:
    organisation = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(organisation)):
        middle = grid.middle_of(organisation.area, "K10") or (0, 0)
        naming.name_places(organisation, [Entry("Place Inventée", middle)])
    return PLACES, MembershipFactory(organisation=organisation, role=Role.OFFICER).account


def _inhabitants() -> Arranged:
    organisation = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(organisation)):
        state_inhabitants(
            organisation,
            counts={"1030": 130_000},
            whole=130_000,
            source="Statbel",
            valid_on=date(2024, 1, 1),
            review_on=date(2025, 1, 1),
        )
    member = MembershipFactory(organisation=organisation, role=Role.OFFICER)
    return "/streets/office/inhabitants/", member.account


PAGES: dict[str, Callable[[], Arranged]] = {
    "places": _places,
    "inhabitants": _inhabitants,
    "categories": _worded(),
    "categories-one": _worded("own-1/"),
    "categories-danger": _worded("danger_gas/"),
    "categories-add": _worded("add/"),
    "categories-preview": _worded("as-people-see-it/de/"),
}
