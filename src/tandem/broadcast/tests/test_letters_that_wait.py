"""Between a second person's yes and the print lie days, in which people say otherwise."""

import pytest

from tandem.broadcast.tests.town import sent
from tandem.outbox import pressing, printing
from tandem.outbox.choices import PrintState, State
from tandem.outbox.models import Message, name_of
from tandem.people.actions import merge, wish_broadcasts
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def somebody(hall, **facts):
    return PersonFactory(organisation=hall, channel=Channel.LETTER, **facts)


def printed(hall, broadcast):
    order = printing.ask_printing(hall, to_many=name_of(broadcast))
    pressing.make(order.pk)
    order.refresh_from_db()
    return order


def test_nobody_is_posted_a_letter_who_said_meanwhile_never_to_write(hall, author, second):
    ana, ben = somebody(hall, phone="0450 12 34 56"), somebody(hall)
    broadcast = sent(hall, author, second, form="ask-for-help")
    ana.channel, ana.never_write = Channel.CALL, True
    ana.save()

    order = printed(hall, broadcast)

    assert order.count == 1
    assert Message.objects.get(person=ben).state == State.PRINTED
    hers = Message.objects.get(person=ana)
    assert (hers.state, hers.printing) == (State.WAITING, None)


def test_nobody_is_posted_a_letter_who_refused_messages_to_many_meanwhile(hall, author, second):
    ana = somebody(hall)
    broadcast = sent(hall, author, second)
    wish_broadcasts(ana, wished=False)

    order = printed(hall, broadcast)

    assert order.state == PrintState.POSTED
    assert order.sealed is None
    assert Message.objects.get().state == State.CANCELLED


def test_two_records_that_are_one_meanwhile_are_one_letter(hall, author, second):
    one, other = somebody(hall), somebody(hall)
    broadcast = sent(hall, author, second)
    merge(one, other)

    assert printed(hall, broadcast).count == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == [
        State.CANCELLED,
        State.PRINTED,
    ]


def test_a_refusal_of_one_record_counts_for_the_other_that_is_the_same(hall, author, second):
    one, other = somebody(hall), somebody(hall)
    broadcast = sent(hall, author, second)
    wish_broadcasts(other, wished=False)
    merge(one, other)

    printed(hall, broadcast)

    assert {message.state for message in Message.objects.all()} == {State.CANCELLED}
