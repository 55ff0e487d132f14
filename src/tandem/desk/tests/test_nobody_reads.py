"""A request never lands nowhere: who can invite a reader is told that there is none."""

import pytest
from django.test import Client

from tandem.mine.catalogue import MyData
from tandem.territory.choices import Role
from tests.factories import CaseFactory, MembershipFactory, OrganisationFactory, PlatformFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
UNREAD, ALONE = "nobody here may read", "neither coordinator nor administrator"


@pytest.fixture
def town():
    return OrganisationFactory(platform=PlatformFactory())


def overview_of(organisation, role=Role.ADMINISTRATOR):
    client = Client(headers={"accept-language": "en"})
    client.force_login(MembershipFactory(organisation=organisation, role=role).account)
    return client.get("/staff/").text


def test_where_only_officers_work_the_administrators_hear_that_nobody_reads_it(town):
    MembershipFactory(organisation=town, role=Role.OFFICER)
    CaseFactory(organisation=town, service=MyData.slug)
    CaseFactory(organisation=town, service="report-broken")

    text = overview_of(town)

    assert "request that nobody here may read: invite a colleague for it" in text
    assert 'figure-value">1</span>' in text
    assert UNREAD not in overview_of(town, Role.OFFICER)


def test_once_a_coordinator_is_there_nothing_is_said(town):
    MembershipFactory(organisation=town, role=Role.COORDINATOR)
    CaseFactory(organisation=town, service=MyData.slug)

    assert UNREAD not in overview_of(town)


def test_who_is_told_reads_nothing_of_it(town):
    case = CaseFactory(organisation=town, service=MyData.slug)
    client = Client()
    client.force_login(MembershipFactory(organisation=town, role=Role.ADMINISTRATOR).account)

    assert client.get(f"/cases/{case.reference}/").status_code == 404


def test_before_anybody_asks_an_administrator_reads_where_nobody_answers(town):
    alone, said = OrganisationFactory(platform=town.platform), "where nobody answers people"
    account = MembershipFactory(organisation=town, role=Role.ADMINISTRATOR).account
    MembershipFactory(organisation=alone, role=Role.ADMINISTRATOR, account=account)
    MembershipFactory(organisation=town, role=Role.COORDINATOR)
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)

    text = client.get("/staff/").text

    assert f"service {said}: invite a coordinator now" in text
    assert str(alone) in text
    MembershipFactory(organisation=alone, role=Role.COORDINATOR)
    assert said not in client.get("/staff/").text


def test_where_nobody_can_invite_those_with_whom_the_platform_began_are_told(town):
    quiet = OrganisationFactory(platform=town.platform)
    another = OrganisationFactory(platform=town.platform)

    text = overview_of(town)

    assert ALONE in text
    assert str(quiet) in text
    assert ALONE not in overview_of(another)
    MembershipFactory(organisation=quiet, role=Role.COORDINATOR)
    assert ALONE not in overview_of(town)
