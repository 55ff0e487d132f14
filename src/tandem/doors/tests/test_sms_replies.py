"""What is said back leaves once, in its order, whatever becomes of gateway and worker."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tandem.doors.models import TextReply, TextReplyState
from tandem.doors.sms import carrying, queue, talks
from tandem.outbox.errors import Later
from tandem.outbox.tests.gateways import Gateway
from tandem.outbox.tests.test_crash import working
from tests.processes import until

NUMBER = "+32470998877"
in_hand = pytest.mark.django_db


@pytest.fixture
def texts(settings, tmp_path, monkeypatch):
    """What left through the gateway, a line each."""
    file = tmp_path / "texts"
    monkeypatch.setenv("TEXTS", str(file))
    with_gateway(settings, "Gateway")
    return file


def with_gateway(settings, name):
    settings.SMS_GATEWAY = f"tandem.outbox.tests.gateways.{name}"


def say(*messages):
    number = talks.number_of(NUMBER)
    with talks.with_number(number), transaction.atomic():
        queue.say(number, NUMBER, messages)


def states():
    with talks.with_number(talks.number_of(NUMBER)), transaction.atomic():
        return list(TextReply.objects.values_list("state", flat=True))


def carry() -> int:
    """As the worker does it, in the same process; how many left."""
    with talks.with_number(talks.number_of(NUMBER)):
        carrying.settle_interrupted()
        return carrying.carry()


def left(texts: Path) -> list[str]:
    return [line.removeprefix(f"{NUMBER} ") for line in texts.read_text().splitlines()]


class FirstBusy(Gateway):
    """Answers nobody the first time it is asked, whoever asks."""

    asked = 0

    def send(self, number, text, key):
        FirstBusy.asked += 1
        if FirstBusy.asked == 1:
            raise Later("busy", for_everyone=True)
        super().send(number, text, key)


@in_hand
def test_replies_leave_in_the_order_in_which_they_were_said(texts):
    say("first", "second", "third")

    assert carry() == 3
    assert left(texts) == ["first", "second", "third"]
    assert carry() == 0


@in_hand
def test_a_gateway_that_is_down_is_asked_once_and_the_order_holds(texts, settings, monkeypatch):
    monkeypatch.setattr(FirstBusy, "asked", 0)
    settings.SMS_GATEWAY = f"{__name__}.FirstBusy"
    say("first", "second")

    assert (carry(), FirstBusy.asked) == (0, 1)
    assert carry() == 2
    assert left(texts) == ["first", "second"]


@in_hand
def test_what_a_gateway_refuses_holds_nothing_up(texts, settings):
    with_gateway(settings, "UnwillingGateway")
    say("first")
    carry()

    with_gateway(settings, "Gateway")
    say("second")
    carry()

    assert states() == [TextReplyState.FAILED, TextReplyState.SENT]
    assert left(texts) == ["second"]


@in_hand
def test_what_may_have_left_is_never_sent_again(texts, settings, caplog):
    with_gateway(settings, "BrokenGateway")
    say("first")
    carry()

    with_gateway(settings, "Gateway")
    carry()

    assert states() == [TextReplyState.UNSURE]
    assert not texts.exists()
    assert "470" not in caplog.text


@in_hand
def test_an_answer_of_half_a_day_ago_only_startles_and_does_not_leave(texts, settings):
    with_gateway(settings, "BusyGateway")
    say("first")

    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        carry()

    assert states() == [TextReplyState.FAILED]


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_a_worker_killed_while_replying_loses_nothing_and_doubles_nothing(texts):
    say("first", "second")

    with working(SimpleNamespace(port=1), texts) as worker:
        until(texts.exists, worker)
    assert states() == [TextReplyState.SENDING, TextReplyState.WAITING]
    with time_machine.travel(timezone.now() + carrying.SURELY_OVER + timedelta(minutes=1)):
        carry()

    assert states() == [TextReplyState.UNSURE, TextReplyState.SENT]
    assert left(texts) == ["first", "second"]
