"""What arrives by each way, in which language, when, and how one hears no more."""

import email
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outgoing
from django.urls import reverse
from django.utils import timezone

from tandem.broadcast import actions
from tandem.broadcast.errors import NotNow
from tandem.broadcast.models import Broadcast, LeftOut
from tandem.broadcast.tests.town import (
    at,
    people,
    sent,
    signed_in,
    words,
    written,
)
from tandem.outbox import pressing, printing
from tandem.outbox.actions import say_called
from tandem.outbox.choices import CallResult, Proof, State
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.outbox.tests.sending import sent_to
from tandem.people.choices import Channel
from tandem.people.jobs import clear_away
from tandem.people.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
BRUSSELS = ZoneInfo("Europe/Brussels")


def test_an_e_mail_names_only_the_sender_and_can_be_stopped_with_one_press(
    hall, author, second, settings
):
    settings.SITE_URL = "https://help.commune.example"
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")

    sent(hall, author, second)

    [letter] = outgoing.outbox
    assert letter.subject == "Town hall : un message pour vous"
    assert "L’eau est coupée jeudi." in letter.body
    assert "destiné" not in letter.body.split("L’eau")[0]
    headers = email.message_from_bytes(letter.message().as_bytes())
    link = re.fullmatch(
        r"<(https://help\.commune\.example/no-more/[\w-]+/)>",
        "".join(headers["List-Unsubscribe"].split()),
    )[1]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body


def test_an_ordinary_message_has_no_such_button(hall):
    person = PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")

    deliver([sent_to(person).pk])

    [letter] = outgoing.outbox
    assert "List-Unsubscribe" not in letter.message()


def test_whoever_has_no_text_in_her_language_is_told_so_in_it(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="uli@post.example", language="de")

    sent(hall, author, second)

    [letter] = outgoing.outbox
    assert "L’eau est coupée jeudi." in letter.body
    assert "02 000 10 30" in letter.body.split("L’eau")[0]


def test_another_language_she_knows_comes_before_the_one_for_all_others(hall, author, second):
    PersonFactory(
        organisation=hall,
        channel=Channel.EMAIL,
        email="uli@post.example",
        language="de",
        other_languages=("nl",),
    )

    sent(hall, author, second)

    [letter] = outgoing.outbox
    assert "Donderdag is er geen water." in letter.body
    assert "L’eau" not in letter.body


def test_a_text_message_names_the_sender_and_the_number_to_hear_no_more(
    hall, author, second, texts
):
    PersonFactory(organisation=hall, channel=Channel.SMS, phone="0470 12 34 56")

    sent(hall, author, second)

    said = texts.read_text()
    assert said.startswith("+32470123456 Town hall")
    assert "Pas d'eau jeudi." in said
    assert "02 000 10 30" in said


def test_no_telephone_rings_at_night(hall, author, second, texts, settings):
    settings.SMS_QUIET_FROM, settings.SMS_QUIET_UNTIL = 21, 8
    PersonFactory(organisation=hall, channel=Channel.SMS, phone="0470 12 34 56")

    with time_machine.travel(datetime(2026, 11, 24, 22, 30, tzinfo=BRUSSELS), tick=False):
        broadcast = sent(hall, author, second)

    assert not texts.exists()
    message = Message.objects.get()
    assert message.state == State.WAITING
    assert timezone.localtime(message.next_try_at, BRUSSELS).hour == 8
    with time_machine.travel(datetime(2026, 11, 25, 8, 1, tzinfo=BRUSSELS), tick=False):
        deliver([message.pk])
    assert texts.exists()
    assert broadcast.recipients == 1


def test_so_many_a_minute_leave_and_the_others_wait_their_turn(hall, author, second, settings):
    settings.BROADCAST_A_MINUTE = 2
    for number in range(5):
        PersonFactory(organisation=hall, channel=Channel.EMAIL, email=f"p{number}@post.example")
    letter = PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")

    with time_machine.travel(timezone.now(), tick=False):
        sent(hall, author, second)
        now = timezone.now()

    assert len(outgoing.outbox) == 2
    turns = Message.objects.exclude(person=letter).order_by("pk")
    assert [turn.next_try_at - now for turn in turns.filter(state=State.WAITING)] == [
        timedelta(minutes=1), timedelta(minutes=1), timedelta(minutes=2)
    ]  # fmt: skip
    assert Message.objects.get(person=letter).state == State.READY


def test_letters_are_one_file_in_the_order_of_the_post_and_no_other_letter_is_in_it(
    hall, author, second
):
    for street in ("Rue Z 1", "Rue B 1", "Rue A 9"):
        PersonFactory(organisation=hall, channel=Channel.LETTER, street=street, phone="")
    other = sent_to(PersonFactory(organisation=hall, channel=Channel.LETTER, phone=""))
    deliver([other.pk])
    Person.objects.filter(pk=other.person_id).update(no_broadcasts=True)
    broadcast = sent(hall, author, second)
    client = signed_in(author)

    said = {"organisation": hall.pk, "to_many": f"broadcast.broadcast:{broadcast.pk}"}
    client.post(reverse("outbox:print"), said)

    asked = printing.Printing.objects.get()
    pressing.make(asked.pk)
    asked.refresh_from_db()
    cover, *letters = words(printing.pdf_of(asked))
    assert asked.count == 3
    assert "3" in cover
    streets = [re.search(r"Rue [ABZ] \d", page)[0] for page in letters]
    assert streets == ["Rue A 9", "Rue B 1", "Rue Z 1"]
    assert all("02 000 10 30" in page for page in letters)
    other.refresh_from_db()
    assert other.printing is None


