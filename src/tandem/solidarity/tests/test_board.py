from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tandem.cases.choices import State
from tandem.journal.models import Entry
from tandem.register.models import Run
from tandem.solidarity import map_of_needs
from tandem.solidarity.choices import HowOften, NeedState
from tandem.solidarity.jobs import propose as propose_job
from tandem.solidarity.map_of_needs import Spot, _with_room
from tandem.solidarity.tests.factories import (
    NeedFactory,
    OfferFactory,
    ask,
    member,
    propose,
    volunteer,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    AgreementFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db
BOARD = "/solidarity/board/"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_who_does_not_coordinate_cannot_tell_that_the_board_exists(client, town, role):
    member(client, town, role)

    assert client.get(BOARD).status_code == 404


def test_who_coordinates_for_an_association_has_no_board(client):
    member(client, OrganisationFactory(kind=OrganisationKind.ASSOCIATION, takes_in=False))

    assert client.get(BOARD).status_code == 404


def test_a_volunteer_cannot_list_who_asks(client):
    volunteer(client)

    for name in ("board", "map", "offers", "answers", "import", "kinds"):
        assert client.get(reverse(f"solidarity:{name}")).status_code == 404


def test_nobody_at_all_is_sent_to_sign_in(client):
    assert client.get(BOARD).url.startswith("/sign-in/")


@time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False)
def test_a_need_stands_on_the_board_without_who_asks(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    propose(town)
    member(client, town)

    page = client.get(BOARD, headers={"accept-language": "en"})

    assert need.case.shown_reference in page.text
    assert "Shopping and errands" in page.text
    assert "nothing yet" in page.text
    assert "A volunteer, 1030, Tuesday" in page.text
    assert not any(name in page.text for name in ("Odette", "Amina", "Van Kerckhoven", "0450"))
    with within(scope_of(town)):
        assert not Entry.objects.looks().exists()


def test_where_nobody_is_proposed_the_board_says_why(client, town):
    NeedFactory(organisation=town)
    OfferFactory(organisation=town, languages=["nl"])
    propose(town)
    member(client, town)

    page = client.get(BOARD, headers={"accept-language": "en"}).text

    assert "Whoever could come speaks another language." in page
    assert "Proposed:" not in page


def test_the_board_marks_what_is_late_and_shows_it_alone(client, town):
    today = timezone.localdate()
    late, last_day, answered = (
        CaseFactory(organisation=town, due_on=today - timedelta(days=days), state=state)
        for days, state in ((1, State.IN_HAND), (0, State.IN_HAND), (1, State.WITHDRAWN))
    )
    for case in (late, last_day, answered):
        NeedFactory(organisation=town, case=case, person=case.person)
    member(client, town)
    client.cookies["language"] = "en"

    page = client.get(BOARD).text
    alone = client.get(f"{BOARD}?late=on").text

    assert page.count(">Late<") == 1
    assert page.index(late.shown_reference) < page.index(">Late<")
    shown = [case.shown_reference in alone for case in (late, last_day, answered)]
    assert shown == [True, False, False]


def test_the_longest_waiting_stand_first_and_vital_needs_before_all(client, town):
    needs = [NeedFactory(organisation=town), NeedFactory(organisation=town)]
    vital = NeedFactory(organisation=town, vital=True)
    member(client, town)

    page = client.get(BOARD).text

    places = [page.index(one.case.shown_reference) for one in (vital, *needs)]
    assert places == sorted(places)


def test_a_long_list_goes_on_from_page_to_page_and_back(client, town):
    needs = [NeedFactory(organisation=town) for _ in range(23)]
    member(client, town)

    first = client.get(BOARD)
    link = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(BOARD + link)
    back = second.text.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    again = client.get(BOARD + back)

    assert needs[19].case.shown_reference in first.text
    assert needs[20].case.shown_reference not in first.text
    assert needs[22].case.shown_reference in second.text
    assert needs[0].case.shown_reference in again.text


@pytest.mark.parametrize("place", ["x", "1_2026-13-45_1", "1_2026-01-01T00:00:00+00:00_x", "__"])
def test_a_wrong_place_in_the_list_is_its_start(client, town, place):
    need = NeedFactory(organisation=town)
    member(client, town)

    assert need.case.shown_reference in client.get(BOARD, {"after": place}).text


def test_the_filters_narrow(client, town):
    meal = NeedFactory(organisation=town, kind="meal", skill="meal", postal_code="1030")
    lift = NeedFactory(organisation=town, kind="lift", skill="lift", vital=True)
    helped = NeedFactory(organisation=town, person=meal.person)
    ask(helped, OfferFactory(organisation=town))
    member(client, town)

    def shown(**query):
        text = client.get(BOARD, query).text
        return [one for one in (meal, lift, helped) if one.case.shown_reference in text]

    assert shown() == [meal, lift]
    assert shown(kind="meal") == [meal]
    assert shown(vital="on") == [lift]
    assert shown(nothing="on") == [meal, lift]
    assert shown(place="9999") == []
    assert shown(view="asked") == [helped]
    assert shown(view="all") == [meal, lift, helped]
    assert shown(view="nonsense", kind="") == [meal, lift]


def test_a_project_shows_how_many_hands_it_has(client, town):
    need = NeedFactory(organisation=town, hands=3, how_often=HowOften.WEEKLY)
    ask(need, OfferFactory(organisation=town))
    member(client, town)

    page = client.get(BOARD, headers={"accept-language": "en"})

    assert "Hands: 1/3" in page.text


def test_a_neighbour_sees_the_need_without_reference_nor_link(client, town):
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    need = NeedFactory(organisation=neighbour)
    member(client, town)

    page = client.get(BOARD, {"whose": "neighbours"}, headers={"accept-language": "en"})

    assert f"{need.postal_code} {neighbour.area.name}" in page.text
    assert need.case.shown_reference not in page.text
    assert str(need.key) not in page.text
    assert client.get(reverse("solidarity:need", args=[need.key])).status_code == 404


def test_where_a_coordinator_lives_is_no_business_of_her_work(client, town):
    home = OrganisationFactory()
    need = NeedFactory(organisation=home)
    account = member(client, town)
    PersonFactory(organisation=home, account=account)

    page = client.get(BOARD, {"whose": "all"})

    assert f"{need.postal_code} {home.area.name}" not in page.text
    assert client.get(reverse("solidarity:need", args=[need.key])).status_code == 404


def test_who_coordinates_for_two_communes_opens_one_at_a_time(client, town):
    second = OrganisationFactory()
    ours, theirs = NeedFactory(organisation=town), NeedFactory(organisation=second)
    account = member(client, town)
    MembershipFactory(account=account, organisation=second)

    first = client.get(BOARD).text
    client.post("/solidarity/work-for/", {"organisation": str(second.pk)})
    then = client.get(BOARD).text

    assert ours.case.shown_reference in first
    assert theirs.case.shown_reference not in first
    assert theirs.case.shown_reference in then
    assert ours.case.shown_reference not in then
    for need in (ours, theirs):
        assert client.get(reverse("solidarity:choose", args=[need.key])).status_code == 200


def test_nobody_works_for_an_organisation_that_is_not_hers(client, town):
    other = OrganisationFactory()
    need = NeedFactory(organisation=other)
    member(client, town)

    client.post("/solidarity/work-for/", {"organisation": str(other.pk)})

    assert need.case.shown_reference not in client.get(BOARD, {"view": "all"}).text


def test_the_map_says_in_a_table_what_it_shows(client, town):
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    NeedFactory(organisation=town)
    NeedFactory(organisation=neighbour, state=NeedState.ARRANGED)
    member(client, town)

    page = client.get("/solidarity/map/")

    assert page.text.count("<circle") == 2
    assert town.area.name in page.text.split("<table")[1]


def test_looking_for_helpers_waits_on_a_page_until_they_are_proposed(client, town):
    NeedFactory(organisation=town), OfferFactory(organisation=town)
    member(client, town)

    answer = client.post("/solidarity/look/")
    waiting = client.get(answer.url)
    propose(town)
    done = client.get(answer.url)

    assert 'http-equiv="refresh"' in waiting.text
    assert done.url == BOARD
    with within(scope_of(town)):
        assert Run.objects.get().organisation == town


def test_nobody_waits_for_proposals_where_nobody_asks(client, town):
    member(client, town)

    assert client.get("/solidarity/looking/?since=nonsense").url == BOARD


def test_the_board_asks_the_database_no_more_for_more_needs(
    client, town, django_assert_max_num_queries
):
    for _ in range(20):
        NeedFactory(organisation=town)
    OfferFactory(organisation=town, capacity=50)
    propose(town)
    member(client, town)

    with django_assert_max_num_queries(28):
        client.get(BOARD)


def test_the_job_opens_its_own_rows(town):
    NeedFactory(organisation=town), OfferFactory(organisation=town)

    propose_job(town.pk)

    with within(scope_of(town)):
        assert Run.objects.get().organisation == town


def test_names_on_the_map_never_stand_on_each_other():
    one = Spot("Saint-Josse-ten-Noode", 300, 200, 20, 3, 0, 0, ours=False, in_sight=True)
    near = replace(one, name="Schaerbeek", x=320, y=210, ours=True)
    far = replace(one, name="Wavre", x=500, y=500)

    crowded = {spot.name for spot in _with_room([one, near, far]) if spot.crowded}

    assert crowded == {"Saint-Josse-ten-Noode"}


def test_among_many_communes_close_by_no_name_stands_on_a_name_or_a_circle():
    """As close as those of a whole province, each with a long name."""
    spots = [
        Spot(f"Ottignies-{at}", 90 + at % 6 * 105, 80 + at // 6 * 75, 30, at, 0, 0, at == 0, True)
        for at in range(27)
    ]

    placed = map_of_needs._with_room(map_of_needs._apart(spots))

    named = [spot for spot in placed if not spot.unnamed]
    names = {spot.name: map_of_needs._name(spot, map_of_needs.WIDE) for spot in named}
    circles = {spot.name: map_of_needs._circle(spot) for spot in placed}
    meet = [
        (one, other)
        for one, box in names.items()
        for other in circles.keys() - {one}
        if map_of_needs._meet(box, circles[other])
        or (other in names and map_of_needs._meet(box, names[other]))
    ]
    assert meet == []
    assert len(named) > 20
