"""However it ends: nobody learns who said no, nothing is withdrawn past her, and nobody is held for ever."""

from datetime import timedelta
from itertools import combinations

import pytest
import time_machine
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State, StepKind
from tandem.cases.models import Case
from tandem.cases.queries import moments_told
from tandem.doors.tests.with_her import open_with_her
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.people.retention import KEPT, erase
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import actions, ending, engine
from tandem.solidarity.neighbours.choices import CircleState, MemberState, NotThese, SeekerState
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.solidarity.neighbours.tests.factories import WHERE, SeekerFactory, asked, proposed
from tandem.solidarity.retention import expected_or_offering
from tandem.solidarity.tests.factories import member
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, OrganisationFactory, open_session, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
WHY = "We know of nobody who would suit."


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def several(town, many=2, **facts) -> list[Seeker]:
    names = ("Ana", "Ben", "Chris")[:many]
    return [SeekerFactory(organisation=town, person__first_name=name, **facts) for name in names]


def met(town) -> tuple[Circle, list[Seeker]]:
    seekers = several(town)
    circle = asked(town)
    for one in seekers:
        actions.answer(one, yes=True)
    return circle, seekers


def case_of(seeker) -> Case:
    return Case.objects.get(pk=seeker.case_id)


def texts(seeker) -> list[str]:
    rows = Message.objects.filter(person=seeker.person).order_by("pk")
    return ["\n".join(opened(one).paragraphs) for one in rows]


def state(seeker) -> str:
    return Seeker.objects.get(pk=seeker.pk).state


def noted(client, seeker, answer: str) -> str:
    way = f"/solidarity/company/answers/{seeker.key}/"
    return client.post(way, {"answer": answer}, follow=True, HTTP_ACCEPT_LANGUAGE="en").text


def test_of_three_nobody_learns_who_said_no(town):
    """Not by whom the next question holds apart, by whom one may bring together, or by the messages."""
    three = several(town, 3, three=True)
    [ana, *_others] = three
    circle = actions.bring_together(three)
    actions.ask(circle, WHERE)

    actions.answer(ana, yes=False)

    pairs = {frozenset((str(one.key), str(two.key))) for one, two in combinations(three, 2)}
    assert engine._question(three, timezone.now()).apart == pairs
    for one, two in combinations(three, 2):
        with pytest.raises(NotNow, match="apart"):
            actions.bring_together([one, two])
    first_lines = {tuple(said.partition("\n")[0] for said in texts(one)) for one in three}
    assert len(first_lines) == 1
    assert "It does not come about this time." in texts(ana)[-1]


@pytest.mark.parametrize("said", [cases.contest, cases.reopen])
def test_a_colleague_withdraws_nothing_that_has_to_be_answered_again(client, town, said):
    ana, ben = several(town)
    cases.answer(case_of(ana), Reason.NOBODY_FOUND, WHY)
    said(case_of(ana), "I do not believe that.")
    assert state(ana) == SeekerState.OPEN
    asked(town)
    member(client, town)

    assert "nobody may withdraw it for the person" in noted(client, ana, "leave")

    assert state(ana) == SeekerState.ASKED
    assert case_of(ana).state in {State.CONTESTED, State.IN_HAND}
    ending.leave(ana)
    assert case_of(ana).state == State.WITHDRAWN
    assert state(ben) == SeekerState.OPEN


def test_what_a_colleague_notes_leaves_its_trace_and_is_told_to_her(client, town):
    ana, ben = several(town)
    asked(town)
    account = member(client, town)

    noted(client, ana, "yes")
    noted(client, ben, "leave")

    rows = {one.person_id: one for one in Acting.objects.all()}
    assert {(one.helper, one.door) for one in rows.values()} == {(account, Door.PHONE)}
    assert rows[ana.person_id].what == "answer-when-asked"
    assert rows[ben.person_id].what == "withdraw-request"
    assert any("You would like to meet." in one for one in texts(ana))
    assert "no longer look for company" in texts(ben)[-1]
    assert case_of(ben).steps.last().kind == StepKind.CALLED_OFF
    assert (case_of(ben).state, state(ben)) == (State.WITHDRAWN, SeekerState.ENDED)


def test_on_a_call_she_leaves_at_a_colleagues_hand_with_the_same_trace(client, town):
    ana, _ben = several(town)
    asked(town)
    member(client, town)

    open_with_her(client, ana.case)
    client.post("/solidarity/yours/company/", {"answer": "leave"})

    assert case_of(ana).steps.last().kind == StepKind.CALLED_OFF
    assert [one.what for one in Acting.objects.filter(person=ana.person)] == ["withdraw-request"]


def test_who_has_company_leaves_at_a_colleagues_hand_and_is_told(client, town):
    _circle, [ana, ben] = met(town)
    member(client, town)

    noted(client, ana, "leave")

    assert (state(ana), state(ben)) == (SeekerState.ENDED, SeekerState.OPEN)
    assert "no longer look for company" in texts(ana)[-1]
    assert "Somebody of you has left" in texts(ben)[-1]


def test_that_all_said_yes_is_no_answer_to_whoever_contests(town):
    first, other = (MembershipFactory(organisation=town).account.pk for _one in range(2))
    ana, ben = several(town)
    with acting(Asker(first, town.pk, Door.WEB)):
        cases.answer(case_of(ana), Reason.NOBODY_FOUND, WHY)
    cases.contest(case_of(ana), "I do not believe that.")

    for me in (first, other):
        with acting(Asker(me, town.pk, Door.PHONE)):
            if me == first:
                asked(town)
                actions.answer(ben, yes=True)
            else:
                actions.answer(ana, yes=True)

    assert case_of(ana).state == State.CONTESTED
    assert case_of(ben).state == State.ANSWERED
    assert "You meet Ben from 1030." in texts(ana)[-1]


