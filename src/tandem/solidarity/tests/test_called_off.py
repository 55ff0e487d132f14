"""What a colleague writes down in somebody's name leaves its trace, and is told to her."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.queries import moments, state_in_words
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.solidarity import arranging, ending
from tandem.solidarity.models import Need
from tandem.solidarity.tests.factories import CALLED_OFF, NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
TRIED = "We asked everybody whom we know."


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def need(town):
    person = PersonFactory(organisation=town, email="odette@example.org", channel="email")
    return NeedFactory(organisation=town, person=person)


def way(need):
    return f"/solidarity/needs/{need.key}/withdraw/"


def case_of(need):
    return Case.objects.get(pk=need.case_id)


def test_who_writes_it_down_says_how_and_who_said_it(client, town, need):
    member(client, town)

    for missing in CALLED_OFF:
        said = {name: value for name, value in CALLED_OFF.items() if name != missing}
        assert client.post(way(need), said).status_code == 422

    assert Need.objects.get(pk=need.pk).state == "open"


def test_it_leaves_the_trace_of_acting_for_her(client, town, need):
    account = member(client, town)

    client.post(way(need), CALLED_OFF)

    trace = Acting.objects.get()
    step = case_of(need).steps.last()
    assert (trace.person, trace.helper, trace.door) == (need.person, account, Door.PHONE)
    assert trace.what == "withdraw-request"
    assert (step.kind, step.door) == ("called_off", Door.PHONE)


def test_the_person_is_told_and_reads_that_others_said_so(client, town, need):
    member(client, town)
    before = Message.objects.filter(person=need.person).count()

    client.post(way(need), CALLED_OFF)

    with override("en"):
        case = case_of(need)
        said, told = state_in_words(case), moments(case)[-1]
    assert Message.objects.filter(person=need.person).count() == before + 1
    assert "We were told that you no longer need it." in said
    assert "You withdrew it" not in said
    assert CALLED_OFF["words"] in told.text


def test_what_she_withdraws_herself_is_said_so(need):
    ending.withdraw(need)

    with override("en"):
        assert "You withdrew it" in state_in_words(case_of(need))


@pytest.mark.parametrize("said", [cases.contest, cases.reopen])
def test_who_does_not_accept_the_answer_is_answered(client, town, need, said):
    me = member(client, town)
    client.cookies["language"] = "en"
    with acting(Asker(me.pk, town.pk, Door.WEB)):
        cases.answer(case_of(need), Reason.NOBODY_FOUND, TRIED)
    said(case_of(need), "It is not true, I was not asked.")
    cases.take_in_hand(case_of(need))

    client.post(way(need), CALLED_OFF)

    assert case_of(need).state == State.IN_HAND
    assert Need.objects.get(pk=need.pk).state == "open"
    assert "withdraws it for the person" in client.get(way(need)).text


def test_who_objected_is_not_withdrawn_a_second_time(client, town, need):
    member(client, town)
    client.post(way(need), CALLED_OFF)
    cases.reopen(case_of(need))

    client.post(way(need), CALLED_OFF)

    assert case_of(need).state == State.REOPENED
    assert Need.objects.get(pk=need.pk).state == "open"


def test_a_weekly_help_is_called_off_with_the_same_trace(client, town, need):
    Need.objects.filter(pk=need.pk).update(how_often="weekly")
    cases.answer(case_of(need), Reason.DONE, "Every Tuesday from now on.")
    member(client, town)

    client.post(way(need), CALLED_OFF)

    assert Need.objects.get(pk=need.pk).state == "withdrawn"
    assert case_of(need).state == State.ANSWERED
    assert Acting.objects.filter(person=need.person).count() == 1


@pytest.mark.parametrize(("side", "traces"), [("asker", 1), ("helper", 1), ("", 0)])
def test_a_help_cancelled_at_their_word_leaves_the_trace(client, town, need, side, traces):
    offer = OfferFactory(organisation=town)
    arrangement = arranging.agree(ask(need, offer))
    member(client, town)

    client.post(reverse("solidarity:cancel", args=[need.key, arrangement.key]), {"side": side})

    of = {"asker": need.person, "helper": offer.person}.get(side)
    found = Acting.objects.filter(what="cancel-help")
    assert [one.person for one in found] == [of] * traces
    assert {one.door for one in found} <= {Door.PHONE}


def test_nobody_found_needs_words_at_either_page(client, town, need):
    member(client, town)
    reference = case_of(need).reference

    bare = client.post(f"/cases/{reference}/answer/", {"reason": "nobody_found", "words": ""})
    short = client.post(f"/solidarity/needs/{need.key}/nobody/", {"words": "No."})

    assert (bare.status_code, short.status_code) == (422, 422)
    assert case_of(need).state == State.RECEIVED
