import pytest
from django.urls import reverse

from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.journal.models import Entry
from tandem.solidarity import arranging, presented
from tandem.solidarity.choices import Group, NeedState, OfferState, Safeguard
from tandem.solidarity.models import Need, Offer
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
PAGE = "/solidarity/offers/"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def fresh(offer):
    with within(scope_of(offer.organisation)):
        return Offer.objects.get(pk=offer.pk)


def page(offer, name="offer"):
    return reverse(f"solidarity:{name}", args=[offer.key])


def test_the_list_calls_volunteers_by_first_name_after_a_look(client, town):
    offer = OfferFactory(organisation=town, safeguards=[Safeguard.IDENTITY])
    ask(NeedFactory(organisation=town), offer)
    member(client, town)

    shown = client.get(PAGE).text

    for said in ("Amina, 1030", "1 of 3", "Identity checked", "Shopping and errands"):
        assert said in shown
    assert "Benali" not in shown
    with within(scope_of(town)):
        looks = Entry.objects.looks().about(offer.person.key)
        assert [look.word for look in looks] == ["solidarity.volunteer_named"]


def test_a_volunteer_is_found_again_by_name_which_stands_in_no_address(client, town):
    OfferFactory(organisation=town)
    OfferFactory(organisation=town, person__first_name="Bart", person__last_name="Inventé")
    OfferFactory(person__first_name="Amina")
    member(client, town)

    found = client.post(PAGE, {"name": "benali"}).text
    nobody = client.post(PAGE, {"name": "Zoltan"}).text

    assert "Amina, 1030" in found
    assert "Bart" not in found
    assert "No volunteer fits these filters." in nobody
    assert "Zoltan" not in client.get(PAGE).text


def test_neighbours_without_a_name_are_told_apart(town):
    one, other = OfferFactory(), OfferFactory()

    names = {presented.volunteer(offer, town.pk, {}) for offer in (one, other, one)}

    assert len(names) == 2


def test_the_filters_narrow(client, town):
    free = OfferFactory(organisation=town)
    full = OfferFactory(organisation=town, capacity=1)
    paused = OfferFactory(organisation=town, state=OfferState.PAUSED)
    lift = OfferFactory(organisation=town, skills=["lift"])
    ask(NeedFactory(organisation=town), full)
    member(client, town)

    def shown(**query):
        text = client.get(PAGE, query).text
        return [one for one in (free, full, paused, lift) if page(one) in text]

    assert shown() == [free, full, lift]
    assert shown(free="on") == [free, lift]
    assert shown(state="paused") == [paused]
    assert shown(state="all", skill="lift") == [lift]
    assert shown(skill="nonsense", page="99") == [free, full, lift]


def test_opening_a_volunteer_is_a_look(client, town):
    offer = OfferFactory(organisation=town)
    member(client, town)

    shown = client.get(page(offer)).text

    assert "Amina Benali" in shown
    assert "0470 44 55 66" in shown
    with within(scope_of(town)):
        assert Entry.objects.looks().about(offer.person.key).count() == 1


def test_what_was_checked_is_noted_by_a_coordinator(client, town):
    offer = OfferFactory(organisation=town)
    member(client, town)

    client.post(page(offer, "check"), {"held": ["record", "identity"]})
    client.post(page(offer, "check"), {"held": ["nonsense"]})

    assert fresh(offer).safeguards == ["identity", "record"]


def test_a_volunteer_who_offered_help_is_owed_a_word(client, town):
    person = PersonFactory(organisation=town)
    case = CaseFactory(organisation=town, person=person, service="offer-help")
    offer = OfferFactory(organisation=town, person=person, case=case, welcomed_at=None)
    member(client, town)

    board = client.get("/solidarity/board/").text
    shown = client.get(page(offer)).text
    client.post(page(offer, "welcome"))

    assert "1 new volunteer waits for a word from you." in board
    assert "thank and welcome" in shown
    with within(scope_of(town)):
        assert Case.objects.get().state == State.ANSWERED


def test_a_volunteer_is_paused_and_proposed_again(client, town):
    offer = OfferFactory(organisation=town)
    member(client, town)

    client.post(page(offer, "pause"), {"paused": "yes"})
    paused = fresh(offer).state
    client.post(page(offer, "pause"), {"paused": "no"})

    assert (paused, fresh(offer).state) == (OfferState.PAUSED, OfferState.ACTIVE)


def test_when_a_volunteer_leaves_whoever_expected_her_is_looked_after(client, town):
    offer = OfferFactory(organisation=town)
    arrangement = ask(NeedFactory(organisation=town), offer)
    with within(scope_of(town)):
        arranging.agree(arrangement)
    member(client, town)

    asked = client.get(page(offer, "leave")).text
    client.post(page(offer, "leave"))

    assert "One person counts on this volunteer and is told" in asked
    assert fresh(offer).state == OfferState.LEFT
    with within(scope_of(town)):
        assert Need.objects.get().state == NeedState.OPEN


def test_who_was_only_asked_is_not_said_to_have_promised(client, town):
    offer = OfferFactory(organisation=town)
    ask(NeedFactory(organisation=town), offer)
    member(client, town)

    shown, leaves = client.get(page(offer)).text, client.get(page(offer, "leave")).text

    assert ">Promised<" not in shown
    assert "Asked and promised" in shown
    assert "Nobody counts on this volunteer just now." in leaves


def test_a_group_is_called_by_its_name(client, town):
    OfferFactory(organisation=town, group=Group.COMPANY, group_name="Bakery Zon", at_once=6)
    member(client, town)

    assert "Bakery Zon, 6 at a time" in client.get(PAGE).text
