import pytest

from tandem.cases import actions
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.outbox.actions import say_called
from tandem.outbox.choices import CallResult, Heard, Proof
from tandem.outbox.choices import State as Sent
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    open_session,
    scope_of,
)


@pytest.fixture
def case(db):
    organisation = OrganisationFactory(platform=PlatformFactory())
    person = PersonFactory(
        organisation=organisation, first_name="Odette", safe_contact="Only in the morning"
    )
    return CaseFactory(organisation=organisation, person=person)


@pytest.fixture
def coordinator(english, case):
    member = MembershipFactory(organisation=case.organisation)
    english.force_login(member.account)
    return member


def page(case, deed=""):
    return f"/cases/{case.reference}/{deed}"


def read(case):
    with within(scope_of(case.organisation)):
        return Case.objects.get(pk=case.pk)


def test_opening_a_case_is_one_look_naming_the_person(english, case, coordinator):
    response = english.get(page(case))

    assert "Odette" in response.content.decode()
    with within(scope_of(case.organisation)):
        look = Entry.objects.looks().get(subject=f"cases.case:{case.pk}")
        assert (look.purpose, look.account) == (Purpose.ANSWER, coordinator.account_id)
        assert look.persons == [case.person.key]
        assert look.acting_organisation == case.organisation_id


def test_how_to_reach_her_safely_stands_before_her_number(english, case, coordinator):
    said = english.get(page(case)).content.decode()

    assert said.index("Only in the morning") < said.index("0450 11 22 33")


def test_an_address_that_must_not_be_written_to_is_shouted(english, case, coordinator):
    with within(scope_of(case.organisation)):
        Person.objects.filter(pk=case.person_id).update(never_write=True)

    assert "Never write to this address" in english.get(page(case)).content.decode()


def test_an_officer_answers_with_a_reason(english, case, coordinator):
    response = english.post(page(case, "answer/"), {"reason": "done", "words": "Karim came."})

    assert response.url == page(case)
    assert read(case).state == State.ANSWERED
    with within(scope_of(case.organisation)):
        assert Message.objects.filter(kind="answer").count() == 1


def test_a_bare_no_comes_back_with_everything_typed(english, case, coordinator):
    said = {"reason": "not_legal", "words": "Not here."}
    response = english.post(page(case, "answer/"), said)

    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in text
    # Said first of all, and the script brings it into view.
    assert "Name the rule" in text.partition("<h1")[0].partition("<main")[2]
    assert text.count('class="problems"') == 1
    assert "Not here." in text
    assert 'value="not_legal"' in text
    assert read(case).state == State.RECEIVED


def test_what_a_colleague_answered_meanwhile_loses_nothing_of_what_was_typed(
    english, case, coordinator
):
    with within(scope_of(case.organisation)):
        actions.answer(read(case), Reason.DONE, "")

    response = english.post(
        page(case, "answer/"), {"reason": "arranged", "words": "By her neighbour."}
    )

    assert response.status_code == 422
    assert "By her neighbour." in response.content.decode()
    assert read(case).reason == Reason.DONE


def test_taking_charge_notes_and_closing(english, case, coordinator):
    english.post(page(case, "assign/"), {"colleague": coordinator.account_id})
    english.post(page(case, "note/"), {"note": "Her daughter calls on Friday."})
    english.post(page(case, "answer/"), {"reason": "done", "words": ""})
    english.post(page(case, "close/"))

    assert read(case).state == State.CLOSED
    assert read(case).handled_by_id == coordinator.account_id
    text = english.get(page(case)).content.decode()
    assert "Her daughter calls on Friday." in text
    assert coordinator.account.email in text


def test_a_case_is_not_given_to_somebody_of_another_service(english, case, coordinator):
    stranger = MembershipFactory()

    response = english.post(page(case, "assign/"), {"colleague": stranger.account_id})

    assert response.status_code == 422
    assert read(case).handled_by is None


def test_an_operator_tells_the_state_and_sees_nobody(english, case):
    centre = OrganisationFactory(
        platform=case.organisation.platform, kind=OrganisationKind.CALL_CENTRE, takes_in=False
    )
    english.force_login(MembershipFactory(organisation=centre, role=Role.OPERATOR).account)

    response = english.get(page(case))

    text = response.content.decode()
    assert response.status_code == 200
    assert "We have received it" in text
    assert "Odette" not in text
    assert english.post(page(case, "answer/"), {"reason": "done"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR])
