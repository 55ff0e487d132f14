"""A real centre tells what came in; what goes wrong on our side it keeps and tells again."""

import threading

import pytest
from django.db import connections, transaction

from tandem.doors.models import Heard, TextReply
from tandem.doors.sms import line as lines
from tandem.doors.sms import talks
from tandem.outbox import coding
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.outbox.receipts import expect
from tandem.outbox.tests.conftest import free_port
from tandem.outbox.tests.sending import sent_to
from tandem.outbox.tests.smsc import Centre
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.kannel import until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
NUMBER = "+32470123456"
RECEIPT = 0x04


@pytest.fixture
def centre(settings):
    made = Centre(free_port())
    settings.SMS_URL = f"smpp://127.0.0.1:{made.port}"
    settings.SMS_USER, settings.SMS_PASSWORD = "tandem", "secret"
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(centre, monkeypatch):
    """The process that keeps the line, as a thread."""
    monkeypatch.setattr(lines, "SILENCE", 1.0)
    stopping = threading.Event()

    def listen():
        try:
            line = lines.Line(stopping.is_set)
            while not stopping.is_set():
                line.listen()
        finally:
            connections.close_all()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    until(lambda: any(one.can_receive for one in centre.sessions))
    yield thread
    stopping.set()
    thread.join(20)


def replies():
    number = talks.number_of(NUMBER)
    with talks.with_number(number), transaction.atomic():
        return [talks.said(reply)[1] for reply in TextReply.objects.filter(number=number)]


def kept():
    """The answers so far of whoever texts."""
    with talks.with_number(talks.number_of(NUMBER)), transaction.atomic():
        _row, spoken = talks.hold(NUMBER)
        return drafts.take_up(spoken.code).answers


def said(centre, text, *, again=0):
    for number, part in enumerate(coding.parts(text, 7 + again)):
        answer = centre.say(
            part.header + part.body,
            source_addr_ton=1,
            esm_class=0x40 if part.header else 0,
            data_coding=0 if part.is_gsm else 8,
        )
        assert answer.is_success, number


def test_what_comes_in_by_the_line_is_answered(centre, line):
    OrganisationFactory(area__postal_code="1030")

    said(centre, "EN")
    said(centre, "NEED")
    said(centre, "1030")
    street = "Rue des Érables à l’ombre, près de l’école où ça monte " * 2
    said(centre, street)

    until(lambda: len(replies()) == 4)
    assert replies()[-1].startswith("3/")
    assert [one.strip() for one in kept()["where_street"]] == [street.strip()]


def test_a_receipt_is_told_even_before_we_know_of_what(centre, line):
    hall = OrganisationFactory()
    with within(scope_of(hall)), transaction.atomic():
        person = PersonFactory(organisation=hall, channel=Channel.SMS, phone=NUMBER)
        message = sent_to(person, short="Received.")
        Message.objects.update(state=State.SENDING, channel=Channel.SMS)

    centre.say(b"id:c9 stat:DELIVRD err:000", esm_class=RECEIPT)
    with within(scope_of(hall)), transaction.atomic():
        expect(message, "smpp:c9")

    def arrived():
        with within(scope_of(hall)), transaction.atomic():
            return Message.objects.get().state == State.DELIVERED

    until(arrived)


def test_a_line_that_the_centre_ends_is_made_again(centre, line):
    (before,) = centre.sessions

    centre.end(before)
    until(lambda: any(one.session_id != before.session_id for one in centre.sessions))
    said(centre, "EN")

    until(lambda: Heard.objects.count() == 1)
