from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.journal.write import Held
from tandem.outbox.models import Message
from tandem.solidarity import arranging, following_up, queue, rules, weighing
from tandem.solidarity.choices import ArrangementState, NeedState, Side, Went
from tandem.solidarity.jobs import follow_up_for, throw_away_lists
from tandem.solidarity.models import Arrangement, Batch, Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return OrganisationFactory()


def later(**more) -> datetime:
    return timezone.now() + timedelta(**more)


def rows(town, model):
    with within(scope_of(town)):
        return list(model.objects.order_by("pk"))


def far_away() -> int:
    """An evening six days from now."""
    return (timezone.localdate() + timedelta(days=6)).weekday() * 3 + 2


def agreed(town, **facts):
    arrangement = ask(NeedFactory(organisation=town, **facts), OfferFactory(organisation=town))
    with within(scope_of(town)):
        return arranging.agree(arrangement)


def test_who_does_not_answer_is_reminded_once_and_then_let_go(town):
    ask(NeedFactory(organisation=town), OfferFactory(organisation=town), far_away())

    follow_up_for(town, later(days=2, minutes=1))
    follow_up_for(town, later(days=2, minutes=20))
    reminded = [m.kind for m in rows(town, Message)].count("asked_again")
    follow_up_for(town, later(days=4, minutes=1))

    assert reminded == 1
    assert rows(town, Arrangement)[0].state == ArrangementState.LAPSED
    assert rows(town, Need)[0].state == NeedState.OPEN


def test_both_are_reminded_the_day_before(town):
    arrangement = agreed(town)
    evening = timezone.make_aware(
        datetime.combine(arrangement.day - timedelta(days=1), datetime.min.time())
    ) + timedelta(hours=9)

    follow_up_for(town, evening)
    follow_up_for(town, evening)

    assert [m.kind for m in rows(town, Message)].count("reminder") == 2


def test_both_are_asked_afterwards_how_it_went(town):
    agreed(town)

    follow_up_for(town, later(days=9))
    follow_up_for(town, later(days=9, hours=1))

    assert [m.kind for m in rows(town, Message)].count("question") == 2


def test_after_a_week_of_silence_the_helpers_word_is_enough(town):
    arrangement = agreed(town)
    with within(scope_of(town)):
        following_up.say_how_it_went(arrangement, Side.HELPER, Went.WELL)

    follow_up_for(town, later(days=8))
    early = rows(town, Need)[0].state
    follow_up_for(town, later(days=16))

    assert early != NeedState.DONE
    assert rows(town, Need)[0].state == NeedState.DONE


def test_one_that_fails_leaves_the_others_done(town, caplog):
    damaged = agreed(town)
    agreed(town)
    with within(scope_of(town)):
        # As after a damaged backup: its case is gone from sight.
        stranger = NeedFactory()
        Arrangement.objects.filter(pk=damaged.pk).update(need=stranger)

    follow_up_for(town, later(days=9))

    assert [m.kind for m in rows(town, Message)].count("question") == 2
    assert f"Arrangement {damaged.pk} could not be followed up." in caplog.text


def test_another_organisations_arrangements_are_left_to_it(town):
    other = OrganisationFactory()
    ask(NeedFactory(organisation=other), OfferFactory(organisation=other))

    follow_up_for(town, later(days=9))

    assert rows(other, Arrangement)[0].state == ArrangementState.ASKED


def test_a_list_nobody_took_in_is_gone_after_a_day_without_another_being_sent(town):
    with within(scope_of(town)):
        for name in ("old", "new", "taken in"):
            Batch.objects.create(account=1, sealed=name.encode(), **held(town))
        Batch.objects.filter(sealed=b"taken in").update(taken_in_at=timezone.now())
        Batch.objects.exclude(sealed=b"new").update(made_at=later(hours=-25))

    throw_away_lists(0)

    assert [bytes(batch.sealed) for batch in rows(town, Batch)] == [b"new", b"taken in"]


def held(town):
    return {"territory": town.area, "organisation": town}


def beginning(arrangement) -> datetime:
    return rules.begins(arrangement.day, arrangement.half_day, timezone.localtime())


@pytest.mark.parametrize("half_day", [0, 7, 11, 20])
def test_silence_holds_nobody_once_the_half_day_begins(town, half_day):
    asked = ask(NeedFactory(organisation=town), OfferFactory(organisation=town), half_day)
    with within(scope_of(town)):
        until = weighing.answer_by(asked)

    follow_up_for(town, until - timedelta(minutes=1))
    before = rows(town, Arrangement)[0].state
    follow_up_for(town, until)

    assert until <= beginning(asked)
    assert before == ArrangementState.ASKED
    assert rows(town, Arrangement)[0].state == ArrangementState.LAPSED
    assert rows(town, Need)[0].state == NeedState.OPEN


def test_for_a_vital_need_silence_is_a_no_after_a_day_and_reminded_of_before(town):
    ask(NeedFactory(organisation=town, vital=True), OfferFactory(organisation=town), far_away())

    follow_up_for(town, later(hours=12, minutes=1))
    follow_up_for(town, later(hours=23))
    before = rows(town, Arrangement)[0].state
    follow_up_for(town, later(hours=24, minutes=1))

    assert [m.kind for m in rows(town, Message)].count("asked_again") == 1
    assert before == ArrangementState.ASKED
    assert rows(town, Arrangement)[0].state == ArrangementState.LAPSED


@pytest.mark.parametrize(
    ("task", "ask_for"),
    [
        (queue.PROPOSE, lambda town, _turn: queue.look_for_helpers(Held(town.area_id, town.pk))),
        (queue.SHARE_OUT, lambda town, turn: queue.share_out(town.pk, turn, {})),
        (queue.CIRCLES, lambda town, _turn: queue.form_circles(town.pk)),
        (queue.LOOK_FOR, lambda town, _turn: queue.whom_to_look_for(town.pk)),
    ],
)
def test_two_jobs_of_one_organisation_never_run_side_by_side(town, task, ask_for):
    other = OrganisationFactory()
    ask_for(town, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    ask_for(town, 2)
    ask_for(other, 3)

    rows = ProcrastinateJob.objects.filter(task_name=task).order_by("pk")
    first, second, elsewhere = rows.values_list("lock", flat=True)
    assert first == second
    assert first
    assert elsewhere != first
