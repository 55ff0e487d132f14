"""Two at the same moment, and a worker that dies: real connections, real transactions."""

import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.broadcast import actions, sending
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.models import Broadcast
from tandem.broadcast.tests.town import (
    approved,
    asked,
    at,
    colleague,
    signed_in,
    town_hall,
    working,
)
from tandem.outbox.choices import State as Going
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.project.databases import databases
from tandem.tenancy.scope import transaction_within, within
from tandem.territory.choices import Role
from tests.factories import PersonFactory, scope_of
from tests.processes import WORKER, running, until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def hall(db):
    made = town_hall()
    with transaction_within(scope_of(made)):
        for channel in (Channel.CALL, Channel.LETTER, Channel.CALL):
            PersonFactory(organisation=made, channel=channel)
    return made


def by(hall, second=True):
    author = colleague(hall)
    with transaction_within(scope_of(hall)):
        if not second:
            return asked(hall, author), author
        return approved(hall, author, colleague(hall, Role.ADMINISTRATOR)), author


def at_once(*deeds):
    """What each deed answers, all begun at the same moment, each on its own connection."""
    together = threading.Barrier(len(deeds))
    said = [None] * len(deeds)

    def do(number, deed):
        try:
            together.wait()
            said[number] = deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def messages(hall):
    with transaction_within(scope_of(hall)):
        return list(Message.objects.order_by("pk"))


def test_two_who_approve_at_once_send_it_once(hall):
    broadcast, _author = by(hall, second=False)
    clients = [signed_in(colleague(hall, role)) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)]
    seen = {"seen": broadcast.frozen}

    pages = at_once(
        *(
            lambda client=client: client.post(at("approve", broadcast), seen, follow=True).text
            for client in clients
        )
    )

    assert sum("You agreed. It leaves now." in page for page in pages) == 1
    assert sum("A colleague has decided already." in page for page in pages) == 1
    assert ProcrastinateJob.objects.filter(task_name="broadcast.send").count() == 1


def test_two_that_leave_at_once_are_together_within_what_may_leave_a_day(hall, settings):
    broadcasts = [by(hall)[0], by(hall)[0]]
    settings.BROADCAST_A_DAY = 4

    def send(broadcast):
        with within(scope_of(hall)):
            sending.send(broadcast.pk)

    at_once(*(lambda one=one: send(one) for one in broadcasts))

    assert len(messages(hall)) == 3
    with transaction_within(scope_of(hall)):
        found = Broadcast.objects.order_by("recipients").values_list("state", "stopped")
        assert list(found) == [(State.CANCELLED, "too_many_today"), (State.SENT, "")]


def test_one_who_approves_and_one_who_changes_a_word_are_not_both_right(hall):
    broadcast, author = by(hall, second=False)
    second = colleague(hall)

    def approve():
        with within(scope_of(hall)), working(second):
            try:
                actions.approve(broadcast, broadcast.frozen)
            except NotNow as error:
                return error.code
            return "approved"

    def change():
        with within(scope_of(hall)), working(author):
            try:
                actions.change(broadcast, fallback="nl")
            except NotNow as error:
                return error.code
            return "changed"

    said = at_once(approve, change)

    assert said in (["approved", "left_already"], ["decided_already", "changed"])
    with transaction_within(scope_of(hall)):
        broadcast.refresh_from_db()
        told = broadcast.state == State.APPROVED
        assert told == (broadcast.fallback == "fr")


def test_two_workers_with_the_same_job_tell_everybody_once(hall):
    broadcast, _author = by(hall)

    def send():
        with within(scope_of(hall)):
            sending.send(broadcast.pk)

    at_once(send, send)

    assert len(messages(hall)) == 3


def test_taken_back_while_it_is_delivered_each_is_told_or_is_not(hall):
    broadcast, author = by(hall)
    with within(scope_of(hall)):
        sending.send(broadcast.pk)
    keys = [message.pk for message in messages(hall)]

    def carry():
        with within(scope_of(hall)):
            deliver(keys)

    def take_back():
        with within(scope_of(hall)), working(author):
            return actions.take_back(broadcast)

    _carried, stopped = at_once(carry, take_back)

    states = [message.state for message in messages(hall)]
    assert states.count(Going.CANCELLED) == stopped == 3


@contextmanager
def standing_still(table):
    """Nobody writes into `table` meanwhile: whoever tries waits in the middle of its deed."""
    owner = databases(settings.DATA, "owner")["default"]
    params = connection.get_connection_params() | {"user": owner["USER"]}
    names = ("dbname", "user", "password", "host", "port")
    place = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**place) as asked_by:
        asked_by.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield lambda: asked_by.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
        ).fetchone()[0]


def state_of(broadcast):
    with transaction.atomic():
        return Broadcast.objects.get(pk=broadcast.pk).state


def test_a_worker_killed_in_the_middle_tells_nobody_and_the_next_one_everybody_once(hall):
    broadcast, _author = by(hall)

    # The broadcast is marked and those left out are written before the messages are.
    with standing_still("outbox_message") as waits, running(*WORKER) as killed:
        until(waits, killed)
    assert messages(hall) == []

    with within(scope_of(hall)), running(*WORKER) as next_one:
        assert state_of(broadcast) == State.APPROVED
        until(lambda: state_of(broadcast) == State.SENT, next_one)
        until(lambda: all(one.state == Going.READY for one in messages(hall)), next_one)

    assert len({one.person_id for one in messages(hall)}) == len(messages(hall)) == 3
