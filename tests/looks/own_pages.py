"""Pages about a person's own data, and those on which a colleague works off her wishes."""

from collections.abc import Callable
from typing import Any

from tandem.mine import deciding
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.models import Wish
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

Arranged = tuple[str, Any]


def _asked(*, ready: bool) -> tuple[Any, Any]:
    organisation = OrganisationFactory(area__postal_code="1030")
    member = MembershipFactory(
        account=AccountFactory(), organisation=organisation, role=Role.COORDINATOR
    )
    case = CaseFactory(organisation=organisation, service="my-data")
    with within(scope_of(organisation)):
        for wanted in Wanted:
            Wish.objects.create(
                case=case, person=case.person, wanted=wanted, organisation=organisation,
                territory=organisation.area,
            )  # fmt: skip
        if ready:
            deciding.recognise(case, ShownBy.CARD)
            deciding.make_ready(Wish.objects.get(case=case, wanted=Wanted.LOOKS))
    return case, member.account


def office(*, ready: bool, page: str = "") -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        case, account = _asked(ready=ready)
        return f"/rights/{case.reference}/{page}", account

    return arrange


def at_home() -> Arranged:
    account = AccountFactory()
    organisation = OrganisationFactory(area__postal_code="1030")
    person = PersonFactory(organisation=organisation, account=account)
    CaseFactory(organisation=organisation, person=person)
    return "/mine/data/", account


PAGES: dict[str, Callable[[], Arranged]] = {
    "my-data-home": at_home,
    "wishes": office(ready=False),
    "wishes-known": office(ready=True),
    "looks-read-aloud": office(ready=True, page="looks/"),
}
