from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.outbox import rules
from tandem.outbox.actions import say_called, take_call
from tandem.outbox.choices import CallResult, Obstacle, Outcome, State
from tandem.outbox.errors import NotNow
from tandem.outbox.models import Attempt
from tandem.outbox.queries import is_taken
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory

BRUSSELS = ZoneInfo("Europe/Brussels")
pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def to_call(town_hall, **facts):
    return delivered(sent_to(PersonFactory(organisation=town_hall, **facts)))


def test_what_was_said_on_the_telephone_is_done(town_hall):
    call = to_call(town_hall)

    call = say_called(call, CallResult.SAID)

    assert (call.state, call.left_at is None) == (State.DONE, False)
    assert Attempt.objects.get(message=call).outcome == Outcome.SAID
    assert Entry.objects.filter(word="outbox.call_made").count() == 1


def test_who_does_not_answer_is_called_again_later(town_hall):
    call = say_called(to_call(town_hall), CallResult.NOBODY)

    assert (call.state, call.channel) == (State.READY, Channel.CALL)
    assert call.next_try_at > timezone.now() + timedelta(hours=2)


def test_who_does_not_answer_on_a_friday_evening_is_called_on_monday(town_hall):
    with time_machine.travel(datetime(2026, 11, 27, 18, 30, tzinfo=BRUSSELS), tick=False):
        call = say_called(to_call(town_hall), CallResult.NOBODY)

    assert call.next_try_at == datetime(2026, 11, 30, 8, tzinfo=BRUSSELS)


def test_who_never_answers_is_reached_another_way(town_hall):
    call = to_call(town_hall)

    for _ in range(rules.CALLS):
        call = say_called(call, CallResult.NOBODY)
    delivered(call)

    assert (call.state, call.channel) == (State.READY, Channel.LETTER)
    assert call.obstacle == Obstacle.TRIED


def test_a_wrong_number_is_neither_called_nor_texted_again(town_hall, settings):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    call = to_call(town_hall, phone="0470 12 34 56")

    call = delivered(say_called(call, CallResult.WRONG_NUMBER))

    assert call.channel == Channel.LETTER


def test_a_wrong_number_of_who_cannot_be_reached_else_is_shown(town_hall):
    call = to_call(town_hall, street="")

    call = delivered(say_called(call, CallResult.WRONG_NUMBER))

    assert call.state == State.FAILED


def test_a_call_is_made_once(town_hall):
    call = to_call(town_hall)
    say_called(call, CallResult.SAID)

    with pytest.raises(NotNow):
        say_called(call, CallResult.NOBODY)


def test_a_colleague_who_is_calling_is_seen_for_half_an_hour(town_hall):
    call = take_call(to_call(town_hall))

    assert is_taken(call, timezone.now())
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not is_taken(call, timezone.now())
