"""A report handed over, with which either side goes on by itself: the other hears of it."""

import pytest
from django.utils import timezone

from tandem.streets import handing, hooks, office, planning
from tandem.streets.actions import move
from tandem.streets.choices import Closed, Ground, HandoverState, State
from tandem.streets.handing import To
from tandem.streets.models import Handover, HookMessage, Move, Report
from tandem.streets.tests.abroad import reported, rows, work
from tandem.streets.tests.factories import ReportFactory
from tandem.streets.tests.reported import a_team
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory, PlatformFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(commune):
    commune.platform = PlatformFactory()
    commune.save()
    return commune


@pytest.fixture
def next_door(commune):
    return OrganisationFactory(area__postal_code="1140", platform=commune.platform)


def given(commune, next_door):
    """Ours, and their row of it."""
    report = reported(commune)
    with transaction_within(scope_of(commune)):
        handing.hand_over(report, To(Ground.REGION, next_door), "")
    work()
    return report, rows(next_door, Report, given_key=report.key)[0]


def go(organisation, report, to, **said):
    with transaction_within(scope_of(organisation)):
        move(report, to, **said)
    work()


def join(organisation, report, other):
    with transaction_within(scope_of(organisation)):
        office.join(report, other)
    work()


def stands(organisation, report):
    [row] = rows(organisation, Report, pk=report.pk)
    return row.state


def in_hands(organisation, report):
    return [row.state for row in rows(organisation, Handover, report=report)]


def test_joined_there_to_another_it_follows_that_one(commune, next_door):
    first, their_first = given(commune, next_door)
    second, their_second = given(commune, next_door)
    join(next_door, their_second, their_first)
    assert stands(commune, second) == State.HANDED_OVER

    go(next_door, their_first, State.REPAIRED, words="New bulb.")

    assert [stands(commune, one) for one in (first, second)] == [State.REPAIRED] * 2
    assert in_hands(commune, second) == [HandoverState.ENDED]
    assert rows(commune, Move, report=second)[-1].words == "New bulb."


def test_joined_there_to_a_report_of_their_own_it_follows_that_one_too(commune, next_door):
    ours, theirs = given(commune, next_door)
    known = reported(next_door)
    join(next_door, theirs, known)

    go(next_door, known, State.CLOSED, because=Closed.NO_MEANS)

    [row] = rows(commune, Report, pk=ours.pk)
    assert (row.state, row.closed_because) == (State.CLOSED, Closed.NO_MEANS)


def test_opened_again_there_it_is_opened_again_here(commune, next_door):
    ours, theirs = given(commune, next_door)
    go(next_door, theirs, State.REPAIRED)
    assert stands(commune, ours) == State.REPAIRED

    go(next_door, theirs, State.NEW)

    [row] = rows(commune, Report, pk=ours.pk)
    assert (row.state, row.reopened, row.ended_at) == (State.HANDED_OVER, 1, None)
    assert in_hands(commune, ours) == [HandoverState.ACCEPTED]
    assert stands(next_door, theirs) == State.NEW

    go(next_door, theirs, State.REPAIRED, words="Now it is.")
    assert stands(commune, ours) == State.REPAIRED
    assert rows(commune, Move, report=ours)[-1].words == "Now it is."


def test_taken_apart_there_it_is_with_them_again(commune, next_door):
    first, their_first = given(commune, next_door)
    second, their_second = given(commune, next_door)
    join(next_door, their_second, their_first)
    go(next_door, their_first, State.REPAIRED)

    go(next_door, their_second, State.NEW)

    assert stands(commune, first) == State.REPAIRED
    assert stands(commune, second) == State.HANDED_OVER


def test_what_we_ended_ourselves_they_do_not_open_again(commune, next_door):
    ours, theirs = given(commune, next_door)
    go(commune, ours, State.REPAIRED)
    assert stands(next_door, theirs) == State.CLOSED

    go(next_door, theirs, State.NEW)

    assert stands(commune, ours) == State.REPAIRED
    assert in_hands(commune, ours) == [HandoverState.ENDED]


@pytest.mark.parametrize("to", [State.UNDER_WAY, State.LOOKED_AT, State.REPAIRED])
def test_any_step_of_ours_ends_it_and_closes_their_row(commune, next_door, to):
    ours, theirs = given(commune, next_door)
    go(next_door, theirs, State.LOOKED_AT)

    go(commune, ours, to)

    assert in_hands(commune, ours) == [HandoverState.ENDED]
    assert stands(next_door, theirs) == State.CLOSED
    assert stands(commune, ours) == to


def test_noted_by_a_colleague_as_come_back_it_is_not_left_with_them(commune, next_door):
    ours, theirs = given(commune, next_door)
    [handover] = rows(commune, Handover)
    with transaction_within(scope_of(commune)):
        handing.came_back(handover, "They say it is private.")
    work()

    assert in_hands(commune, ours) == [HandoverState.RETURNED]
    assert stands(next_door, theirs) == State.CLOSED


def test_handed_over_it_leaves_its_day_to_others_and_does_not_come_back_into_it(commune, next_door):
    report, other = reported(commune, effort=2), reported(commune, effort=2)
    day = add_working_days(timezone.localdate(), 2)
    with transaction_within(scope_of(commune)):
        team = a_team(commune, per_day=2)
        planning.plan([report], team, day)
        handing.hand_over(report, To(Ground.REGION, next_door), "")
        planning.plan([other], team, day)
        move(report, State.UNDER_WAY)

        assert planning.used_by_day(team) == {day: 2}
        row = Report.objects.get(pk=report.pk)
        assert (row.job, row.planned_for) == (None, None)


def test_the_sign_of_their_row_leads_to_the_public_page_of_ours(commune, next_door, visitor):
    farther = OrganisationFactory(area__postal_code="1150", platform=commune.platform)
    with transaction_within(scope_of(next_door)):
        hooks.make(next_door, "https://program.example/hook", [])
    ours = ReportFactory(organisation=commune)
    with transaction_within(scope_of(commune)):
        handing.hand_over(ours, To(Ground.REGION, next_door), "")
    [theirs] = rows(next_door, Report)
    with transaction_within(scope_of(next_door)):
        handing.hand_over(theirs, To(Ground.REGION, farther), "")
    work()
    [last] = rows(farther, Report)

    assert visitor.get(f"/streets/{ours.sign}/").status_code == 200
    for one in (theirs, last):
        answer = visitor.get(f"/streets/{one.sign}/", follow=True)
        assert answer.redirect_chain[-1] == (f"/streets/{ours.sign}/", 302)
        assert ours.shown_sign in answer.text
    told = [row.body["data"].get("id") for row in rows(next_door, HookMessage)]
    assert set(told[1:]) == {ours.sign}
