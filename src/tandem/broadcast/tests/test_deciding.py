"""Writing, counting, a second person's yes, and what leaves."""

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.broadcast import actions, sending
from tandem.broadcast.choices import LeftOutReason, State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.foreseeing import foresee
from tandem.broadcast.models import Broadcast, LeftOut
from tandem.broadcast.tests.town import (
    TEXTS,
    approved,
    asked,
    at,
    colleague,
    people,
    signed_in,
    town_hall,
    working,
    written,
)
from tandem.journal.choices import Kind
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.territory.choices import Role
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_each_is_told_by_her_own_way_and_the_others_are_counted_with_the_reason(hall, author):
    known = people(hall)

    found = foresee(written(hall, author))

    ways = {one.person.pk: (one.foreseen, one.language) for one in found.told}
    assert ways == {
        known["email"].pk: (Channel.EMAIL, "fr"),
        known["letter"].pk: (Channel.LETTER, "nl"),
        known["call"].pk: (Channel.CALL, "fr"),
    }
    assert {person.pk: reason for person, reason in found.left_out} == {
        known["opted_out"].pk: LeftOutReason.OPTED_OUT,
        known["at_desk"].pk: LeftOutReason.AT_DESK,
        known["no_contact"].pk: LeftOutReason.NO_CONTACT,
        known["protected"].pk: LeftOutReason.PROTECTED,
    }


def test_whoever_is_counted_can_see_that_she_was_looked_at(client, hall, author):
    known = people(hall)
    broadcast = written(hall, author)

    page = signed_in(author).get(at("count", broadcast))

    assert "It would reach fewer than 5 people" in page.text
    look = Entry.objects.looks().filter(word="broadcast.public_read").get()
    assert look.subject == f"broadcast.broadcast:{broadcast.pk}"
    assert set(look.persons) == {person.key for person in known.values()}
    assert "Van Kerckhoven" not in page.text


def test_pages_that_read_nobody_leave_no_look(hall, author):
    people(hall)
    broadcast = written(hall, author)

    for name in ("broadcast", "public", "words", "look"):
        assert signed_in(author).get(at(name, broadcast)).status_code == 200

    assert not Entry.objects.filter(kind=Kind.LOOK).exists()


def test_nobody_approves_what_she_wrote(hall, author):
    people(hall)
    broadcast = asked(hall, author)

    with working(author), pytest.raises(NotNow, match="own_words"):
        actions.approve(broadcast, broadcast.frozen)

    broadcast.refresh_from_db()
    assert broadcast.state == State.ASKED


def test_nobody_who_changed_a_word_approves_either(hall, author, second):
    people(hall)
    broadcast = written(hall, author)
    with working(second):
        actions.change(broadcast, fallback="nl")
    broadcast.refresh_from_db()
    with working(author):
        actions.ask_approval(broadcast, actions.fingerprint(broadcast))
    broadcast.refresh_from_db()

    with working(second), pytest.raises(NotNow, match="own_words"):
        actions.approve(broadcast, broadcast.frozen)


@pytest.mark.parametrize("wrote", ["asked_by", "writers"])
def test_the_database_itself_refuses_the_yes_of_whoever_wrote(hall, author, wrote):
    people(hall)
    broadcast = asked(hall, author)
    said = {"asked_by": 7} if wrote == "asked_by" else {"writers": [7]}

    with (
        pytest.raises(IntegrityError, match="nobody_approves_what_she_wrote"),
        transaction.atomic(),
    ):
        Broadcast.objects.filter(pk=broadcast.pk).update(
            state=State.APPROVED, approved_by=7, **said
        )


def test_nothing_is_sent_without_a_yes_even_by_accident(hall, author):
    people(hall)
    broadcast = asked(hall, author)

    with (
        pytest.raises(IntegrityError, match="nothing_is_sent_to_many_by_one_person_alone"),
        transaction.atomic(),
    ):
        Broadcast.objects.filter(pk=broadcast.pk).update(state=State.APPROVED)


def test_a_changed_word_asks_the_second_person_anew(hall, author, second):
    people(hall)
    broadcast = asked(hall, author)
    seen = broadcast.frozen

    said = {"text_fr": "Autre chose.", "short_fr": "", "fallback": "fr"}
    page = signed_in(author).post(at("words", broadcast), said, follow=True)

    assert "a second person must agree anew" in page.text
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.frozen, broadcast.asked_by) == (State.DRAFT, "", None)
    with working(second), pytest.raises(NotNow, match="decided_already"):
        actions.approve(broadcast, seen)


def test_a_yes_to_what_was_read_is_no_yes_to_what_it_became(hall, author, second):
    people(hall)
    broadcast = asked(hall, author)
    read = broadcast.frozen
    with working(author):
        actions.change(broadcast, texts={**TEXTS, "fr": {"text": "Payez.", "short": ""}})
        broadcast.refresh_from_db()
        actions.ask_approval(broadcast, actions.fingerprint(broadcast))

    page = signed_in(second).post(at("approve", broadcast), {"seen": read}, follow=True)

    assert "It was changed meanwhile" in page.text
    broadcast.refresh_from_db()
    assert broadcast.state == State.ASKED


