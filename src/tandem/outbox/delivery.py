"""What the worker does with the messages of one job.

No transaction is open while another machine is called: one would hold a connection and its
locks for as long as a mail server is slow.
"""

import logging
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.choices import Purpose
from tandem.outbox import former, mobiles, progress, rules
from tandem.outbox.channels.call import Call
from tandem.outbox.channels.desk import Desk
from tandem.outbox.channels.email import Email
from tandem.outbox.channels.letter import Letter
from tandem.outbox.channels.sms import TextMessage
from tandem.outbox.channels.way import Parcel, Way
from tandem.outbox.choices import Obstacle, State
from tandem.outbox.errors import Later, Refused, Unanswered
from tandem.outbox.gateways.gateway import gateway
from tandem.outbox.models import Attempt, DeadAddress, Message
from tandem.outbox.text import FORMER, OPENS, Text, as_text_message
from tandem.people import words
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import email_digest
from tandem.people.reveal import reveal
from tandem.people.sameness import Care, care_for
from tandem.toolbox.telephone import is_mobile, is_number

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Run:
    job: int | None
    ways: dict[Channel, Way]
    care: dict[int, Care]
    silent: set[Channel]
    """Ways whose other end answers nobody: not asked again in this run."""
    dead: frozenset[tuple[int, bytes]]
    """Persons with the digest of an e-mail address from which messages come back."""
    stopped: set[bytes]
    """Numbers that want no text messages."""
    awake: set[bytes]
    """Numbers that wrote to us just now."""

    def may_text_from(self, identity: Identity) -> datetime | None:
        """When a text message may arrive there; None if it may right now."""
        if mobiles.name_of(identity.phone) in self.awake:
            return None
        quiet = rules.Quiet(
            settings.SMS_QUIET_FROM, settings.SMS_QUIET_UNTIL, settings.SMS_ON_SUNDAY
        )
        return rules.first_hour(timezone.localtime(), quiet)


def deliver(keys: Iterable[int], *, job: int | None = None) -> None:
    """Have these messages leave, each by its way; what cannot leave yet waits for its time."""
    wanted = sorted(set(keys))
    if job is not None:
        progress.settle_interrupted(job)
    with transaction.atomic():
        due = Message.objects.due(timezone.now()).filter(pk__in=wanted)
        # Apart and not joined: under row-level security joins of whole rows are slow.
        messages = list(due.prefetch_related("person", "organisation__platform"))
    if not messages:
        return
    about = messages[0] if len(messages) == 1 else None
    persons = [message.person for message in messages]
    with transaction.atomic():
        known = reveal(persons, Purpose.CONTACT, what="outbox.contact_used", about=about)
    with ExitStack() as stack:
        stack.enter_context(words.ring())
        words.hold(message.person_id for message in messages)
        run = _run(stack, persons, known.values(), job)
        for message in messages:
            who = known.get(message.person_id, Identity())
            _carry(message, who if message.kind != FORMER else former.kept(message), run)


def foresee(
    told: Iterable[tuple[Person, Text]], known: dict[int, Identity]
) -> list[tuple[Channel, Obstacle | None]]:
    """By which way each would be told if it left now, decided as it will be; nothing is written."""
    told = list(told)
    found = []
    with ExitStack() as stack:
        run = _run(stack, [person for person, _text in told], known.values())
        for person, text in told:
            message = Message(person=person, wanted=person.channel)
            facts = _facts(message, text, known.get(person.pk, Identity()), run)
            found.append(rules.way_for(facts))
    return found


def foresee_letters(failed: Iterable[Message], known: dict[int, Identity]) -> set[int]:
    """Keys of the persons of these messages who could be written to by letter."""
    found = set()
    with ExitStack() as stack:
        run = _run(stack, [message.person for message in failed], known.values())
        for message in failed:
            facts = _facts(message, message.text, known.get(message.person_id, Identity()), run)
            if rules.obstacle(Channel.LETTER, replace(facts, tried=frozenset())) is None:
                found.add(message.person_id)
    return found


def _run(
    stack: ExitStack, persons: list[Person], known: Iterable[Identity], job: int | None = None
) -> _Run:
    """With all that is known of these persons and their numbers, asked for once."""
    numbers = [identity.phone for identity in known]
    with transaction.atomic():
        return _Run(
            job,
            _ways(stack),
            care_for(persons),
            silent=set(),
            dead=_dead(persons),
            stopped=mobiles.stopped_among(numbers),
            awake=mobiles.awake_among(numbers),
        )


