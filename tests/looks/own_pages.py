"""Pages about a person's own data, and those on which a colleague works off her wishes."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import time_machine
from django.utils import timezone

from tandem.cases.measuring import last_whole_quarter
from tandem.mandates import consenting, consents
from tandem.mine import deciding
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.consenting_texts import PROGRESS
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


def understood() -> Arranged:
    organisation = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(organisation)), time_machine.travel(last_quarter(), tick=False):
        for language, many in (("fr", 7), ("nl", 5), ("de", 1)):
            for _each in range(many):
                person = PersonFactory(organisation=organisation)
                answered = consents.heard(
                    PROGRESS, {one.name: one.right for one in PROGRESS.scenarios}
                )
                facts: dict[str, Any] = {"days": 30, "language": language, "whose": person}
                consenting.consent(person, PROGRESS, answered, **facts)
    return "/understanding/1030/", None


def last_quarter() -> datetime:
    since = last_whole_quarter(timezone.localdate()).since
    return timezone.make_aware(datetime.combine(since, time(12)))


PAGES: dict[str, Callable[[], Arranged]] = {
    "my-data-home": at_home,
    "understanding": understood,
    "wishes": office(ready=False),
    "wishes-known": office(ready=True),
    "looks-read-aloud": office(ready=True, page="looks/"),
}
