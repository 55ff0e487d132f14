"""Anybody can write down anybody's address: what leaves for it in the name of the commune."""

from datetime import timedelta

import pytest

from tandem.accounts import throttle
from tandem.accounts.throttle import Brake
from tandem.cases.errors import Incomplete
from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.cases.tests.test_opening import drafted
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.actions import retry
from tandem.outbox.channels.email import compose
from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import Obstacle, State
from tandem.outbox.models import Message
from tandem.people.identity import Identity
from tandem.tenancy.scope import within
from tests.factories import AreaFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
THIRD = {"reach_channel": ["email"], "reach_email": ["third@example.example"]}


@pytest.fixture
def town():
    return OrganisationFactory(area=AreaFactory(postal_code="1030"))


def asked(town, times, *, door=Door.WEB, **changed):
    with acting(Asker(door=door, network="192.0.2.7")):
        for number in range(times):
            open_case(
                drafted(who_last_name=[f"Autre {'x' * number}"], **THIRD | changed), door=door
            )
    with within(scope_of(town)):
        return list(Message.objects.order_by("pk"))


def leaving(messages):
    return [one for one in messages if one.state == State.WAITING and one.woken_at]


def test_of_nine_receipts_to_one_address_few_leave_and_the_last_are_seen_by_a_person(town):
    found = asked(town, 9)

    with within(scope_of(town)):
        assert Case.objects.count() == 9
    assert leaving(found) == found[:3]
    assert [one.state for one in found[3:6]] == [State.WAITING] * 3
    assert all(one.next_try_at > one.queued_at + timedelta(hours=1) for one in found[3:6])
    assert {(one.state, one.obstacle) for one in found[6:]} == {(State.FAILED, Obstacle.TOO_MANY)}
    with within(scope_of(town)):
        assert retry(found[8]).state == State.WAITING


def test_without_the_brake_all_nine_would_leave(town, monkeypatch):
    monkeypatch.setitem(throttle.BRAKES, "sent_to", Brake(10_000, timedelta(hours=2)))

    assert len(leaving(asked(town, 9))) == 9


def test_a_busy_network_waits_and_another_or_a_colleague_does_not(town):
    for _ in range(30):
        throttle.turn_of("sent_from", "192.0.2.7")

    [slow] = asked(town, 1, reach_email=["one@example.example"])
    with acting(Asker(network="192.0.2.8")):
        open_case(drafted(**THIRD | {"reach_email": ["two@example.example"]}), door=Door.WEB)
    found = asked(town, 1, door=Door.PHONE, reach_email=["three@example.example"])

    assert slow.woken_at is None
    assert slow.state == State.WAITING
    assert leaving(found) == found[1:]


def mailed(message, **who):
    parcel = Parcel(
        key=message.key,
        message_id=message.message_id,
        text=message.text,
        language="fr",
        identity=Identity(**who, email="third@example.example"),
        organisation=message.organisation,
        chosen=True,
    )
    return compose(parcel).body


def test_a_receipt_repeats_nothing_that_a_stranger_typed(town):
    [message] = asked(town, 1, who_first_name=["Cliquez"])

    with within(scope_of(town)):
        assert "Cliquez" not in mailed(message, first_name="Cliquez")


def test_whom_a_colleague_heard_is_greeted_by_name(town):
    [message] = asked(town, 1, door=Door.PHONE, who_first_name=["Georgette"])

    with within(scope_of(town)):
        assert "Georgette" in mailed(message, first_name="Georgette")


@pytest.mark.parametrize("name", ["http://evil.example/gagnez", "Cliquez www.evil.example", "1"])
def test_a_link_is_no_name_at_any_door(town, name):
    code = drafted(who_first_name=[name])

    with pytest.raises(Incomplete) as told:
        open_case(code, door=Door.EMAIL)
    assert list(told.value.errors) == ["who"]
