import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.outbox import rules
from tandem.outbox.choices import Obstacle, Outcome, State
from tandem.outbox.models import Attempt
from tandem.outbox.tests.sending import SECRET, delivered, sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
ADDRESS = "odette@example.example"


def reader(town_hall, **facts):
    return PersonFactory(organisation=town_hall, channel=Channel.EMAIL, email=ADDRESS, **facts)


def test_an_email_reaches_the_person_and_its_subject_tells_nothing(town_hall, mail):
    message = delivered(sent_to(reader(town_hall, language="en")))

    [letter] = mail.letters
    body = letter.get_content()
    assert letter["To"] == ADDRESS
    assert letter["Subject"] == "A message from Town hall of Lilac (ZKQ7 4MPA)"
    assert letter["Message-ID"] == message.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "en"
    assert SECRET in body
    assert body.startswith("Good day Odette Van Kerckhoven,")
    assert body.index(SECRET) > 120  # more than a telephone shows of it
    assert "02 000 11 22" in body
    assert "http://127.0.0.1:8000/follow/" in body
    assert message.state == State.SENT


def test_sending_leaves_a_look_and_a_deed_in_the_journal(town_hall, mail):
    person = reader(town_hall)

    delivered(sent_to(person))

    words = [entry.word for entry in Entry.objects.about(person.key).order_by("pk")]
    assert words[-2:] == ["outbox.contact_used", "outbox.message_sent"]


def test_a_server_that_hangs_up_refuses_and_returns_gets_it_once(town_hall, mail):
    mail.hangs_up = 1
    message = sent_to(reader(town_hall))

    with time_machine.travel(timezone.now(), tick=False) as clock:
        delivered(message)
        assert (message.state, mail.letters) == (State.WAITING, [])
        mail.stop()
        clock.shift(timedelta(minutes=2))
        delivered(message)
        assert (message.state, message.attempts) == (State.WAITING, 2)
        mail.start()
        clock.shift(timedelta(minutes=6))
        delivered(message)

    assert message.state == State.SENT
    assert len(mail.letters) == 1
    assert set(mail.seen) == {message.message_id}
    outcomes = Attempt.objects.filter(message=message).order_by("pk")
    assert [attempt.outcome for attempt in outcomes] == ["unknown", "later", "handed_over"]


def test_a_server_that_dies_with_the_message_in_hand_is_given_it_once_more_and_no_third_time(
    town_hall, mail
):
    mail.hangs_up = 9
    message = sent_to(reader(town_hall))

    with time_machine.travel(timezone.now(), tick=False) as clock:
        states = []
        for _time in range(4):
            states.append(delivered(message).state)
            clock.shift(timedelta(hours=9))

    assert states == [State.WAITING, State.UNSURE, State.UNSURE, State.UNSURE]
    assert mail.seen == [message.message_id] * 2
    outcomes = Attempt.objects.filter(message=message).values_list("outcome", "code")
    assert set(outcomes) == {(Outcome.UNKNOWN, "unanswered")}


def test_nothing_is_tried_before_its_time(town_hall, mail):
    mail.hangs_up = 1
    message = delivered(sent_to(reader(town_hall)))

    delivered(message)

    assert message.attempts == 1
    assert mail.letters == []


def test_a_server_that_answers_nobody_is_asked_once_for_all_messages(town_hall, mail):
    mail.stop()
    messages = [sent_to(reader(town_hall)) for _ in range(3)]

    delivered(*messages)

    assert [message.state for message in messages] == [State.WAITING] * 3
    assert [message.attempts for message in messages] == [1, 0, 0]


def test_after_two_days_in_vain_a_person_must_look_at_it(town_hall, mail):
    mail.stop()
    message = sent_to(reader(town_hall))

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(len(rules.DELAYS) + 1):
            delivered(message)
            clock.shift(timedelta(hours=7))

    assert message.state == State.FAILED
    assert Entry.objects.filter(word="outbox.message_failed").count() == 1


def test_an_address_that_no_longer_exists_leads_to_the_next_way(town_hall, mail):
    mail.refuses[ADDRESS] = "550 no such user"
    message = delivered(sent_to(reader(town_hall)))

    assert (message.state, message.channel) == (State.READY, Channel.CALL)
    assert message.obstacle == Obstacle.TRIED
    assert Attempt.objects.get(message=message).outcome == Outcome.REFUSED


def test_one_bad_address_does_not_hold_up_the_others(town_hall, mail):
    mail.refuses[ADDRESS] = "450 mailbox full"
    full = sent_to(reader(town_hall))
    fine = sent_to(
        PersonFactory(organisation=town_hall, channel=Channel.EMAIL, email="ok@example.example")
    )

    delivered(full, fine)

    assert (full.state, fine.state) == (State.WAITING, State.SENT)


@pytest.mark.parametrize("address", ["a@b@c", "no one@example.example", "x\ny@example.example"])
def test_an_address_that_is_none_stops_nothing(town_hall, mail, address):
    person = PersonFactory(organisation=town_hall, channel=Channel.EMAIL, email=address)

    message = delivered(sent_to(person))

    assert message.state in {State.READY, State.WAITING, State.SENT}
    assert Attempt.objects.filter(message=message, ended_at__isnull=True).count() == 0


def test_without_address_the_person_is_called_and_it_shows_why(town_hall, mail):
    person = PersonFactory(organisation=town_hall, channel=Channel.EMAIL)

    message = delivered(sent_to(person))

    assert (message.state, message.channel) == (State.READY, Channel.CALL)
    assert message.obstacle == Obstacle.NO_EMAIL


def test_neither_address_nor_text_is_written_in_a_log(town_hall, mail, caplog):
    caplog.set_level(logging.DEBUG)
    mail.refuses[ADDRESS] = f"550 {ADDRESS} unknown"

    delivered(sent_to(reader(town_hall)))
    mail.stop()
    delivered(sent_to(PersonFactory(organisation=town_hall, channel="email", email="b@b.example")))

    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "mail.log"
    )
    for secret in (ADDRESS, "b@b.example", SECRET, "Kerckhoven"):
        assert secret not in logged
