"""Whoever writes to a person learns that e-mail to her comes back, and by which way it goes."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tandem.cases.models import Case
from tandem.doors.tests.mailing import DOMAIN, ROSA, arrives, back_of
from tandem.doors.tests.test_email_bounces import report
from tandem.outbox.actions import send
from tandem.outbox.queries import TOLD_OF_RETURN
from tandem.outbox.tests.sending import a_text, delivered
from tandem.people.actions import Reach, change_reach
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)
from tests.factories.people import identity_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town(settings, db):
    settings.MAIL_IN_DOMAIN = DOMAIN
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


@pytest.fixture
def rosa(town):
    return PersonFactory(organisation=town, channel=Channel.EMAIL, email=ROSA, phone="")


@pytest.fixture
def case(town, rosa):
    return CaseFactory(organisation=town, person=rosa)


@pytest.fixture
def returned(case, rosa):
    message = delivered(send(rosa, a_text, about=case))
    arrives(report(), back_of(message), sender="")
    return delivered(message)


def signed_in(client, town, role):
    client.force_login(MembershipFactory(organisation=town, role=role).account)
    client.cookies["language"] = "en"
    return client


def page_of(case):
    return reverse("cases:case", args=[case.reference])


def test_the_case_says_beside_her_address_that_it_comes_back_and_how_we_write(
    client, town, case, returned
):
    shown = signed_in(client, town, Role.COORDINATOR).get(page_of(case)).text

    assert "E-mail to this address came back on" in shown
    assert "Our messages go now: By letter." in shown


def test_the_case_leads_to_the_message_and_says_why_it_went_another_way(
    client, town, case, returned
):
    shown = signed_in(client, town, Role.COORDINATOR).get(page_of(case)).text

    assert "Messages to this e-mail address come back." in shown
    page = reverse("outbox:message", kwargs={"key": returned.key})
    assert page in shown
    assert "5.1.1" in client.get(page).text


def test_who_may_not_open_messages_is_not_led_there(client, town, case, returned):
    with within(scope_of(town)):
        Case.objects.filter(pk=case.pk).update(service="report-broken")
    shown = signed_in(client, town, Role.OFFICER).get(page_of(case)).text

    assert "Messages to this e-mail address come back." in shown
    assert reverse("outbox:message", kwargs={"key": returned.key}) not in shown


def test_the_overview_and_the_list_of_messages_tell_the_desk(client, town, returned):
    signed_in(client, town, Role.OPERATOR)

    assert "e-mail address that came back" in client.get(reverse("desk:staff")).text
    listed = client.get(reverse("outbox:failed")).text
    assert "E-mail that came back" in listed
    assert reverse("outbox:message", kwargs={"key": returned.key}) in listed


def test_the_desk_is_told_for_a_while_and_the_case_until_she_has_another_address(
    client, town, case, returned, rosa
):
    with time_machine.travel(timezone.now() + TOLD_OF_RETURN * 2, tick=False):
        signed_in(client, town, Role.COORDINATOR)
        assert "that came back" not in client.get(reverse("desk:staff")).text
        assert "came back on" in client.get(page_of(case)).text

        change_reach(rosa, identity_of(email="rosa@new.example"), Reach("en", "email", "1030"))
        assert "came back on" not in client.get(page_of(case)).text


def test_without_anything_that_came_back_nothing_is_said(client, town, case):
    signed_in(client, town, Role.COORDINATOR)

    for page in (page_of(case), reverse("desk:staff"), reverse("outbox:failed")):
        assert "came back" not in client.get(page).text