def test_a_second_person_counts_anew_sees_the_difference_and_agrees(hall, author, second):
    known = people(hall)
    broadcast = asked(hall, author)
    PersonFactory(organisation=hall, channel=Channel.CALL)
    Person.objects.filter(pk=known["email"].pk).update(no_broadcasts=True)

    client = signed_in(second)
    counted = client.get(at("count", broadcast))
    page = client.post(at("approve", broadcast), {"seen": broadcast.frozen}, follow=True)

    assert "Since somebody asked for a yes: fewer than 5 more, fewer than 5 fewer." in counted.text
    assert "They have no water." in counted.text
    assert "You agreed. It leaves now." in page.text
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.approved_by) == (State.APPROVED, second.pk)
    job = ProcrastinateJob.objects.get(task_name="broadcast.send")
    assert job.args["broadcast"] == broadcast.pk


def test_who_is_told_is_found_anew_when_it_leaves(hall, author, second):
    known = people(hall)
    broadcast = approved(hall, author, second)
    Person.objects.filter(pk=known["email"].pk).update(no_broadcasts=True)
    late = PersonFactory(organisation=hall, channel=Channel.CALL)

    sending.send(broadcast.pk)

    told = set(Message.objects.values_list("person_id", flat=True))
    assert told == {known["letter"].pk, known["call"].pk, late.pk}
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.recipients) == (State.SENT, 3)
    assert (broadcast.joined, broadcast.missing) == (1, 1)
    assert broadcast.left_out == {"opted_out": 2, "at_desk": 1, "no_contact": 1, "protected": 1}
    assert LeftOut.objects.count() == 5


def test_a_job_done_twice_tells_nobody_twice(hall, author, second):
    people(hall)
    broadcast = approved(hall, author, second)

    sending.send(broadcast.pk)
    sending.send(broadcast.pk)

    assert Message.objects.count() == 3


def test_one_message_of_a_broadcast_a_person_even_by_accident(hall, author, second):
    people(hall)
    sending.send(approved(hall, author, second).pk)
    message = Message.objects.first()

    message.pk = None
    message.key = "00000000-0000-0000-0000-000000000007"
    with (
        pytest.raises(IntegrityError, match="a_message_to_many_reaches_nobody_twice"),
        transaction.atomic(),
    ):
        message.save(force_insert=True)


def test_taken_back_while_it_waits_for_the_worker_nobody_is_told(hall, author, second):
    people(hall)
    broadcast = approved(hall, author, second)

    page = signed_in(author).post(at("take_back", broadcast), follow=True)
    sending.send(broadcast.pk)

    assert "What had not left never will." in page.text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("setting", "most", "why"),
    [("BROADCAST_MOST", 2, "too_many"), ("BROADCAST_A_DAY", 2, "too_many_today")],
)
def test_too_many_at_once_or_in_a_day_is_refused(hall, author, settings, setting, most, why):
    people(hall)
    setattr(settings, setting, most)
    broadcast = written(hall, author)

    with working(author), pytest.raises(NotNow, match=why):
        actions.ask_approval(broadcast, actions.fingerprint(broadcast))


def test_a_public_that_grew_beyond_the_bound_is_told_nothing_and_the_page_says_so(
    hall, author, second, settings
):
    people(hall)
    broadcast = approved(hall, author, second)
    settings.BROADCAST_MOST = 2

    sending.send(broadcast.pk)

    assert not Message.objects.exists()
    page = signed_in(author).get(at("broadcast", broadcast))
    assert "nobody was told" in page.text
    assert "more people than one message may reach" in page.text


def test_nobody_meant_nothing_to_agree_to(hall, author):
    broadcast = written(hall, author)

    page = signed_in(author).get(at("count", broadcast))

    assert "Nobody would be told." in page.text
    with working(author), pytest.raises(NotNow, match="nobody"):
        actions.ask_approval(broadcast, actions.fingerprint(broadcast))


def test_a_second_person_sends_it_back_and_it_can_be_changed(hall, author, second):
    people(hall)
    broadcast = asked(hall, author)

    page = signed_in(second).post(at("send_back", broadcast), follow=True)

    assert "It can be changed again." in page.text
    broadcast.refresh_from_db()
    assert broadcast.state == State.DRAFT


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER])
def test_who_may_not_write_to_many_cannot_tell_that_there_is_one(hall, author, role):
    people(hall)
    broadcast = asked(hall, author)
    client = signed_in(colleague(hall, role))

    for name in ("broadcast", "count", "look", "words", "names"):
        assert client.get(at(name, broadcast)).status_code == 404
    assert client.post(at("approve", broadcast), {"seen": broadcast.frozen}).status_code == 404


def test_a_neighbour_cannot_approve(hall, author):
    people(hall)
    broadcast = asked(hall, author)
    stranger = signed_in(colleague(town_hall(area__nis="90999")))

    assert stranger.post(at("approve", broadcast), {"seen": broadcast.frozen}).status_code == 404


def test_an_administrator_sees_counts_and_nobodys_name(hall, author, second):
    people(hall)
    broadcast = approved(hall, author, second)
    sending.send(broadcast.pk)

    assert signed_in(second).get(at("names", broadcast)).status_code == 404
    page = signed_in(author).get(at("names", broadcast))
    assert page.text.count("Odette Van Kerckhoven") == 4
    look = Entry.objects.looks().filter(word="broadcast.names_read").get()
    assert len(look.persons) == 4


def test_the_overview_counts_what_waits_for_her_yes_and_not_what_she_wrote(hall, author, second):
    people(hall)
    asked(hall, author)

    waiting = [signed_in(account).get("/staff/").text for account in (second, author)]

    figure = '<span class="figure-value">%s</span> <span><a href="/desk/to-many/">'
    assert figure % 1 in waiting[0]
    assert figure % 0 in waiting[1]
