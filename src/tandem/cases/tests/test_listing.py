from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.cases import listing
from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

TODAY = date(2026, 11, 24)


@pytest.fixture
def town(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


@pytest.fixture
def many(town):
    """Forty-five cases, three of them due on each day."""
    person = PersonFactory(organisation=town)
    return [
        CaseFactory(
            organisation=town, person=person, due_on=TODAY + timedelta(days=number // 3 - 5)
        )
        for number in range(45)
    ]


def wanted(town, **more):
    return listing.Wanted(organisations=(town.pk,), account=1, today=TODAY, **more)


@pytest.mark.parametrize("view", ["owed", "all"])
def test_going_forth_shows_every_case_once_and_coming_back_the_same_pages(town, many, view):
    pages = [listing.page_of(wanted(town, view=view))]
    while pages[-1].later:
        pages.append(listing.page_of(wanted(town, view=view), after=pages[-1].later))
    back = [pages[-1]]
    while back[-1].earlier:
        back.append(listing.page_of(wanted(town, view=view), before=back[-1].earlier))

    seen = [line.pk for page in pages for line in page.lines]
    assert [len(page.lines) for page in pages] == [20, 20, 5]
    assert sorted(seen) == sorted(case.pk for case in many)
    assert [page.lines for page in reversed(back)] == [page.lines for page in pages]
    assert pages[0].earlier == ""


def test_what_is_owed_comes_soonest_due_first_and_everything_newest_first(town, many):
    owed = listing.page_of(wanted(town)).lines
    newest = listing.page_of(wanted(town, view="all")).lines

    assert [line.due_on for line in owed] == sorted(line.due_on for line in owed)
    assert [line.pk for line in newest] == sorted((line.pk for line in newest), reverse=True)


def test_only_what_is_late_is_late(town, many):
    lines = listing.page_of(wanted(town, view="late")).lines

    assert len(lines) == 15
    assert all(line.late(TODAY) for line in lines)
    assert listing.waiting({town.pk: ""}, TODAY) == (45, 0, 15, 0)


def test_what_cannot_wait_is_listed_and_counted_apart(town, many):
    urgent = CaseFactory(organisation=town, urgent=True)

    lines = listing.page_of(wanted(town, view="urgent")).lines

    assert [line.pk for line in lines] == [urgent.pk]
    assert listing.waiting({town.pk: ""}, TODAY).urgent == 1


def test_what_is_answered_is_owed_to_nobody(town):
    case = CaseFactory(organisation=town)
    Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)

    assert listing.page_of(wanted(town)).lines == []
    assert len(listing.page_of(wanted(town, view="all")).lines) == 1


def test_filters_narrow_and_what_they_do_not_know_narrows_to_nothing(town):
    CaseFactory(organisation=town, door=Door.PHONE)
    CaseFactory(organisation=town, door=Door.WEB)

    assert len(listing.page_of(wanted(town, door="phone")).lines) == 1
    assert len(listing.page_of(wanted(town, service="ask-for-help")).lines) == 2
    assert listing.page_of(wanted(town, door="'; DROP TABLE")).lines == []
    assert listing.page_of(wanted(town, commune=987654)).lines == []


@pytest.mark.parametrize("place", ["nonsense", "2026-13-45.1", "2026-11-24.x", ".", "9" * 400])
def test_a_wrong_place_is_the_start_of_the_list(town, place):
    case = CaseFactory(organisation=town)

    for way in ("after", "before"):
        lines = listing.page_of(wanted(town), **{way: place}).lines
        assert [line.pk for line in lines] == [case.pk]


def test_the_list_names_nobody(english, town):
    person = PersonFactory(organisation=town, first_name="Odette")
    CaseFactory(organisation=town, person=person, answers={"what": ["medicines"]})
    english.force_login(MembershipFactory(organisation=town).account)

    text = english.get("/cases/").content.decode()

    assert "1030" in text
    assert "Odette" not in text
    assert "medicines" not in text


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_five_questions_to_the_database_whatever_the_rows(client):
    """Counted as in the running house, where the page is a transaction of its own."""
    town = OrganisationFactory()
    person = PersonFactory(organisation=town)
    client.force_login(MembershipFactory(organisation=town).account)
    asked = []

    for _ in range(2):
        for _ in range(12):
            CaseFactory(organisation=town, person=person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/cases/").status_code == 200
        asked.append([q["sql"] for q in queries if q["sql"] not in {"BEGIN", "COMMIT"}])

    assert len(asked[0]) == len(asked[1]) <= 5, asked[1]


@pytest.mark.parametrize("view", ["owed", "late", "mine", "all", "nonsense"])
def test_an_empty_list_says_so_kindly(english, town, view):
    english.force_login(MembershipFactory(organisation=town).account)

    assert english.get(f"/cases/?view={view}").status_code == 200


def test_a_telephone_service_lists_the_states_of_its_communes(english, db):
    platform = PlatformFactory()
    case = CaseFactory(organisation=OrganisationFactory(platform=platform))
    centre = OrganisationFactory(
        platform=platform, kind=OrganisationKind.CALL_CENTRE, takes_in=False
    )
    english.force_login(MembershipFactory(organisation=centre, role=Role.OPERATOR).account)

    assert case.reference in english.get("/cases/").content.decode()


def test_an_administrator_has_no_list_of_requests(english, town):
    english.force_login(MembershipFactory(organisation=town, role=Role.ADMINISTRATOR).account)

    assert english.get("/cases/").status_code == 404
