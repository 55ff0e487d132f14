"""A helper learns what the person agreed to, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.people.models import Person
from tandem.people.who_looked import looker
from tandem.solidarity import arranging, contacts, messages, rules
from tandem.solidarity.choices import ArrangementState, Contact, Side, Withheld
from tandem.solidarity.models import Arrangement, Offer
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose
from tandem.solidarity.welcoming import acknowledge_offer
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

PREPARED = "solidarity.introduction_prepared"
WRITTEN = "solidarity.introduction_written"
pytestmark = pytest.mark.django_db(databases=["default", "looks"])
STREET, PHONE, EMAIL = "Rue des Tilleuls Inventés 4", "0450 11 22 33", "odette@post.example"
CONTACTS = {Contact.PHONE: PHONE, Contact.EMAIL: EMAIL, Contact.ADDRESS: STREET}


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def need_of(town, contact):
    person = PersonFactory(organisation=town, email=EMAIL, channel="letter")
    return NeedFactory(organisation=town, person=person, contact=contact)


def seen_of(task):
    looks = Entry.objects.looks().about(task.need.person.key)
    return sorted(looks.filter(word__in=[PREPARED, WRITTEN]).values_list("word", flat=True))


def told(offer):
    text = Message.objects.filter(kind="introduction", person=offer.person).last().text
    return " ".join(text.paragraphs)


@pytest.mark.parametrize("agreed", Contact.values)
def test_exactly_what_was_agreed_is_told(town, agreed):
    offer = OfferFactory(organisation=town)

    arranging.agree(ask(need_of(town, agreed), offer))

    said = [contact for contact, words in CONTACTS.items() if words in told(offer)]
    assert said == ([agreed] if agreed in CONTACTS else [])


def test_who_meets_outside_is_told_so_to_the_helper(town):
    offer = OfferFactory(organisation=town)

    arranging.agree(ask(need_of(town, Contact.MEET), offer))

    with override("fr"):
        said = gettext("You meet at a public place or at the desk. Call us to agree on it.")
    assert said in told(offer)


def test_a_volunteer_whom_nobody_has_welcomed_is_told_no_address(town):
    offer = OfferFactory(organisation=town, welcomed_at=None)

    task = arranging.agree(ask(need_of(town, Contact.ADDRESS), offer))

    assert STREET not in told(offer)
    assert task.withheld == Withheld.NOT_WELCOMED


def test_once_welcomed_he_is_told(town):
    offer = OfferFactory(organisation=town, welcomed_at=None)
    acknowledge_offer(offer)

    arranging.agree(ask(need_of(town, Contact.ADDRESS), offer))

    assert STREET in told(offer)


def test_what_was_kept_back_until_he_was_welcomed_is_told_then(town):
    offer = OfferFactory(organisation=town, welcomed_at=None)
    task = arranging.agree(ask(need_of(town, Contact.ADDRESS), offer))
    assert STREET not in told(offer)

    acknowledge_offer(offer)

    assert STREET in told(offer)
    task.refresh_from_db()
    assert (task.told, task.withheld) == (Contact.ADDRESS, "")
    assert seen_of(task) == [*[PREPARED] * 2, WRITTEN]


def test_what_is_kept_back_is_not_said_to_be_handed_over(town):
    offer = OfferFactory(organisation=town, welcomed_at=None)

    task = arranging.agree(ask(need_of(town, Contact.ADDRESS), offer))

    assert seen_of(task) == [PREPARED]


def test_who_must_be_reached_with_care_is_told_and_counted_until_the_help_is_done(client, town):
    need = need_of(town, Contact.ADDRESS)
    Person.objects.filter(pk=need.person_id).update(careful=True)
    need.person.refresh_from_db()
    with override("en"):
        task = arranging.agree(ask(need, OfferFactory(organisation=town)))
    member(client, town)
    client.cookies["language"] = "en"

    told_her = Message.objects.filter(kind="introduction", person=need.person).last()
    with override(told_her.language):
        assert gettext(str(messages.KEPT_BACK)) in told_her.text.paragraphs
    assert "contact kept back" in client.get("/staff/").text
    assert str(need.key) in client.get("/solidarity/board/?view=kept_back").text
    Arrangement.objects.filter(pk=task.pk).update(state=ArrangementState.DONE)
    assert "contact kept back" not in client.get("/staff/").text


def test_who_looked_when_he_agreed_by_his_link_is_the_helper(town):
    with acting(Asker(door=Door.WEB)):
        task = arranging.agree(ask(need_of(town, Contact.ADDRESS), OfferFactory(organisation=town)))

    entries = Entry.objects.looks().about(task.need.person.key).filter(word__in=[PREPARED, WRITTEN])
    with override("en"):
        said = [str(looker(entry)) for entry in entries]
    assert said == ["The helper who agreed to come"] * 2


def test_welcoming_tells_nothing_that_something_else_stands_against(town):
    offer = OfferFactory(organisation=town, welcomed_at=None)
    need = need_of(town, Contact.ADDRESS)
    task = arranging.agree(ask(need, offer))
    Person.objects.filter(pk=need.person_id).update(careful=True)

    acknowledge_offer(offer)

    task.refresh_from_db()
    assert (task.told, task.withheld) == (Contact.PASSED_ON, Withheld.CARE)
    assert STREET not in told(offer)


@pytest.mark.parametrize(("reason", "welcomed"), [(Reason.DONE, True), (Reason.NOT_OURS, False)])
def test_an_offer_answered_as_done_is_welcomed(client, town, reason, welcomed):
    person = PersonFactory(organisation=town)
    case = CaseFactory(organisation=town, person=person, service="offer-help")
    offer = OfferFactory(organisation=town, person=person, case=case, welcomed_at=None)
    member(client, town)
    client.cookies["language"] = "en"
    before = client.get(f"/cases/{case.reference}/").text

    cases.answer(case, reason, "Your town hall takes care of that.")

    offer.refresh_from_db()
    assert "Nobody has welcomed this volunteer yet." in before
    assert (offer.welcomed_at is not None) == welcomed


def test_of_a_help_called_off_nothing_is_left_to_welcome(client, town):
    offer = OfferFactory(organisation=town, welcomed_at=None)
    need = need_of(town, Contact.ADDRESS)
    task = arranging.agree(ask(need, offer))
    member(client, town)
    client.cookies["language"] = "en"
    page, said = f"/solidarity/needs/{need.key}/", "Nobody has welcomed this volunteer yet"
    assert said in client.get(page).text

    arranging.cancel(task, by=Side.HELPER)

    assert said not in client.get(page).text


def test_the_board_leads_to_whoever_waits_for_a_word(client, town):
    OfferFactory(organisation=town, welcomed_at=None, person__first_name="Sékou")
    OfferFactory(organisation=town)
    member(client, town)
    client.cookies["language"] = "en"

    board = client.get("/solidarity/board/").text
    shown = client.get("/solidarity/offers/?new=on").text

    assert "/solidarity/offers/?new=on" in board
    assert ("Sékou" in shown, "Amina" in shown) == (True, False)


def test_the_proposal_says_that_he_must_be_welcomed_first(client, town):
    OfferFactory(organisation=town, welcomed_at=None)
    need = need_of(town, Contact.ADDRESS)
    propose(town)
    member(client, town)
    client.cookies["language"] = "en"

    page = client.get(f"/solidarity/needs/{need.key}/").text

    assert "Nobody has welcomed this volunteer yet" in page
    assert f"/solidarity/offers/{Offer.objects.get().key}/" in page


def test_one_volunteer_is_given_so_many_contacts_a_week_and_no_more(client, town, monkeypatch):
    # Of a day there is a measure of its own: see test_fishing.py.
    monkeypatch.setattr(rules, "CONTACTS_A_DAY", 99)
    offer = OfferFactory(organisation=town, capacity=20)
    tasks = [
        arranging.agree(ask(need_of(town, Contact.PHONE), offer, half_day=number))
        for number in range(rules.CONTACTS_A_WEEK + 1)
    ]
    need = tasks[-1].need
    member(client, town)
    client.cookies["language"] = "en"

    page = client.get(f"/solidarity/needs/{need.key}/").text

    assert [task.withheld for task in tasks[:-1]] == [""] * rules.CONTACTS_A_WEEK
    assert tasks[-1].withheld == Withheld.TOO_MANY
    assert "was given many people’s contacts" in page


def test_a_second_offer_of_the_same_person_gives_no_second_measure(town):
    offer = OfferFactory(organisation=town)
    arranging.agree(ask(need_of(town, Contact.PHONE), offer))
    second = OfferFactory(organisation=town, person=offer.person)

    assert contacts.given_lately(second, timezone.now()) == 1
    assert contacts.given_lately(second, timezone.now() + timedelta(days=8)) == 0


def test_what_was_not_told_at_the_yes_is_not_shown_afterwards(client, town):
    offer = OfferFactory(organisation=town, welcomed_at=None)
    task = ask(need_of(town, Contact.ADDRESS), offer)
    arranging.agree(task)
    Offer.objects.update(welcomed_at=timezone.now())
    task = Arrangement.objects.get()

    assert task.told == Contact.PASSED_ON


@pytest.mark.parametrize(
    ("at_once", "welcomed", "most"), [(1, True, 5), (1, False, 5), (40, True, 200), (40, False, 5)]
)
def test_a_group_that_nobody_knows_has_the_measure_of_one(at_once, welcomed, most):
    assert rules.contacts_a_week(at_once, welcomed=welcomed) == most
