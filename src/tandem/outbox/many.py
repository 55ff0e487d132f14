"""One message to many people: a row each, as for one, but written, taken back and counted together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from tandem.journal.write import Kept
from tandem.outbox import actions, rules, text
from tandem.outbox.choices import State
from tandem.outbox.models import Message, MessageQuerySet, name_of
from tandem.outbox.queue import wake
from tandem.outbox.return_address import mail_domain
from tandem.outbox.text import MANY, Text
from tandem.people import words
from tandem.people.choices import Channel
from tandem.people.models import Person

MACHINES = (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the many is told; `foreseen` is the way it will go, by which its turn is given."""

    person: Person
    text: Text
    language: str
    foreseen: Channel
    enclosed: str = ""
    """What lies in the envelope if it leaves as a letter."""


@transaction.atomic
def send_to_many(told: Iterable[Told], *, about: Kept, a_minute: int) -> int:
    """Queued with the transaction in hand: all of them, or none.

    Those that a machine carries leave `a_minute` at a time, so that neither a mail server nor
    those who take the answers are overrun.
    """
    with words.ring():
        wanted = list(told)
        words.hold(one.person.pk for one in wanted)
        return _send(wanted, about, a_minute)


def _send(told: list[Told], about: Kept, a_minute: int) -> int:
    now = timezone.now()
    messages, turn = [], 0
    for one in told:
        minutes = turn // a_minute if one.foreseen in MACHINES else 0
        turn += one.foreseen in MACHINES
        message = _message(one, name_of(about))
        message.next_try_at = now + timedelta(minutes=minutes)
        # Whose turn comes later is woken then, as whatever was put off.
        message.woken_at = None if minutes else now
        messages.append(message)
    Message.objects.bulk_create(messages, batch_size=500)
    for message in messages:
        if message.woken_at is not None:
            wake(message)
    return len(messages)


def _message(one: Told, subject: str) -> Message:
    person = one.person
    message = Message(
        person=person,
        kind=MANY,
        wanted=person.channel,
        channel=person.channel,
        language=one.language,
        subject=subject,
        enclosed=one.enclosed,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    message.sealed = text.sealed(one.text, message)
    message.message_id = f"<{message.key}@{mail_domain()}>"
    return message


@transaction.atomic
def take_back(about: Kept) -> int:
    """What has not begun to leave never will; what left, or is being printed, is not touched."""
    waiting = Message.objects.to_many().filter(
        subject=name_of(about), state__in=rules.NOT_BEGUN, printing__isnull=True
    )
    # Locked: the worker that takes one up at this moment finds it taken back, or was faster.
    keys = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    return Message.objects.filter(pk__in=keys).update(state=State.CANCELLED)


@transaction.atomic
def send_by_letter(about: Kept, persons: Iterable[int]) -> int:
    """Those of these persons whom it did not reach are written to; a colleague asked for it."""
    failed = _sent_to_many(about).filter(state=State.FAILED, person__in=list(persons))
    found = list(failed.prefetch_related("person").order_by("pk"))
    for message in found:
        actions.choose_channel(message, Channel.LETTER)
    return len(found)


def not_reached(about: Kept) -> list[Message]:
    """Those whose message could not leave by any way."""
    rows = _sent_to_many(about).filter(state=State.FAILED)
    return list(rows.prefetch_related("person").order_by("pk"))


def standing(about: Kept) -> dict[tuple[Channel, State], int]:
    """How many stand where, by the way each goes."""
    rows = _sent_to_many(about).values_list("channel", "state")
    return {
        (Channel(channel), State(state)): count
        for channel, state, count in rows.annotate(Count("pk")).order_by()
    }


def persons_told(about: Kept) -> frozenset[int]:
    return frozenset(_sent_to_many(about).values_list("person_id", flat=True))


def _sent_to_many(about: Kept) -> MessageQuerySet:
    return Message.objects.to_many().filter(subject=name_of(about))
