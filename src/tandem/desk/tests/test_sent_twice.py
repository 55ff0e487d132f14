"""A double click, or two colleagues at once: each is answered kindly, and what is asked is so once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from tandem.tenancy.scope import transaction_within
from tandem.territory import signposts
from tandem.territory.choices import Role
from tandem.territory.models import Invitation
from tests.factories import (
    AreaFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    scope_of,
)

AT_ONCE = 4
WORDS = {"fr": "Un moment.", "nl": "Een moment.", "de": "Moment.", "en": "One moment."}
NAMES = {f"name_{language}": "Apples" for language in WORDS}


def sent_at_once(account, page, said):
    barrier = Barrier(AT_ONCE)

    def send(_which):
        try:
            client = Client(raise_request_exception=False)
            client.force_login(account)
            barrier.wait()
            return client.post(page, said).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(send, range(AT_ONCE)))


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_what_is_sent_several_times_at_once_is_answered_kindly():
    hall = OrganisationFactory(area=AreaFactory(postal_code="1030"))
    roles = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.OPERATOR)
    administrator, coordinator, _operator = (
        MembershipFactory(organisation=hall, role=role).account for role in roles
    )
    case = CaseFactory(organisation=hall)
    with transaction_within(scope_of(hall)):
        signposts.put("state", case.reference, case, case.pk)
    day = timezone.localdate() + timedelta(days=9)
    reopens = {
        "reopens_on_day": day.day,
        "reopens_on_month": day.month,
        "reopens_on_year": day.year,
    }
    email = "twice@example.example"

    for account, page, said in (
        (administrator, f"/team/{hall.pk}/invite/", {"email": email, "role": "officer"}),
        (coordinator, f"/cases/{case.reference}/assign/", {"colleague": coordinator.pk}),
        (coordinator, "/solidarity/kinds/add/", NAMES | {"skill": "meal"}),
        (coordinator, "/looks/circle/", {"names": "Janssens\nPeeters"}),
        (coordinator, "/desk/line/greeting/", WORDS),
        (coordinator, "/desk/line/closing/", WORDS | reopens | {"service": "ask-for-help"}),
    ):
        assert sent_at_once(account, page, said) == [302] * AT_ONCE, page
    with transaction_within(scope_of(hall)):
        assert Invitation.objects.open().filter(account__email=email).count() == 1
