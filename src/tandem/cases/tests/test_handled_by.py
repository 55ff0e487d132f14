"""Who reads a request: the roles its service names, and nobody by being a colleague."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.cases import listing
from tandem.services.catalogue import known, services
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
FOOD, HOLE = "ask-for-help", "report-broken"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def food(town):
    person = PersonFactory(organisation=town, first_name="Odette", street="Rue des Lilas 3")
    return CaseFactory(organisation=town, person=person, service=FOOD)


@pytest.fixture
def hole(town):
    return CaseFactory(organisation=town, service=HOLE)


def at_work(client, town, role):
    client.force_login(MembershipFactory(organisation=town, role=role).account)
    return client


def page_of(case):
    return f"/cases/{case.reference}/"


def test_an_officer_of_the_works_finds_no_request_for_food(english, town, food, hole):
    officer = at_work(english, town, Role.OFFICER)

    lists = [officer.get(f"/cases/?view={view}").text for view in listing.VIEWS]
    assert officer.get(page_of(food)).status_code == 404
    assert officer.post(f"{page_of(food)}note/", {"note": "Seen."}).status_code == 404
    assert officer.get(f"{page_of(food)}guard/").status_code == 404
    assert officer.get(f"{page_of(food)}address/").status_code == 404
    assert not any(food.reference in text for text in lists)
    assert hole.reference in lists[0]
    assert officer.get(f"/cases/?service={FOOD}").text.count("<tr") < 2
    assert officer.get(page_of(hole)).status_code == 200


def test_were_officers_named_by_the_service_it_would_open(english, town, food, monkeypatch):
    monkeypatch.setattr(known(FOOD), "handled_by", frozenset({Role.OFFICER}))

    officer = at_work(english, town, Role.OFFICER)

    assert "Odette" in officer.get(page_of(food)).text
    assert food.reference in officer.get("/cases/").text


@pytest.mark.parametrize(("role", "named"), [(Role.COORDINATOR, True), (Role.OPERATOR, False)])
def test_others_find_it_and_an_operator_reads_its_state_alone(english, town, food, role, named):
    colleague = at_work(english, town, role)

    page = colleague.get(page_of(food))
    assert page.status_code == 200
    assert ("Odette" in page.text) is named
    assert food.reference in colleague.get("/cases/").text


def test_what_is_owed_is_counted_of_what_she_handles(town, food, hole):
    with within(scope_of(town)):
        assert listing.waiting({town.pk: HOLE}, date(2026, 11, 24)).owed == 1
        assert listing.waiting({town.pk: ""}, date(2026, 11, 24)).owed == 2


def test_an_officer_here_who_coordinates_there_sees_all_only_there(english, town, food):
    account = MembershipFactory(organisation=town, role=Role.OFFICER).account
    there = CaseFactory(service=FOOD)
    MembershipFactory(account=account, organisation=there.organisation, role=Role.COORDINATOR)
    english.force_login(account)

    shown = english.get("/cases/").text
    assert (food.reference in shown, there.reference in shown) == (False, True)


def test_only_who_handles_it_is_asked_to_take_charge(english, town, food):
    works = MembershipFactory(organisation=town, role=Role.OFFICER).account

    assert works.email not in at_work(english, town, Role.COORDINATOR).get(page_of(food)).text


def test_replies_that_belong_to_no_request_are_for_coordinators(english, town):
    assert at_work(english, town, Role.OFFICER).get("/replies/").status_code == 404
    assert at_work(english, town, Role.COORDINATOR).get("/replies/").status_code == 200


def test_every_service_says_who_reads_its_requests():
    assert [service.slug for service in services() if not service.handled_by] == []


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_an_officer_too_asks_the_database_five_times(client):
    town = OrganisationFactory()
    CaseFactory(organisation=town, service=HOLE)
    at_work(client, town, Role.OFFICER).get("/cases/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/cases/")
    assert len(asked) <= 5
