"""Nobody waits for ever: neither for an answer that does not come, nor for a question nobody asked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.cases.answers_by_word import Answer
from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.people.models import ThingKey
from tandem.people.retention import erase
from tandem.solidarity import jobs, where_when
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import actions, by_text, ending, engine, messages, page
from tandem.solidarity.neighbours.choices import CircleState, MemberState, SeekerState
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.solidarity.neighbours.rules import ANSWERED_WITHIN, SILENCE_STANDS
from tandem.solidarity.neighbours.tests.factories import WHERE, SeekerFactory, asked, proposed
from tandem.solidarity.queue import CIRCLES
from tandem.solidarity.tests.factories import member
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HERE = "/solidarity/company/answers/"
TOO_LATE = ANSWERED_WITHIN + timedelta(minutes=1)


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def three(town):
    """Ana and Ben were asked; Ben has said yes, Ana nothing. Chris was left."""
    with within(scope_of(town)):
        ana, ben = (SeekerFactory(organisation=town) for _one in range(2))
        asked(town)
        actions.answer(ben, yes=True)
        chris = SeekerFactory(organisation=town, interests=["walk"])
    return ana, ben, chris


def told(town, seeker) -> str:
    with within(scope_of(town)):
        latest = Message.objects.filter(person=seeker.person).latest("pk")
        return "\n".join(opened(latest).paragraphs)


def follow_up(town, **later) -> None:
    jobs.follow_up_company(town, timezone.now() + timedelta(**later))


def states(town) -> list[str]:
    with within(scope_of(town)):
        return list(CircleMember.objects.order_by("seeker_id").values_list("state", flat=True))


def together(town) -> set[int]:
    with within(scope_of(town)):
        [circle] = proposed(town)
        return set(circle.members.values_list("seeker", flat=True))


def test_a_circle_that_somebody_leaves_unanswered_lapses_and_all_are_looked_at_anew(town, three):
    ana, ben, chris = three

    follow_up(town, days=9)
    assert states(town) == [MemberState.ASKED, MemberState.YES]
    jobs.follow_up_company(town, timezone.now() + TOO_LATE)

    assert states(town) == [MemberState.SILENT, MemberState.OVER]
    assert "have not heard from you" in told(town, ana)
    assert "You keep your place" in told(town, ana)
    assert "It does not come about this time. You keep your place" in told(town, ben)
    with within(scope_of(town)):
        assert set(Seeker.objects.values_list("state", flat=True)) == {SeekerState.OPEN}
    [job] = ProcrastinateJob.objects.filter(task_name=CIRCLES)
    assert job.args == {"organisation": town.pk}
    # Whoever said nothing may be proposed to somebody else, and stands in nobody's way.
    assert together(town) in ({ben.pk, chris.pk}, {ana.pk, chris.pk})


def test_silence_is_no_no_by_hand_at_once_and_by_the_program_after_some_weeks(town, three):
    ana, ben, chris = three
    jobs.follow_up_company(town, timezone.now() + TOO_LATE)
    with within(scope_of(town)):
        ending.leave(chris)

        assert proposed(town) == []
        by_hand = actions.bring_together([ana, ben])
        assert proposed(town) == [by_hand]
        Circle.objects.filter(pk=by_hand.pk).update(state=CircleState.ENDED)
    with time_machine.travel(timezone.now() + SILENCE_STANDS + timedelta(days=1)):
        assert together(town) == {ana.pk, ben.pk}


def test_an_answer_that_comes_first_is_the_one_that_counts(town, three):
    ana, _ben, _chris = three
    with within(scope_of(town)):
        circle = Circle.objects.get(state=CircleState.ASKED)
        actions.answer(ana, yes=True)

        with pytest.raises(NotNow, match="circle_changed"):
            ending.lapse(circle)
    jobs.follow_up_company(town, timezone.now() + TOO_LATE)

    assert states(town) == [MemberState.YES, MemberState.YES]


def test_until_when_one_may_answer_is_said(town):
    with within(scope_of(town)), time_machine.travel("2026-11-28T10:00:00Z", tick=False):
        ana = SeekerFactory(organisation=town)
        SeekerFactory(organisation=town)
        asked(town)

    assert "Please answer by 8 December" in told(town, ana)


def test_a_coordinator_sees_who_did_not_answer_and_not_who_said_no(town, three):
    ana, ben, chris = three
    jobs.follow_up_company(town, timezone.now() + TOO_LATE)

    with within(scope_of(town)):
        shown = {one.seeker.pk: one.silent for one in page.people(town)}
        assert shown == {ana.pk: True, ben.pk: False, chris.pk: False}


def test_what_is_brought_together_by_hand_waits_for_its_coordinator_and_not_for_ever(town):
    with within(scope_of(town)):
        ana, ben = (SeekerFactory(organisation=town) for _one in range(2))
        by_hand = actions.bring_together([ana, ben])

        assert proposed(town) == [by_hand]
        with time_machine.travel(timezone.now() + TOO_LATE):
            [anew] = proposed(town)
        assert anew.run is not None


def test_whoever_was_never_asked_her_age_is_asked_once_and_then_looked_for(town):
    with within(scope_of(town)):
        ana, ben = (SeekerFactory(organisation=town, of_age=None) for _one in range(2))
        assert proposed(town) == []
        with pytest.raises(NotNow, match="age_unknown"):
            actions.bring_together([ana, ben])

    follow_up(town)
    follow_up(town, hours=1)

    assert "are you 18 or older?" in told(town, ana)
    with within(scope_of(town)):
        assert Message.objects.filter(kind=messages.AGE).count() == 2
        for seeker in (ana, ben):
            said = Answer(seeker.case.reference, yes=True)
            with override("en"):
                assert by_text.take_written(said, seeker.person_id) == "Thank you for telling us."
        assert engine.propose(town) == 1
        with pytest.raises(NotNow, match="age_said"):
            actions.say_age(ana, of_age=False)


def test_her_age_is_noted_at_the_desk(client, town):
    with within(scope_of(town)):
        ana = SeekerFactory(organisation=town, of_age=None)
    member(client, town)

    assert "Are they 18 or older?" in client.get(HERE, HTTP_ACCEPT_LANGUAGE="en").text
    client.post(f"/solidarity/company/answers/{ana.key}/", {"answer": "younger"})

    with within(scope_of(town)):
        assert Seeker.objects.get(pk=ana.pk).of_age is False
    assert "Are they 18 or older?" not in client.get(HERE, HTTP_ACCEPT_LANGUAGE="en").text


def test_where_they_meet_is_sealed_and_goes_when_one_of_them_is_forgotten(town):
    with within(scope_of(town)):
        ana, ben = (SeekerFactory(organisation=town) for _one in range(2))
        circle = asked(town)
        assert WHERE.encode() not in bytes(circle.sealed_where)
        assert where_when.of(circle) == WHERE
        keys = ThingKey.objects.count()
        for seeker in (ana, ben):
            actions.answer(seeker, yes=True)
        Message.objects.update(state="done", left_at=timezone.now())
        erase(ana.person)

        circle.refresh_from_db()
        assert circle.sealed_where is None
        assert ThingKey.objects.count() < keys
