import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import State
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.people.exclusions import exclude
from tandem.people.models import Likeness
from tandem.people.retention import StillNeeded, erase
from tandem.register.choices import Outcome
from tandem.register.models import Decision
from tandem.solidarity import jobs
from tandem.solidarity.errors import NotNow
from tandem.solidarity.left_alone import rest
from tandem.solidarity.neighbours import actions, by_text, ending, page
from tandem.solidarity.neighbours.choices import CircleState, MemberState, NotThese, SeekerState
from tandem.solidarity.neighbours.forms import FindCompanyForm
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.solidarity.neighbours.tests.factories import WHERE, SeekerFactory, asked, proposed
from tandem.solidarity.retention import expected_or_offering
from tandem.solidarity.tests.factories import member
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


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def told(seeker) -> str:
    latest = Message.objects.filter(person=seeker.person).latest("pk")
    return "\n".join(opened(latest).paragraphs)


def members(circle) -> list[int]:
    return sorted(circle.members.values_list("seeker", flat=True))


def two(town, **facts):
    first, second = ("Ana", "ana@example.example"), ("Ben", "ben@example.example")
    return [
        SeekerFactory(organisation=town, person__first_name=name, **facts)
        for name, _mail in (first, second)
    ]


def test_who_shares_most_is_proposed_and_nobody_is_named_in_the_run(town):
    ana = SeekerFactory(organisation=town, interests=["walk", "games"])
    SeekerFactory(organisation=town, interests=["games"])
    chris = SeekerFactory(organisation=town, interests=["walk", "games"])

    [circle] = proposed(town)

    assert members(circle) == sorted([ana.pk, chris.pk])
    assert circle.interests == ["games", "walk"]
    assert circle.run.algorithm == "company"
    assert str(ana.person.key) not in str(circle.run.question)


def test_each_is_asked_and_learns_of_nobody(town):
    ana, ben = two(town)

    asked(town)

    for seeker, other in ((ana, "Ben"), (ben, "Ana")):
        said = told(seeker)
        assert "A neighbour would like company too. You share: Walking." in said
        assert WHERE in said
        assert other not in said and "1030" not in said
        seeker.refresh_from_db()
        assert seeker.state == SeekerState.ASKED


def test_when_all_said_yes_they_learn_first_name_quarter_and_what_they_share(town):
    ana, ben = two(town)
    circle = asked(town)

    actions.answer(ana, yes=True)
    assert "Ben" not in told(ana)
    actions.answer(ben, yes=True)

    assert "You meet Ben from 1030." in told(ana)
    assert "You meet Ana from 1030." in told(ben)
    circle.refresh_from_db()
    ana.refresh_from_db()
    ana.case.refresh_from_db()
    assert circle.state == CircleState.MET
    assert (ana.state, ana.case.state) == (SeekerState.MET, State.ANSWERED)


def test_nobody_learns_who_said_no_and_the_two_are_not_asked_again(town):
    ana, ben = two(town)
    asked(town)
    actions.answer(ana, yes=True)

    actions.answer(ben, yes=False)

    assert "It does not come about this time." in told(ana)
    assert "Ben" not in told(ana)
    for seeker in (ana, ben):
        seeker.refresh_from_db()
        assert seeker.state == SeekerState.OPEN
    assert proposed(town) == []
    ending.leave(ben)
    again = SeekerFactory(organisation=town, person=ben.person)
    assert proposed(town) == []
    with pytest.raises(NotNow, match="apart"):
        actions.bring_together([ana, again])
    chris = SeekerFactory(organisation=town)
    assert members(proposed(town)[0])[-1] == chris.pk


def test_whom_the_colleague_may_not_open_is_named_to_the_others_all_the_same(town):
    ana, ben = two(town)
    asked(town)
    actions.answer(ben, yes=True)
    noting = MembershipFactory(organisation=town).account
    exclude(ben.person, noting)

    with acting(Asker(account=noting.pk, organisation=town.pk, door=Door.PHONE)):
        actions.answer(ana, yes=True)

    assert "You meet Ben from 1030." in told(ana)
    assert "You meet Ana from 1030." in told(ben)
    look = Entry.objects.using("looks").filter(word="solidarity.company_named").latest("pk")
    assert (look.account, look.door) == (None, Door.INSIDE)


def test_coordinators_do_not_see_who_said_no(town):
    _ana, ben = two(town)
    circle = asked(town)

    actions.answer(ben, yes=False)

    circle.refresh_from_db()
    with override("en"):
        assert {one.state for one in page.shown([circle])[0].members} == {"Over"}