def test_a_coordinator_calls_off_what_was_asked(client, town):
    ana, ben = several(town)
    circle = asked(town)
    actions.answer(ana, yes=True)
    member(client, town)

    client.post(f"/solidarity/company/{circle.key}/call-off/")

    circle.refresh_from_db()
    assert circle.state == CircleState.ENDED
    assert {state(ana), state(ben)} == {SeekerState.OPEN}
    for one in (ana, ben):
        assert "It does not come about this time." in texts(one)[-1]
    # Nobody said no: nothing stands between them.
    assert len(proposed(town)) == 1


def test_a_case_that_is_answered_while_she_is_asked_lets_the_others_go(town):
    ana, ben = several(town)
    circle = asked(town)

    cases.answer(case_of(ana), Reason.NOBODY_FOUND, WHY)

    circle.refresh_from_db()
    assert circle.state == CircleState.ENDED
    assert (state(ana), state(ben)) == (SeekerState.ENDED, SeekerState.OPEN)
    assert not list(expected_or_offering({ana.person_id}))


def test_where_they_meet_is_read_again_and_the_name_by_herself_alone(client, town):
    _circle, [ana, ben] = met(town)
    here = "/solidarity/yours/company/"

    open_session(client, ana.case)
    hers = client.get(here, HTTP_ACCEPT_LANGUAGE="en").text
    assert WHERE.rstrip(".") in hers and "You meet Ben from 1030." in hers
    assert not any("Ben" in one.text for one in moments_told(case_of(ana)))
    member(client, town)
    open_with_her(client, ana.case)
    read_out = client.get(here, HTTP_ACCEPT_LANGUAGE="en").text
    assert WHERE.rstrip(".") in read_out and "Ben" not in read_out
    ending.leave(ben)
    open_session(client, ana.case)
    assert "Ben" not in client.get(here).text


def test_a_refusal_is_taken_back_by_whoever_coordinates(client, town):
    several(town)
    [circle] = proposed(town)
    member(client, town)
    here = f"/solidarity/company/{circle.key}/"
    client.post(f"{here}refuse/", {"because": NotThese.UNSAFE})
    assert proposed(town) == []
    assert here in client.get("/solidarity/company/").text
    assert f"{here}take-back/" in client.get(here).text

    client.post(f"{here}take-back/")

    assert len(proposed(town)) == 1
    with pytest.raises(NotNow, match="circle_changed"):
        actions.take_back(circle)


def test_whoever_left_somebody_she_met_is_not_brought_together_with_her_again(town):
    _circle, [ana, ben] = met(town)

    ending.leave(ana)

    assert CircleMember.objects.get(seeker=ana).state == MemberState.LEFT
    again = SeekerFactory(organisation=town, person=ana.person)
    assert proposed(town) == []
    with pytest.raises(NotNow, match="apart"):
        actions.bring_together([ben, again])


def test_whoever_was_erased_or_has_closed_her_request_is_not_looked_for_again(town):
    _circle, [ana, ben] = met(town)
    Message.objects.update(state="done", left_at=timezone.now())
    erase(ana.person)
    assert state(ana) == SeekerState.ENDED
    # As of whoever was erased before that ended her search.
    Seeker.objects.filter(pk=ana.pk).update(state=SeekerState.MET)
    CircleMember.objects.filter(seeker=ana).update(state=MemberState.YES)
    many = Message.objects.filter(person=ana.person).count()

    ending.leave(ben)

    assert state(ana) == SeekerState.ENDED
    assert Message.objects.filter(person=ana.person).count() == many
    _circle, [chris, dina] = met(town)
    cases.move(case_of(chris), State.CLOSED)
    ending.leave(dina)
    assert state(chris) == SeekerState.ENDED
    assert "Open your request again." in texts(chris)[-1]


def test_who_waits_on_after_an_answer_is_not_kept_for_ever(town):
    _circle, [ana, ben] = met(town)
    ending.leave(ben)
    assert state(ana) == SeekerState.OPEN
    assert list(expected_or_offering({ana.person_id})) == [ana.person_id]

    with time_machine.travel(timezone.now() + KEPT + timedelta(days=1)):
        assert not list(expected_or_offering({ana.person_id}))


def test_by_hand_three_come_together_only_where_all_wish_it(town):
    ana, ben = several(town, three=True)
    chris = SeekerFactory(organisation=town)

    with pytest.raises(NotNow, match="not_three"):
        actions.bring_together([ana, ben, chris])


def test_by_hand_whom_the_program_proposed_is_no_departure(town):
    seekers = several(town)
    [circle] = proposed(town)

    assert actions.bring_together(seekers) == circle

    circle.refresh_from_db()
    assert circle.state == CircleState.PROPOSED


def test_leaving_goes_by_how_her_request_stands_and_not_by_how_it_was_read(town):
    ana, _ben = several(town)
    before = case_of(ana)
    cases.answer(case_of(ana), Reason.NOBODY_FOUND, WHY)
    ana.case = before

    ending.leave(ana)

    assert case_of(ana).state == State.ANSWERED
