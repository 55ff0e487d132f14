"""What a gateway tells afterwards: a message arrived, or it never will."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tandem.journal.write import record
from tandem.outbox.choices import Outcome, State
from tandem.outbox.models import Attempt, Message
from tandem.outbox.queue import wake
from tandem.people.choices import Channel
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts
from tandem.toolbox.telephone import plain_number

TEXTED, TEXTED_TO = "texted", "texted_to"
ANSWERED_WITHIN = timedelta(days=3)
TOLD_WITHIN = timedelta(days=14)
"""A centre tries for some days, then it tells nothing more."""
OPEN_TO_NEWS = (State.SENDING, State.SENT, State.UNSURE)


def expect(message: Message, name: str) -> None:
    """The gateway will tell of this message under `name`."""
    signposts.put(TEXTED, name, message, message.pk, until=timezone.now() + TOLD_WITHIN)


def remember(message: Message, number: str) -> None:
    """This number was texted: an answer of one word is about one of its last messages."""
    until = timezone.now() + ANSWERED_WITHIN
    signposts.put(TEXTED_TO, plain_number(number), message, message.pk, until=until)


def texted_lately(number: str, kind: str, *, after: datetime | None = None) -> list[str]:
    """References of the messages of this kind that the number got these days, or since `after`."""
    found: set[str] = set()
    for place in signposts.find(TEXTED_TO, plain_number(number)):
        with within((current() or Scope()) | place.scope):
            sent = Message.objects.filter(pk=int(place.target), kind=kind)
            if after is not None:
                # It may have waited for the morning.
                sent = sent.filter(Q(left_at__gt=after) | Q(queued_at__gt=after))
            found |= set(sent.values_list("reference", flat=True))
    return sorted(found - {""})


def tell(name: str, *, arrived: bool) -> bool:
    """What became of the message of this name; False if we know none so called (yet)."""
    places = signposts.find(TEXTED, name)
    for place in places[:1]:
        with within(place.scope), transaction.atomic():
            row = Message.objects.select_for_update(of=("self",)).filter(pk=int(place.target))
            message = row.first()
            if message is not None and _is_still_texted(message):
                _arrived(message) if arrived else _lost(message)
    return bool(places)


def _is_still_texted(message: Message) -> bool:
    """News told twice, or late, changes nothing that went on meanwhile."""
    return message.channel == Channel.SMS and State(message.state) in OPEN_TO_NEWS


def _arrived(message: Message) -> None:
    message.left_at = message.left_at or timezone.now()
    message.state, message.sealed_former = State.DELIVERED, None
    message.save(update_fields=["state", "left_at", "sealed_former"])


def _lost(message: Message) -> None:
    """The next way is taken; the page of the message tells the operator why."""
    now = timezone.now()
    said = {"ended_at": now, "outcome": Outcome.REFUSED, "code": "undelivered"}
    if not Attempt.objects.filter(message=message, ended_at__isnull=True).update(**said):
        Attempt.objects.create(
            message=message,
            channel=Channel.SMS,
            territory_id=message.territory_id,
            organisation_id=message.organisation_id,
            **said,
        )
    message.tried = sorted({*message.tried, Channel.SMS})
    message.state, message.attempts, message.left_at = State.WAITING, 0, None
    message.next_try_at = message.woken_at = now
    message.save()
    wake(message)
    facts = {"channel": Channel.SMS.value, "kind": message.kind}
    record("outbox.message_failed", message, persons=[message.person], facts=facts)
