"""A coordinator sees by which way a volunteer is asked, and whether that may come too late."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.translation import override

from tandem.people.choices import Channel
from tandem.solidarity import rules
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose
from tests.factories import OrganisationFactory, PersonFactory

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)
MONDAY_MORNING, WEDNESDAY_MORNING = 0, 6
TOO_LATE = "A letter may come too late for Monday 30 November 2026."


@pytest.fixture
def town(db, client):
    client.cookies["language"] = "en"
    return OrganisationFactory()


def asked_by(town, channel, half_day=MONDAY_MORNING):
    person = PersonFactory(organisation=town, channel=channel)
    return OfferFactory(organisation=town, person=person, half_days=[half_day])


def page(client, need, more=""):
    return client.get(f"/solidarity/needs/{need.key}/{more}").text


@pytest.mark.parametrize(
    ("channel", "half_day", "how", "warned"),
    [
        (Channel.LETTER, MONDAY_MORNING, "is asked by letter", True),
        (Channel.LETTER, WEDNESDAY_MORNING, "is asked by letter", False),
        (Channel.EMAIL, MONDAY_MORNING, "is asked by e-mail", False),
        (Channel.CALL, MONDAY_MORNING, "is asked by telephone", False),
    ],
)
@time_machine.travel(THURSDAY, tick=False)
def test_before_and_after_asking(client, town, channel, half_day, how, warned):
    need, offer = NeedFactory(organisation=town), asked_by(town, channel, half_day)
    member(client, town)
    propose(town)

    shown = [page(client, need), page(client, need, f"choose/{offer.key}/")]
    ask(need, offer, half_day)
    shown.append(page(client, need))

    assert [how in text for text in shown] == [True] * 3
    assert [TOO_LATE in text for text in shown] == [warned] * 3


@pytest.mark.parametrize(
    ("channel", "asked_on", "day", "late"),
    [
        (Channel.LETTER, date(2026, 11, 26), date(2026, 12, 1), True),
        (Channel.LETTER, date(2026, 11, 26), date(2026, 12, 2), False),
        (Channel.CALL, date(2026, 11, 26), date(2026, 11, 27), True),
        (Channel.CALL, date(2026, 11, 26), date(2026, 11, 28), False),
        (Channel.SMS, date(2026, 11, 26), date(2026, 11, 27), False),
        (Channel.DESK, date(2026, 11, 26), date(2026, 12, 24), True),
    ],
)
def test_what_may_come_too_late(channel, asked_on, day, late):
    assert rules.may_come_too_late(channel, asked_on, day) == late


@pytest.mark.parametrize(
    ("channel", "phone", "vital", "said"),
    [
        (Channel.LETTER, "", True, "Go there, or send somebody"),
        (Channel.DESK, "", True, "Go there, or send somebody"),
        (Channel.LETTER, "0475 12 34 56", True, "There is a telephone number: call."),
        (Channel.LETTER, "", False, ""),
        (Channel.EMAIL, "", True, ""),
    ],
)
def test_a_vital_need_answered_by_letter_alone_is_told_to_the_coordinator(
    client, town, channel, phone, vital, said
):
    person = PersonFactory(organisation=town, channel=channel, phone=phone)
    need = NeedFactory(organisation=town, person=person, vital=vital)
    member(client, town)

    shown = page(client, need)

    with override("en"):
        assert str(channel.label) in shown
    assert ("a letter comes too late" in shown) == bool(said)
    assert said in shown


def test_choosing_by_hand_says_that_nobody_has_welcomed_this_volunteer(client, town):
    need = NeedFactory(organisation=town, contact="address")
    offers = [OfferFactory(organisation=town, welcomed_at=at) for at in (None, THURSDAY)]
    member(client, town)

    shown = [page(client, need, f"choose/{one.key}/") for one in offers]

    assert ["Nobody has welcomed this volunteer yet" in text for text in shown] == [True, False]