def _dead(persons: list[Person]) -> frozenset[tuple[int, bytes]]:
    buried = DeadAddress.objects.filter(person__in=persons).values_list("person_id", "digest")
    return frozenset((person, bytes(digest)) for person, digest in buried)


def _ways(stack: ExitStack) -> dict[Channel, Way]:
    ways: dict[Channel, Way] = {
        Channel.EMAIL: Email(),
        Channel.CALL: Call(),
        Channel.LETTER: Letter(),
        Channel.DESK: Desk(),
    }
    if found := gateway():
        ways[Channel.SMS] = TextMessage(found)
    for way in ways.values():
        stack.enter_context(closing(way))
    return ways


def _carry(message: Message, identity: Identity, run: _Run) -> None:
    """Along the ways that are possible, until one takes it or all are tried."""
    text = message.text
    settled = False
    while not settled:
        facts = _facts(message, text, identity, run)
        channel, obstacle = rules.way_for(facts)
        if obstacle is not None and message.kind == FORMER:
            progress.not_told_there(message, obstacle)
            return
        if obstacle is not None and message.kind == OPENS:
            # A colleague sees that it failed, and not what stands in it.
            progress.lay_down(message, Channel(message.wanted), obstacle, State.FAILED)
            return
        way = run.ways[channel]
        parcel = Parcel(
            key=message.key,
            message_id=message.message_id,
            text=text,
            language=message.language,
            identity=identity,
            organisation=message.organisation,
            chosen=obstacle is None,
        )
        if channel in run.silent:
            progress.put_off(message)
            settled = True
        elif channel == Channel.SMS and (morning := run.may_text_from(identity)):
            progress.put_off(message, until=morning)
            settled = True
        elif not way.machine:
            progress.lay_down(message, channel, obstacle, way.hand_over(parcel))
            settled = True
        else:
            attempt = progress.begin(message, channel, obstacle, run.job)
            settled = attempt is None or _hand_over(message, attempt, way, parcel, run)


def _facts(message: Message, text: Text, identity: Identity, run: _Run) -> rules.Facts:
    person = message.person
    care = run.care.get(person.pk, Care())
    return rules.Facts(
        wanted=Channel(message.wanted),
        own=Channel(person.channel),
        email=bool(identity.email.strip()),
        email_comes_back=(person.pk, email_digest(identity.email)) in run.dead,
        mobile=is_mobile(identity.phone),
        phone=is_number(identity.phone),
        address=bool(identity.street.strip() and identity.postal_code.strip()),
        gateway=Channel.SMS in run.ways,
        stopped=mobiles.name_of(identity.phone) in run.stopped,
        short=as_text_message(text.short) is not None,
        never_write=care.never_write,
        never_leave_word=care.never_leave_word,
        safe_contact=care.careful or bool(identity.safe_contact.strip()),
        perhaps_careful=care.perhaps,
        tried=frozenset(Channel(channel) for channel in message.tried),
    )


def _hand_over(message: Message, attempt: Attempt, way: Way, parcel: Parcel, run: _Run) -> bool:
    """Whether this message is settled for this run; False if another way is to be tried."""
    try:
        with override(message.language):
            state = way.hand_over(parcel)
    except Refused as refused:
        progress.refused(message, attempt, refused.code)
        return False
    except Later as later:
        if later.for_everyone:
            run.silent.add(Channel(message.channel))
        progress.try_later(message, attempt, later.code)
    except Unanswered:
        run.silent.add(Channel(message.channel))
        progress.unanswered(message, attempt)
    except Exception as error:
        # One message must not stop the others of its job. Of the error only its kind is written
        # down: its words may hold an address.
        logger.error("Message %s met %s.", message.pk, type(error).__name__)
        progress.in_doubt(message, attempt)
    else:
        said = _of_texting(way, parcel) if isinstance(way, TextMessage) else {}
        progress.handed_over(message, attempt, state, **said)
    return True


def _of_texting(way: TextMessage, parcel: Parcel) -> dict[str, str]:
    return {"named": way.named, "texted": parcel.identity.phone}