def test_the_letters_of_the_day_leave_those_of_a_message_to_many_alone(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    sent(hall, author, second)
    client = signed_in(author)

    page = client.get(reverse("outbox:letters"))
    client.post(reverse("outbox:print"), {"organisation": hall.pk, "to_many": ""})

    assert "A message to many, in one file" in page.text
    assert not printing.Printing.objects.exists()


def test_a_call_has_a_script_and_whoever_wants_no_more_is_believed(hall, author, second):
    person = PersonFactory(organisation=hall, channel=Channel.CALL)
    sent(hall, author, second)
    call = Message.objects.get()
    client = signed_in(author)

    page = client.get(reverse("outbox:call", args=[call.key]))
    client.post(
        reverse("outbox:call", args=[call.key]),
        {"result": "said", "proof": "gist", "heard_by": "herself", "no_more": "on"},
    )

    assert "L’eau est coupée jeudi." in page.text
    assert "no_more" in page.text
    call.refresh_from_db()
    assert call.state == State.DONE
    person.refresh_from_db()
    assert person.no_broadcasts


def test_calls_to_many_wait_behind_who_was_written_to_alone(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.CALL)
    sent(hall, author, second)
    alone = sent_to(PersonFactory(organisation=hall, channel=Channel.CALL))
    deliver([alone.pk])

    page = signed_in(author).get(reverse("outbox:calls"))

    many = Message.objects.to_many().get()
    assert page.text.index(str(alone.key)) < page.text.index(str(many.key))


def test_taken_back_while_some_wait_those_never_leave(hall, author, second, settings):
    settings.BROADCAST_A_MINUTE = 1
    for number in range(2):
        PersonFactory(organisation=hall, channel=Channel.EMAIL, email=f"p{number}@post.example")
    PersonFactory(organisation=hall, channel=Channel.CALL)
    broadcast = sent(hall, author, second)

    page = signed_in(author).post(at("take_back", broadcast), follow=True)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        deliver(Message.objects.values_list("pk", flat=True))

    assert "Taken back" in page.text
    assert len(outgoing.outbox) == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == [
        "cancelled", "cancelled", "sent"
    ]  # fmt: skip
    with pytest.raises(NotNow):
        actions.take_back(broadcast)


def test_a_call_taken_back_cannot_be_noted_as_made(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.CALL)
    broadcast = sent(hall, author, second)
    call = Message.objects.get()

    actions.take_back(broadcast)

    with pytest.raises(Exception, match="call_ended"):
        say_called(call, CallResult.SAID, proof=Proof.NONE)


def test_the_report_says_what_became_of_it_by_each_way(hall, author, second):
    people(hall)
    for number in range(5):
        PersonFactory(organisation=hall, channel=Channel.EMAIL, email=f"p{number}@post.example")
        PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = sent(hall, author, second)
    Message.objects.filter(channel=Channel.CALL).update(state=State.UNSURE)

    page = signed_in(author).get(at("broadcast", broadcast)).text

    row = re.compile(r"By letter.*?</tr>", re.DOTALL).search(page)[0]
    assert re.findall(r">\s*(\d+)\s*<", row) == ["6", "0", "0", "0", "0", "0"]
    assert "Letters that wait: 6." in page
    assert "Messages of which nobody knows whether they left: fewer than 5." in page
    assert "Wants no messages" not in page
    assert "Van Kerckhoven" not in page


def test_letters_go_to_those_whom_no_other_way_reached(hall, author, second):
    reachable = PersonFactory(organisation=hall, channel=Channel.EMAIL, email="a@post.example")
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="b@post.example", street="")
    broadcast = sent(hall, author, second)
    Message.objects.update(state=State.FAILED)

    page = signed_in(author).post(at("letters", broadcast), follow=True)
    deliver(Message.objects.values_list("pk", flat=True))

    assert "Letters on their way to the printer: fewer than 5." in page.text
    assert "People to whom no letter can go either: fewer than 5." in page.text
    assert Message.objects.get(person=reachable).channel == Channel.LETTER
    assert Message.objects.exclude(person=reachable).get().state == State.FAILED
    assert len(outgoing.outbox) == 2


def test_names_are_forgotten_after_a_while_and_counts_remain(hall, author, second, settings):
    people(hall)
    broadcast = sent(hall, author, second)
    draft = written(hall, author)
    later = timezone.now() + timedelta(days=settings.BROADCAST_KEPT_DAYS + 1)

    with time_machine.travel(later):
        clear_away()

    broadcast.refresh_from_db()
    assert not LeftOut.objects.exists()
    assert (broadcast.foreseen, sum(broadcast.left_out.values())) == ([], 4)
    assert not Broadcast.objects.filter(pk=draft.pk).exists()
