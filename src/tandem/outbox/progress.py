"""How far a message has come, written down around each attempt.

An attempt is committed before the other side is called, its end after. So a worker that dies
leaves an attempt without end, and the same job, run again, knows what may have left.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tandem.journal.write import Facts, record
from tandem.outbox import receipts, return_address, rules
from tandem.outbox.choices import ENDS, Obstacle, Outcome, State
from tandem.outbox.models import Attempt, DeadAddress, Message
from tandem.outbox.queue import wake
from tandem.outbox.text import FORMER
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.people.queries import addresses_known_since

UNDER_WAY = (State.SENDING, State.UNSURE)
"""From where an attempt that ends may still move a message: a colleague may have moved it on."""
GONE = (State.SENT, State.DELIVERED)
UNANSWERED = "unanswered"
SURELY_OVER = timedelta(hours=1)


@transaction.atomic
def begin(
    message: Message, channel: Channel, obstacle: Obstacle | None, job: int | None
) -> Attempt | None:
    """The attempt, committed before the call; None if somebody else was faster."""
    if not _is_still_ours(message):
        return None
    _keep(message, state=State.SENDING, channel=channel, obstacle=obstacle or "")
    if channel == Channel.EMAIL:
        return_address.lay(message)
    if channel == Channel.SMS and not message.attempts:
        # Before it leaves: what became of it may be told before the gateway's own answer is here.
        receipts.expect(message, str(message.key))
    return Attempt.objects.create(
        message=message,
        channel=channel,
        job=job,
        territory_id=message.territory_id,
        organisation_id=message.organisation_id,
    )


@transaction.atomic
def lay_down(message: Message, channel: Channel, obstacle: Obstacle | None, state: State) -> None:
    """Where no machine carries it further: to a colleague, or to rest."""
    if not _is_still_ours(message):
        return
    _keep(message, state=state, channel=channel, obstacle=obstacle or "")
    if state == State.FAILED:
        _record("outbox.message_failed", message)


@transaction.atomic
def not_told_there(message: Message, obstacle: Obstacle) -> None:
    """The contact of before is not reached any more: it is let go, and nobody else is told instead."""
    if _is_still_ours(message):
        _keep(message, state=State.CANCELLED, obstacle=obstacle, sealed_former=None)


@transaction.atomic
def handed_over(
    message: Message, attempt: Attempt, state: State, *, named: str = "", texted: str = ""
) -> None:
    """It left. `named` is how the other side will tell of it, if by a name of its own; `texted`
    the number it went to, if it was a text message.
    """
    _end(attempt, Outcome.HANDED_OVER)
    if named:
        receipts.expect(message, named)
    # Whoever answers from a number that is hers no longer is not taken for her.
    if texted and message.kind != FORMER:
        receipts.remember(message, texted)
    left = Message.objects.filter(pk=message.pk, state__in=UNDER_WAY)
    gone: dict[str, object] = {"sealed_former": None} if state in ENDS else {}
    if left.update(state=state, left_at=timezone.now(), next_try_at=timezone.now(), **gone):
        _record("outbox.message_sent", message)


@transaction.atomic
def try_later(message: Message, attempt: Attempt, code: str) -> None:
    """After a delay that grows; once the delays are spent, a colleague must look at it."""
    _end(attempt, Outcome.LATER, code)
    message.attempts += 1
    wait = rules.delay(message.attempts)
    if wait is None:
        _move_on(message, State.FAILED)
        _record("outbox.message_failed", message)
        return
    message.next_try_at = timezone.now() + wait
    _move_on(message, State.WAITING)


@transaction.atomic
def refused(message: Message, attempt: Attempt, code: str) -> None:
    """Never by this way: another one is looked for."""
    _end(attempt, Outcome.REFUSED, code)
    message.tried = sorted({*message.tried, message.channel})
    message.attempts = 0
    _move_on(message, State.WAITING)


@transaction.atomic
def came_back(key: int, code: str, *, for_good: bool) -> bool:
    """An e-mail that had left could not be delivered: another way is looked for.

    `for_good` when nobody lives at this address: it is not tried again. False when this message
    went on by other ways meanwhile, or was never sent by e-mail.
    """
    locked = Message.objects.select_for_update(of=("self",))
    message = locked.filter(pk=key, channel=Channel.EMAIL, state__in=GONE).first()
    if message is None:
        return False
    now = timezone.now()
    Attempt.objects.create(
        message=message,
        channel=Channel.EMAIL,
        ended_at=now,
        outcome=Outcome.CAME_BACK,
        code=code,
        territory_id=message.territory_id,
        organisation_id=message.organisation_id,
    )
    # Of a contact of before nothing is said about the one that she has now.
    if for_good and message.kind != FORMER:
        _bury(message, code)
    message.tried = sorted({*message.tried, Channel.EMAIL})
    message.state, message.attempts = State.WAITING, 0
    message.next_try_at = message.woken_at = now
    message.save(update_fields=["tried", "state", "attempts", "next_try_at", "woken_at"])
    wake(message)
    _record("outbox.message_came_back", message)
    return True


def _bury(message: Message, code: str) -> None:
    # What she has told us since the message left is not the address that came back.
    for digest in addresses_known_since(message.person, message.left_at or message.queued_at):
        DeadAddress.objects.get_or_create(
            person=message.person,
            digest=digest,
            territory_id=message.territory_id,
            organisation_id=message.organisation_id,
            defaults={"code": code},
        )


def lives_again(person: Person) -> None:
    """She wrote from there, or a colleague knows better: her address is tried again."""
    DeadAddress.objects.filter(person=person).delete()


@transaction.atomic
def in_doubt(message: Message, attempt: Attempt) -> None:
    """Something unforeseen happened while it was handed over."""
    if rules.after_crash(Channel(message.channel)) == State.WAITING:
        try_later(message, attempt, "unexpected")
        return
    _end(attempt, Outcome.UNKNOWN, "unexpected")
    _move_on(message, State.UNSURE)


@transaction.atomic
def unanswered(message: Message, attempt: Attempt) -> None:
    """It may have arrived. It leaves once more, under the same Message-ID; then a colleague looks."""
    before = Attempt.objects.filter(message=message, channel=message.channel, code=UNANSWERED)
    again = not before.exists()
    _end(attempt, Outcome.UNKNOWN, UNANSWERED)
    if again:
        message.attempts += 1
        message.next_try_at = timezone.now() + rules.DELAYS[0]
    _move_on(message, State.WAITING if again else State.UNSURE)


@transaction.atomic
def put_off(message: Message, *, until: datetime | None = None) -> None:
    """Not tried: the other side answers nobody just now, or sleeps. It costs no attempt."""
    if _is_still_ours(message):
        at = until or timezone.now() + rules.DELAYS[0]
        _keep(message, next_try_at=at, woken_at=None)


@transaction.atomic
def settle_interrupted(job: int | None = None) -> int:
    """Decide about attempts without end: those of a job that runs again, else the very old."""
    unfinished = Attempt.objects.filter(ended_at__isnull=True)
    if job is not None:
        unfinished = unfinished.filter(job=job)
    else:
        unfinished = unfinished.filter(started_at__lt=timezone.now() - SURELY_OVER)
    found = list(unfinished.prefetch_related("message"))
    for attempt in found:
        _end(attempt, Outcome.UNKNOWN)
        state = rules.after_crash(Channel(attempt.channel))
        Message.objects.filter(pk=attempt.message_id, state=State.SENDING).update(
            state=state, next_try_at=timezone.now(), woken_at=None
        )
    return len(found)


def _is_still_ours(message: Message) -> bool:
    """Locked and waiting, as it was when it was read: neither sent nor led another way since."""
    locked = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk)
    now = locked.values_list("state", "wanted", "tried").first()
    return now == (State.WAITING, message.wanted, message.tried)


def _move_on(message: Message, state: State) -> None:
    Message.objects.filter(pk=message.pk, state__in=UNDER_WAY).update(
        state=state,
        attempts=message.attempts,
        tried=message.tried,
        next_try_at=message.next_try_at,
        woken_at=None,
    )
    message.state = state


def _keep(message: Message, **columns: object) -> None:
    for name, value in columns.items():
        setattr(message, name, value)
    message.save(update_fields=list(columns))


def _end(attempt: Attempt, outcome: Outcome, code: str = "") -> None:
    # Ended already where the worker was thought dead and was only slow.
    Attempt.objects.filter(pk=attempt.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), outcome=outcome, code=code
    )


def _record(word: str, message: Message) -> None:
    facts: Facts = {"channel": message.channel, "kind": message.kind}
    record(word, message, persons=[message.person], facts=facts)
