"""What was approved becomes a message to each, and what did not reach somebody a letter."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tandem.broadcast.actions import bounds_when_it_leaves, fingerprint
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.foreseeing import LOOK, Foreseen, foresee
from tandem.broadcast.messages import for_person
from tandem.broadcast.models import Broadcast, LeftOut
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox import many
from tandem.outbox.delivery import foresee_letters
from tandem.people.reveal import reveal
from tandem.services.catalogue import find


@transaction.atomic
def send(key: int) -> None:
    """A row for everybody, or none: whoever kills the worker in the middle, nobody is told twice.

    The public is found anew, since days may lie between a yes and the worker.
    """
    rows = Broadcast.objects.select_for_update(of=("self",)).select_related("organisation")
    broadcast = rows.filter(pk=key, state=State.APPROVED).first()
    if broadcast is None:
        return
    if why := _not_what_was_agreed(broadcast):
        _stop(broadcast, why)
        return
    foreseen = foresee(broadcast)
    if why := bounds_when_it_leaves(broadcast, len(foreseen.told)):
        _stop(broadcast, why)
        return
    _send(broadcast, foreseen)


def _not_what_was_agreed(broadcast: Broadcast) -> str:
    """As a code: the row says another thing than was agreed to, or names a form that is no more."""
    if broadcast.frozen != fingerprint(broadcast):
        return "not_as_agreed"
    return "no_form" if broadcast.form and find(broadcast.form) is None else ""


def _stop(broadcast: Broadcast, why: str) -> None:
    broadcast.state, broadcast.cancelled_at = State.CANCELLED, timezone.now()
    broadcast.stopped = why
    broadcast.save()
    record("broadcast.stopped", broadcast, facts={"why": why})


def _send(broadcast: Broadcast, foreseen: Foreseen) -> None:
    approved, told = set(broadcast.foreseen), set(foreseen.keys)
    broadcast.state, broadcast.sent_at = State.SENT, timezone.now()
    broadcast.recipients = len(told)
    broadcast.joined, broadcast.missing = len(told - approved), len(approved - told)
    broadcast.left_out = {str(reason): many for reason, many in foreseen.by_reason.items()}
    broadcast.save()
    held: dict[str, Any] = {
        "territory_id": broadcast.territory_id,
        "organisation_id": broadcast.organisation_id,
    }
    LeftOut.objects.bulk_create(
        (
            LeftOut(broadcast=broadcast, person=person, reason=reason, **held)
            for person, reason in foreseen.left_out
        ),
        batch_size=500,
    )
    many.send_to_many(
        (
            replace(one, text=for_person(one.text, one.person), enclosed=broadcast.enclosed)
            for one in foreseen.told
        ),
        about=broadcast,
        a_minute=max(1, settings.BROADCAST_A_MINUTE),
    )
    # Of no person: what was sent to whom is written when it leaves, by the outbox.
    record("broadcast.sent", broadcast, facts={"recipients": len(told)})


@transaction.atomic
def write_to_those_not_reached(broadcast: Broadcast) -> tuple[int, int]:
    """Letters for those whom no other way reached: how many, and for how many even that is closed."""
    broadcast = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    failed = many.not_reached(broadcast)
    if broadcast.state != State.SENT or not failed:
        raise NotNow("nobody_left")
    known = reveal(
        [message.person for message in failed], Purpose.CONTACT, what=LOOK, about=broadcast
    )
    persons = foresee_letters(failed, known)
    written = many.send_by_letter(broadcast, persons)
    record("broadcast.letters_chosen", broadcast, facts={"letters": written})
    return written, len(failed) - written


@transaction.atomic
def forget(before: datetime) -> int:
    """Names of those who were told nothing, and of those foreseen; the counts remain."""
    old = Broadcast.objects.filter(sent_at__lt=before)
    gone, _kinds = LeftOut.objects.filter(broadcast__in=old).delete()
    old.exclude(foreseen=[]).update(foreseen=[])
    return gone


@transaction.atomic
def forget_unsent(before: datetime) -> int:
    """What nobody touched for so long is thrown away, if it was never sent."""
    old = Broadcast.objects.filter(sent_at__isnull=True, changed_at__lt=before)
    gone, _kinds = old.exclude(state=State.APPROVED).delete()
    return gone