def test_by_hand_two_need_a_language_and_what_they_do_not_share_is_not_said(town):
    ana, ben = two(town)
    chris = SeekerFactory(organisation=town, languages=["nl"])
    Seeker.objects.filter(pk=ben.pk).update(interests=["games"])

    with pytest.raises(NotNow, match="no_language_shared"):
        actions.bring_together([ana, chris])
    actions.ask(actions.bring_together([ana, ben]), WHERE)
    assert "A neighbour would like company too.\nYou have time" in told(ana)
    for seeker in (ana, ben):
        actions.answer(seeker, yes=True)
    assert "You share" not in told(ana)


@pytest.mark.parametrize(
    ("adult", "born_on", "of_age"),
    [(True, "", True), (False, "", False), (None, "", False), (True, "2012-03-27", False)],
)
def test_whoever_has_not_said_that_she_is_of_age_is_not_taken_for_an_adult(
    town, adult, born_on, of_age
):
    answers = {
        "interests": ["walk"], "languages": ["fr"], "when": [3], "matter": "place", "three": False,
        "program": True, "adult": adult, "who": {"born_on": born_on},
        "where": {"postal_code": "1030"},
    }  # fmt: skip
    case = CaseFactory(
        organisation=town, person=PersonFactory(organisation=town), service="find-company"
    )

    actions.find_company(answers, case=case)

    assert Seeker.objects.get(case=case).of_age is of_age
    assert FindCompanyForm.base_fields["adult"].required


def test_whoever_has_met_may_be_forgotten(town):
    seekers = two(town)
    asked(town)
    whose = {one.person_id for one in seekers}
    assert set(expected_or_offering(whose)) == whose
    for one in seekers:
        actions.answer(one, yes=True)

    assert not list(expected_or_offering(whose))


def test_leaving_locks_all_and_goes_by_how_the_circle_stands(town):
    ana, ben = two(town)
    stale = Seeker.objects.get(pk=ana.pk)
    circle = asked(town)

    with CaptureQueriesContext(connection) as said:
        ending.leave(stale)

    first = next(one["sql"] for one in said if "UPDATE" in one["sql"])
    assert first.startswith("SELECT"), "whoever is around her is locked before she is moved"
    circle.refresh_from_db()
    ben.refresh_from_db()
    assert (circle.state, ben.state) == (CircleState.ENDED, SeekerState.OPEN)
    assert "It does not come about this time." in told(ben)


def test_one_leaves_at_any_time_and_the_other_is_looked_after(town):
    ana, ben = two(town)
    circle = asked(town)
    actions.answer(ana, yes=True)
    actions.answer(ben, yes=True)

    ana.refresh_from_db()
    ending.leave(ana)

    assert "Somebody of you has left, and need not say why." in told(ben)
    ben.refresh_from_db()
    circle.refresh_from_db()
    ana.refresh_from_db()
    assert (ana.state, ben.state) == (SeekerState.ENDED, SeekerState.OPEN)
    assert circle.state == CircleState.ENDED


def test_withdrawn_while_asked_the_other_keeps_her_place(town):
    ana, ben = two(town)
    asked(town)

    cases.withdraw(ana.case)

    ben.refresh_from_db()
    assert ben.state == SeekerState.OPEN
    assert "It does not come about this time." in told(ben)
    with pytest.raises(NotNow):
        actions.answer(ben, yes=True)


def test_three_in_a_ring_become_a_three_only_where_all_wish_it(town):
    facts = {"organisation": town, "three": True}
    SeekerFactory(interests=["walk", "games", "music"], **facts)
    SeekerFactory(interests=["walk", "games"], **facts)
    SeekerFactory(interests=["walk", "music"], **facts)

    [circle] = proposed(town)

    assert circle.members.count() == 3
    actions.ask(circle, WHERE)
    said = told(CircleMember.objects.first().seeker)
    assert "Two neighbours would like company too. You all share: Walking." in said


def test_what_is_decided_on_a_proposal_is_counted(town):
    two(town)
    [circle] = proposed(town)

    actions.refuse(circle, NotThese.KNOWS_BETTER)

    row = Decision.objects.get(about=str(circle.key))
    assert (row.outcome, row.because) == (Outcome.REFUSED, NotThese.KNOWS_BETTER)
    assert proposed(town) == []


