"""From the first word to a second person's yes. What is sent then stands in `sending`."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from tandem.broadcast import rules
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.foreseeing import Foreseen, foresee
from tandem.broadcast.models import Broadcast
from tandem.broadcast.queue import ask_for_sending
from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox import many
from tandem.territory import long_standing
from tandem.territory.models import Organisation

A_DAY = timedelta(days=1)
A_DAYS_SUM = 0xB0AD
WRITABLE = frozenset({"title", "purpose", "public", "narrowing", "texts", "fallback", "form"})


@transaction.atomic
def begin(organisation: Organisation, *, title: str, purpose: str, public: str) -> Broadcast:
    """Nothing is read of anybody yet."""
    broadcast = Broadcast.objects.create(
        title=title,
        purpose=purpose,
        public=public,
        writers=_me(),
        territory_id=organisation.area_id,
        organisation=organisation,
    )
    record("broadcast.begun", broadcast)
    return broadcast


@transaction.atomic
def change(broadcast: Broadcast, **said: Any) -> Broadcast:
    """As it now says; whoever waited for a second person's yes asks anew."""
    broadcast = _locked(broadcast)
    if not rules.may_write(State(broadcast.state)):
        raise NotNow("left_already")
    for name in WRITABLE.intersection(said):
        setattr(broadcast, name, said[name])
    broadcast.writers = sorted({*broadcast.writers, *_me()})
    _unfreeze(broadcast)
    return broadcast


@transaction.atomic
def ask_approval(broadcast: Broadcast, seen: str) -> Foreseen:
    """Its words and its public stand still from now on; `seen` is what she saw of them."""
    broadcast = _locked(broadcast)
    if broadcast.state != State.DRAFT:
        raise NotNow("asked_already")
    if seen != fingerprint(broadcast):
        raise NotNow("changed_meanwhile")
    foreseen = _foreseen_within_bounds(broadcast)
    broadcast.state, broadcast.frozen = State.ASKED, seen
    broadcast.asked_by, broadcast.asked_at = asker.current().account, timezone.now()
    broadcast.foreseen = foreseen.keys
    broadcast.writers = sorted({*broadcast.writers, *_me()})
    broadcast.save()
    record("broadcast.approval_asked", broadcast, facts={"recipients": len(foreseen.told)})
    return foreseen


@transaction.atomic
def approve(broadcast: Broadcast, seen: str) -> Foreseen:
    """A second person's yes to what she saw; it leaves with this transaction, and once."""
    # Locked: two colleagues approve at the same moment, or one presses twice.
    broadcast = _locked(broadcast)
    account = asker.current().account
    if broadcast.state != State.ASKED:
        raise NotNow("decided_already")
    if not rules.may_approve(State.ASKED, account, [*broadcast.writers, broadcast.asked_by]):
        raise NotNow("own_words")
    asked_at = broadcast.asked_at or timezone.now()
    if account is None or not long_standing.is_so(account, broadcast.organisation_id, asked_at):
        raise NotNow("too_new_to_agree")
    if seen != broadcast.frozen or seen != fingerprint(broadcast):
        raise NotNow("changed_meanwhile")
    foreseen = _foreseen_within_bounds(broadcast)
    broadcast.state = State.APPROVED
    broadcast.approved_by, broadcast.approved_at = account, timezone.now()
    broadcast.foreseen = foreseen.keys
    broadcast.save()
    record("broadcast.approved", broadcast, facts={"recipients": len(foreseen.told)})
    ask_for_sending(broadcast)
    return foreseen


@transaction.atomic
def send_back(broadcast: Broadcast) -> Broadcast:
    """A second person says no, or whoever asked thinks again: it can be changed."""
    broadcast = _locked(broadcast)
    if broadcast.state != State.ASKED:
        raise NotNow("decided_already")
    _unfreeze(broadcast)
    record("broadcast.sent_back", broadcast)
    return broadcast


@transaction.atomic
def take_back(broadcast: Broadcast) -> int:
    """What has not left never will; how many messages that still concerned."""
    broadcast = _locked(broadcast)
    if not rules.may_take_back(State(broadcast.state)):
        raise NotNow("left_already")
    stopped = many.take_back(broadcast) if broadcast.state == State.SENT else 0
    if broadcast.state == State.SENT and not stopped:
        raise NotNow("left_already")
    broadcast.state, broadcast.cancelled_at = State.CANCELLED, timezone.now()
    broadcast.save()
    record("broadcast.taken_back", broadcast, facts={"messages": stopped})
    return stopped


def fingerprint(broadcast: Broadcast) -> str:
    """Of all that the second person says yes to."""
    said = {name: getattr(broadcast, name) for name in sorted(WRITABLE)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def _foreseen_within_bounds(broadcast: Broadcast) -> Foreseen:
    if not set(broadcast.languages) & {broadcast.fallback}:
        raise NotNow("no_words")
    foreseen = foresee(broadcast)
    _hold(broadcast)
    if found := bounds(broadcast, len(foreseen.told), promised=True):
        raise NotNow(found)
    return foreseen


def bounds_when_it_leaves(broadcast: Broadcast, recipients: int) -> str:
    """Why it may not leave after all, with nobody else's leaving meanwhile; empty if it may."""
    _hold(broadcast)
    # What else is promised is not counted: of two that are too many together, one leaves.
    found = bounds(broadcast, recipients, promised=False)
    return found or ("" if recipients else "nobody")


def bounds(broadcast: Broadcast, recipients: int, *, promised: bool) -> str | None:
    """Why so many may not be written to now, as a code; None if they may.

    With what is `promised`: approved, and not left yet.
    """
    if not recipients and rules.is_narrowed(broadcast.narrowing):
        # Or one could try which house, which age, has somebody who is known.
        return None
    rows = Broadcast.objects.filter(organisation=broadcast.organisation_id).exclude(pk=broadcast.pk)
    sent: Mapping[str, int | None] = rows.sent_since(timezone.now() - A_DAY).aggregate(
        many=Sum("recipients")
    )
    waiting = rows.filter(state=State.APPROVED).values_list("foreseen", flat=True)
    return rules.too_many(
        recipients,
        (sent["many"] or 0) + (sum(map(len, waiting)) if promised else 0),
        most=settings.BROADCAST_MOST,
        a_day=settings.BROADCAST_A_DAY,
    )


def _hold(broadcast: Broadcast) -> None:
    """One at a time in each organisation, or two would each count without the other."""
    with connection.cursor() as cursor:
        keys = [A_DAYS_SUM, broadcast.organisation_id % 2**31]
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", keys)


def _unfreeze(broadcast: Broadcast) -> None:
    broadcast.state, broadcast.frozen, broadcast.foreseen = State.DRAFT, "", []
    broadcast.asked_by = broadcast.asked_at = None
    broadcast.save()


def _me() -> list[int]:
    account = asker.current().account
    return [account] if account is not None else []


def _locked(broadcast: Broadcast) -> Broadcast:
    # Read again under lock: a colleague or the worker may have been faster.
    return Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
