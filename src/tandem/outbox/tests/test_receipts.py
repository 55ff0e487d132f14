"""Afterwards: a gateway tells what became of a message. And when a message waits for the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tandem.outbox import mobiles, receipts
from tandem.outbox.choices import Outcome, State
from tandem.outbox.models import Attempt
from tandem.outbox.rules import Quiet, first_hour
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.outbox.text import estimate
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MOBILE = "0470 12 34 56"
BRUSSELS = ZoneInfo("Europe/Brussels")
AT_NIGHT = datetime(2026, 3, 4, 22, 30, tzinfo=BRUSSELS)
QUIET = Quiet(21, 8, on_sunday=False)


@pytest.fixture
def texted(town_hall, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TEXTS", str(tmp_path / "texts"))
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
    return delivered(sent_to(person, short="Received."))


def test_a_message_that_arrived_is_known_to_have_arrived(texted):
    assert receipts.tell(str(texted.key), arrived=True)

    texted.refresh_from_db()
    assert texted.state == State.DELIVERED


def test_a_message_that_never_arrives_goes_the_next_way_and_says_why(texted):
    receipts.tell(str(texted.key), arrived=False)

    message = delivered(texted)
    assert (message.state, message.channel) == (State.READY, Channel.CALL)
    assert Channel.SMS in message.tried
    told = Attempt.objects.filter(message=message).order_by("pk").last()
    assert (told.outcome, told.code) == (Outcome.REFUSED, "undelivered")


def test_news_told_twice_or_too_late_changes_nothing(texted):
    receipts.tell(str(texted.key), arrived=True)

    receipts.tell(str(texted.key), arrived=False)

    texted.refresh_from_db()
    assert texted.state == State.DELIVERED


def test_a_doubt_ends_when_the_gateway_tells(texted):
    texted.state = State.UNSURE
    texted.save()

    receipts.tell(str(texted.key), arrived=True)

    texted.refresh_from_db()
    assert texted.state == State.DELIVERED


def test_news_of_a_message_of_nobody_is_no_news():
    assert not receipts.tell("no such message", arrived=True)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 3, 4, 12, tzinfo=BRUSSELS), None),
        (datetime(2026, 3, 4, 21, tzinfo=BRUSSELS), datetime(2026, 3, 5, 8, tzinfo=BRUSSELS)),
        (datetime(2026, 3, 4, 3, tzinfo=BRUSSELS), datetime(2026, 3, 4, 8, tzinfo=BRUSSELS)),
        (datetime(2026, 3, 4, 7, 59, tzinfo=BRUSSELS), datetime(2026, 3, 4, 8, tzinfo=BRUSSELS)),
        (datetime(2026, 3, 7, 22, tzinfo=BRUSSELS), datetime(2026, 3, 9, 8, tzinfo=BRUSSELS)),
        (datetime(2026, 3, 8, 12, tzinfo=BRUSSELS), datetime(2026, 3, 9, 8, tzinfo=BRUSSELS)),
    ],
)
def test_nobody_is_woken_by_a_text_message(now, then):
    assert first_hour(now, QUIET) == then


def test_at_night_a_message_waits_for_the_morning_unless_she_just_wrote(town_hall, settings):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.UnwillingGateway"
    settings.SMS_QUIET_FROM, settings.SMS_QUIET_UNTIL = 21, 8
    with time_machine.travel(AT_NIGHT, tick=False):
        person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
        asleep = delivered(sent_to(person, short="Received."))
        mobiles.wrote(MOBILE)
        awake = delivered(sent_to(person, short="Received."))

    assert asleep.state == State.WAITING
    assert asleep.next_try_at == datetime(2026, 3, 5, 8, tzinfo=BRUSSELS)
    assert awake.channel == Channel.CALL


def test_the_cost_counts_every_part_of_each_wording_to_everybody(settings):
    settings.SMS_PRICE = "0.08"

    told = estimate({"Reçu": 10, "ш" * 71: 100, "a" * 160: 1})

    assert (told.recipients, told.parts, told.longest) == (111, 211, 2)
    assert str(told.cost) == "16.88"


def test_without_accents_the_same_costs_half(settings):
    settings.SMS_ACCENTS = False

    assert estimate({"ł" * 71 + "ê": 100}).parts == 200
    assert estimate({"ê" * 71: 100}).parts == 100


def test_who_texts_nobody_pays_nothing():
    assert estimate({}).cost == 0
