from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.journal import asker
from tandem.journal.write import Kept, record
from tandem.outbox import braking, progress, rules, text
from tandem.outbox.choices import CallResult, Heard, Outcome, Proof, State
from tandem.outbox.errors import NotNow
from tandem.outbox.models import Attempt, Message, name_of
from tandem.outbox.queue import wake
from tandem.outbox.return_address import mail_domain
from tandem.outbox.text import ONE_WAY, Compose
from tandem.people.actions import wish_broadcasts
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.people.words import seal_for
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes
from tandem.territory.models import Held
from tandem.toolbox.workdays import next_to_call


@transaction.atomic
def send(
    person: Person,
    compose: Compose,
    *,
    about: Kept,
    channel: Channel | None = None,
    enclosed: str = "",
    unproven: bool = False,
    former: Identity | None = None,
) -> Message:
    """Queued with the transaction in hand: it leaves if that commits, and then surely.

    Held by the organisation that knows the person, which alone can reveal how to reach her.
    `unproven` where a stranger may have typed the address of somebody else: slowly, then. `former`
    where it goes to a contact that is hers no longer.
    """
    person = record_in_use(person)
    language = person.language if person.language in dict(settings.LANGUAGES) else ""
    with override(language or settings.LANGUAGE_CODE):
        said = compose()
    now = timezone.now()
    wanted = channel or Channel(person.channel)
    message = Message(
        person=person,
        kind=said.kind,
        wanted=wanted,
        channel=wanted,
        language=language or settings.LANGUAGE_CODE,
        reference=said.reference,
        subject=name_of(about),
        enclosed=enclosed,
        next_try_at=now,
        woken_at=now,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    message.message_id = f"<{message.key}@{mail_domain()}>"
    # A helper of a neighbouring commune is written to from there, and nothing is read.
    with within((current() or Scope()) | _of(person)):
        message.sealed = text.sealed(said, message)
        message.holds_word = text.holds_word(said)
        if former is not None:
            told = former.as_kept()
            message.sealed_former = seal_for(person.pk, message, told, message.former_place)
        if unproven:
            braking.brake(message)
        message.save(force_insert=True)
    if message.woken_at is not None:
        wake(message)
    return message


def _of(person: Person) -> Scope:
    return scopes.of_keys(person.territory_id, person.organisation_id)


@transaction.atomic
def take_call(message: Message) -> Message:
    """A colleague is calling: the others see it."""
    message = _locked(message)
    if not _is_call(message):
        raise NotNow("call_ended")
    message.held_by, message.held_at = asker.current().account, timezone.now()
    message.save(update_fields=["held_by", "held_at"])
    return message


@transaction.atomic
def say_called(
    message: Message,
    result: CallResult,
    *,
    proof: Proof = Proof.NONE,
    heard_by: Heard = Heard.HERSELF,
    no_more: bool = False,
) -> Message:
    """How the call went, and what follows: done, called again later, or another way.

    `no_more` where she said that she wants no more messages to many.
    """
    message = _locked(message)
    if not _is_call(message):
        raise NotNow("call_ended")
    now = timezone.now()
    Attempt.objects.create(
        message=message,
        channel=Channel.CALL,
        account=asker.current().account,
        ended_at=now,
        outcome=Outcome(result),
        proof=proof if result == CallResult.SAID else "",
        heard_by=heard_by if result == CallResult.SAID else "",
        territory_id=message.territory_id,
        organisation_id=message.organisation_id,
    )
    message.held_by = message.held_at = None
    message.attempts += 1
    record("outbox.call_made", message, persons=[message.person], facts={"result": result})
    if no_more:
        wish_broadcasts(message.person, wished=False)
    if result == CallResult.SAID:
        message.state, message.left_at = State.DONE, now
    elif result == CallResult.NOBODY and message.attempts < rules.CALLS:
        message.next_try_at = next_to_call(timezone.localtime(now + rules.CALL_AGAIN))
    else:
        wrong = [Channel.CALL, Channel.SMS] if result == CallResult.WRONG_NUMBER else [Channel.CALL]
        message.tried = sorted({*message.tried, *wrong})
        route_again(message, now)
    message.save()
    return message


@transaction.atomic
def retry(message: Message) -> Message:
    """Try again by the way it was wanted, as if it had never been tried."""
    message = _locked(message)
    if State(message.state) not in rules.RETRIED:
        raise NotNow("not_stuck")
    progress.lives_again(message.person)
    return _begin_again(message, Channel(message.wanted))


@transaction.atomic
def choose_channel(message: Message, channel: Channel) -> Message:
    """A colleague sends it another way; what stands against that way is still obeyed."""
    message = _locked(message)
    being_printed = message.state == State.READY and message.printing_id is not None
    if State(message.state) not in rules.REROUTED or being_printed or message.kind in ONE_WAY:
        raise NotNow("not_stuck")
    record("outbox.way_changed", message, persons=[message.person], facts={"channel": channel})
    return _begin_again(message, channel)


def _begin_again(message: Message, wanted: Channel) -> Message:
    message.wanted, message.tried = wanted, []
    route_again(message, timezone.now())
    message.save()
    return message


@transaction.atomic
def mark_left(message: Message) -> Message:
    """A colleague made sure that the person knows; nothing more is sent."""
    message = _locked(message)
    if State(message.state) not in rules.RETRIED:
        raise NotNow("not_stuck")
    message.state, message.left_at = State.DONE, timezone.now()
    message.sealed_former = None
    message.save(update_fields=["state", "left_at", "sealed_former"])
    record("outbox.marked_as_known", message, persons=[message.person])
    return message


@transaction.atomic
def no_longer_to_say(about: Held, kinds: Collection[str], reference: str, *, knows: bool) -> int:
    """What has not left of these kinds need not any more: nobody is asked what he has answered.

    `knows` where the person has answered, and so has been told by some way.
    """
    with within((current() or Scope()) | scopes.of_keys(about.territory_id, about.organisation_id)):
        rows = Message.objects.filter(
            subject=name_of(about),
            kind__in=kinds,
            reference=reference,
            state__in=rules.NOT_BEGUN,
            printing__isnull=True,
        )
        # Locked: the worker that takes one up at this moment is faster, or finds it done.
        keys = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        done: dict[str, object] = {"state": State.CANCELLED}
        if knows:
            done = {"state": State.DONE, "left_at": timezone.now()}
        return Message.objects.filter(pk__in=keys).update(**done)


def route_again(message: Message, now: datetime) -> None:
    """By whichever way is open now; the caller keeps the row."""
    message.state, message.attempts = State.WAITING, 0
    message.next_try_at = message.woken_at = now
    message.printing = None
    wake(message)


def _is_call(message: Message) -> bool:
    return message.state == State.READY and message.channel == Channel.CALL


def _locked(message: Message) -> Message:
    # Read again under lock: a colleague or the worker may have been faster.
    return Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
