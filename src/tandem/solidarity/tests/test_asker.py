import pytest
from django.urls import reverse

from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.journal.models import Entry
from tandem.solidarity import arranging
from tandem.solidarity.choices import ArrangementState, NeedState, Side
from tandem.solidarity.models import Arrangement, Feedback, Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, open_session, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def agreed(need):
    arrangement = ask(need, OfferFactory(organisation=need.organisation))
    with within(scope_of(need.organisation)):
        return arranging.agree(arrangement)


def test_before_a_yes_the_person_learns_no_name(client, town):
    need = NeedFactory(organisation=town)
    ask(need, OfferFactory(organisation=town))
    open_session(client, need.case)

    shown = client.get("/follow/").text

    assert "We have asked somebody and wait for the answer." in shown
    assert "Amina" not in shown


def test_after_a_yes_the_person_learns_the_first_name_and_the_helper_can_see_it(client, town):
    need = NeedFactory(organisation=town)
    arrangement = agreed(need)
    open_session(client, need.case)

    shown = client.get("/follow/").text

    assert "Amina comes on" in shown
    assert "Benali" not in shown
    with within(scope_of(town)):
        looks = Entry.objects.looks().about(arrangement.offer.person.key)
        assert looks.filter(word="solidarity.volunteer_named").exists()


def test_the_person_says_how_it_went_and_her_request_is_answered(client, town):
    need = NeedFactory(organisation=town)
    arrangement = agreed(need)
    open_session(client, need.case)
    page = reverse("solidarity:yours_went", args=[arrangement.key])

    bare = client.post(page, {})
    client.post(page, {"went": "well", "words": "Lovely."})

    assert bare.status_code == 422
    with within(scope_of(town)):
        assert Feedback.objects.get().side == Side.ASKER
        assert Case.objects.get(pk=need.case_id).state == State.ANSWERED


def test_the_person_calls_one_helper_off_and_keeps_her_place(client, town):
    need = NeedFactory(organisation=town)
    arrangement = agreed(need)
    open_session(client, need.case)

    client.post(reverse("solidarity:yours_cancel", args=[arrangement.key]))

    with within(scope_of(town)):
        assert Arrangement.objects.get().state == ArrangementState.CANCELLED
        assert Need.objects.get().state == NeedState.OPEN


def test_withdrawing_the_request_calls_everybody_off(client, town):
    need = NeedFactory(organisation=town)
    agreed(need)
    open_session(client, need.case)

    client.post("/follow/withdraw/")

    with within(scope_of(town)):
        assert Need.objects.get().state == NeedState.WITHDRAWN
        assert Arrangement.objects.get().state == ArrangementState.CANCELLED


def test_a_weekly_help_is_stopped_when_the_person_says_that_it_is_enough(client, town):
    need = NeedFactory(organisation=town, how_often="weekly")
    arrangement = agreed(need)
    open_session(client, need.case)
    client.post(reverse("solidarity:yours_went", args=[arrangement.key]), {"went": "well"})

    shown = client.get("/follow/").text
    client.post("/solidarity/yours/stop/")

    assert "stop the weekly help" in shown
    with within(scope_of(town)):
        assert Need.objects.get().state == NeedState.WITHDRAWN


def test_without_a_case_opened_there_is_nothing_to_stop(client):
    assert client.post("/solidarity/yours/stop/").status_code == 404


def test_who_followed_another_request_reaches_nothing_of_this_one(client, town):
    arrangement = agreed(NeedFactory(organisation=town))
    open_session(client, NeedFactory(organisation=town).case)

    for name in ("yours_went", "yours_cancel"):
        page = reverse(f"solidarity:{name}", args=[arrangement.key])
        assert client.get(page).status_code == 404
        assert client.post(page, {"went": "not"}).status_code == 404


def test_a_visitor_who_opened_nothing_reaches_nothing(client, town):
    arrangement = agreed(NeedFactory(organisation=town))

    assert client.get(reverse("solidarity:yours_went", args=[arrangement.key])).status_code == 404


def test_a_colleague_finds_the_need_on_the_page_of_its_case(client, town):
    need = NeedFactory(organisation=town)
    member(client, town, Role.COORDINATOR)

    shown = client.get(f"/cases/{need.case.reference}/").text

    assert reverse("solidarity:need", args=[need.key]) in shown
    assert client.get(reverse("solidarity:need", args=[need.key])).status_code == 200