def test_by_hand_a_proposal_is_departed_from_with_a_reason(town):
    ana, ben = two(town)
    chris = SeekerFactory(organisation=town, no_program=True)
    [circle] = proposed(town)
    assert chris.pk not in members(circle)

    with pytest.raises(NotNow, match="say_why"):
        actions.bring_together([ana, chris])
    made = actions.bring_together([ana, chris], NotThese.WISH)

    assert members(made) == sorted([ana.pk, chris.pk])
    assert Decision.objects.get(about=str(circle.key)).outcome == Outcome.DEPARTED
    ben.refresh_from_db()
    circle.refresh_from_db()
    assert (ben.state, circle.state) == (SeekerState.OPEN, CircleState.ENDED)


def test_nobody_under_age_is_brought_together_with_people_she_does_not_know(town):
    ana, ben = two(town)
    type(ana).objects.filter(pk=ana.pk).update(of_age=False)
    ana.refresh_from_db()

    assert proposed(town) == []
    with pytest.raises(NotNow, match="minor"):
        actions.bring_together([ana, ben])


def test_who_is_perhaps_one_person_is_not_brought_together(town):
    ana, ben = two(town)
    Likeness.objects.create(
        one=ana.person, other=ben.person, organisation=town, territory=town.area
    )

    assert proposed(town) == []
    with pytest.raises(NotNow, match="apart"):
        actions.bring_together([ana, ben])


def test_nobody_is_in_two_circles_at_a_time(town):
    ana, _ben = two(town)
    asked(town)
    held = {"organisation": town, "territory": town.area}
    other = Circle.objects.create(half_days=1, **held)

    with pytest.raises(IntegrityError, match="one_circle_at_a_time"), transaction.atomic():
        CircleMember.objects.create(circle=other, seeker=ana, state=MemberState.ASKED, **held)


def test_what_is_left_alone_is_not_proposed(town):
    ana, ben = two(town)

    rest([ana.person_id], limited=True)

    assert proposed(town) == []
    with pytest.raises(NotNow, match="circle_changed"):
        actions.bring_together([ana, ben])


def test_who_looks_for_company_is_not_erased_and_then_her_likes_go(town):
    ana, _ben = two(town)
    with pytest.raises(StillNeeded):
        erase(ana.person)
    ending.leave(ana)
    Message.objects.update(state="done", left_at=timezone.now())

    erase(ana.person)

    ana.refresh_from_db()
    assert ana.interests == []


def test_a_yes_by_text_message_counts_from_her_own_number(town):
    ana = SeekerFactory(organisation=town, person__phone="0470 11 22 33")
    SeekerFactory(organisation=town)
    asked(town)
    said = by_text.Answer(ana.case.reference, yes=True)

    assert by_text.is_open(ana.case.reference)
    assert by_text.take(said, "0470 99 99 99") is None
    with override("en"):
        assert "Thank you!" in by_text.take(said, "0470 11 22 33")
    assert CircleMember.objects.get(seeker=ana).state == MemberState.YES
    assert by_text.take_written(said, ana.person_id + 1) is None


def at(key="") -> str:
    return f"/solidarity/company/{key}{'/' if key else ''}"


def test_from_the_list_to_a_yes_noted_on_the_telephone(client, town):
    ana, ben = two(town)
    member(client, town)
    said = client.get(at(), HTTP_ACCEPT_LANGUAGE="en").text
    assert "Ana" not in said and ana.case.shown_reference in said

    client.post(at())
    jobs.form_circles(town.pk)
    circle = Circle.objects.get()
    here = at(circle.key)
    assert "All of them like: Walking." in client.get(here, HTTP_ACCEPT_LANGUAGE="en").text
    assert client.post(f"{here}ask/", {"where_when": ""}).status_code == 422
    client.post(f"{here}ask/", {"where_when": WHERE})
    for odd in ({}, {"answer": "perhaps"}):
        assert client.post(at(f"answers/{ana.key}"), odd).status_code == 302
    for seeker in (ana, ben):
        client.post(at(f"answers/{seeker.key}"), {"answer": "yes"})

    circle.refresh_from_db()
    assert circle.state == CircleState.MET


def test_of_others_nobody_can_tell_that_there_is_one(client, town):
    two(town)
    [circle] = proposed(town)
    member(client, OrganisationFactory())
    assert client.get(at(circle.key)).status_code == 404
    member(client, town, Role.OPERATOR)
    assert [client.get(way).status_code for way in (at(), at(circle.key))] == [404, 404]
    assert client.get(at("answers")).status_code == 200