def test_some_of_the_same_service_do_not_see_who_asks(english, case, role):
    english.force_login(MembershipFactory(organisation=case.organisation, role=role).account)

    response = english.get(page(case))

    assert "Odette" not in response.content.decode()
    assert response.status_code == (200 if role == Role.OPERATOR else 404)


@pytest.mark.parametrize("role", list(Role))
def test_for_another_service_the_case_does_not_exist(english, case, role):
    english.force_login(MembershipFactory(role=role).account)

    assert english.get(page(case)).status_code == 404
    for deed in ("answer/", "assign/", "note/", "close/"):
        assert english.post(page(case, deed), {}).status_code == 404


def test_the_welfare_centre_next_door_does_not_see_the_communes_cases(english, case):
    centre = OrganisationFactory(area=case.organisation.area, takes_in=False)
    english.force_login(MembershipFactory(organisation=centre).account)

    assert english.get(page(case)).status_code == 404


def test_a_colleague_who_lives_there_opens_only_what_she_works_for(english, case):
    member = MembershipFactory()
    PersonFactory(organisation=case.organisation, account=member.account)
    english.force_login(member.account)

    assert english.get(page(case)).status_code == 404


def test_a_resident_sees_her_own_requests_and_who_looked(english, case, coordinator):
    english.get(page(case))
    resident = MembershipFactory(role=Role.OPERATOR).account
    with within(scope_of(case.organisation)):
        signs_in_as(case.person, resident)
    english.force_login(resident)

    assert case.shown_reference in english.get("/mine/").content.decode()
    assert english.post("/mine/", {"reference": case.reference}).url == "/follow/"
    assert case.shown_reference in english.get("/follow/").content.decode()
    assert english.get("/mine/looks/").status_code == 200


def test_nobody_opens_another_residents_request_as_her_own(english, case):
    other = PersonFactory(organisation=case.organisation, account=MembershipFactory().account)
    english.force_login(other.account)

    assert case.shown_reference not in english.get("/mine/").content.decode()
    assert english.post("/mine/", {"reference": case.reference}).status_code == 404


def test_who_looked_is_told_in_words(english, case, coordinator):
    english.get(page(case))
    resident = MembershipFactory().account
    with within(scope_of(case.organisation)):
        Person.objects.filter(pk=case.person_id).update(account=resident)
        from_now_on = Person.objects.get(pk=case.person_id)
        signposts.put("account", str(resident.pk), from_now_on, from_now_on.pk)
    english.force_login(resident)

    text = english.get("/mine/looks/").content.decode()

    assert "Your request was opened." in text
    assert "To handle and answer a request" in text
    assert str(case.organisation) in text
    assert coordinator.account.email not in text


def test_the_timeline_says_how_one_knows_that_the_answer_arrived_and_who_heard_it(
    english, case, coordinator
):
    with within(scope_of(case.organisation)):
        actions.answer(case, Reason.DONE, "It was done on Tuesday.")
        call = Message.objects.about(case).get(kind="answer")
        Message.objects.filter(pk=call.pk).update(state=Sent.READY, channel=Channel.CALL)
        say_called(call, CallResult.SAID, proof=Proof.GIST, heard_by=Heard.TRUSTED)

    shown = english.get(page(case)).content.decode()
    open_session(english, case)
    hers = english.get("/follow/").content.decode()

    for told in (shown, hers):
        assert "Said on the telephone" in told
        assert "said again in the person’s own words" in told
        assert "Somebody the person named" in told


def signs_in_as(person, account):
    """She is given an account after she asked."""
    Person.objects.filter(pk=person.pk).update(account=account)
    signposts.put("account", str(account.pk), person, person.pk)


def test_what_she_may_here_opens_nothing_where_she_may_less(english, case):
    """One colleague of two organisations: in each she has the role she has there."""
    account = MembershipFactory(organisation=case.organisation, role=Role.OPERATOR).account
    MembershipFactory(account=account, role=Role.COORDINATOR)
    english.force_login(account)

    assert "Odette" not in english.get(page(case)).content.decode()
    assert english.post(page(case, "answer/"), {"words": "No."}).status_code == 404
    assert read(case).state == State.RECEIVED
