"""What an algorithm weighs is changed in the open alone: proposed, simulated, discussed, decided."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.journal.write import record
from tandem.register.cards import Card
from tandem.register.choices import ChangeState
from tandem.register.models import Change
from tandem.territory.models import Organisation

LEAST_DAYS = 14
"""So long everybody may have a say."""
LEAST_WORDS = 15


class NotNow(Exception):
    """The deed cannot be done as things stand; the argument says why, as a code."""


def in_force(card: Card, organisation: int) -> dict[str, Any]:
    """What this organisation decided last; empty where it never decided anything."""
    last = Change.objects.accepted().filter(algorithm=card.slug, organisation=organisation).first()
    return dict(last.after) if last else {}


def in_discussion(card: Card, organisation: int) -> Change | None:
    rows = Change.objects.in_discussion()
    return rows.filter(algorithm=card.slug, organisation=organisation).first()


@transaction.atomic
def propose(
    card: Card,
    organisation: Organisation,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    why: str,
    body: str,
    open_until: date,
) -> Change:
    """Public from now on; one at a time, so that everybody knows what is talked about."""
    if before == after:
        raise NotNow("nothing_changes")
    if (open_until - timezone.localdate()).days < LEAST_DAYS:
        raise NotNow("too_short")
    if len(why.strip()) < LEAST_WORDS:
        raise NotNow("say_why")
    try:
        with transaction.atomic():
            change = Change.objects.create(
                algorithm=card.slug,
                organisation=organisation,
                before=before,
                after=after,
                why=why.strip(),
                body=body.strip(),
                open_until=open_until,
            )
    except IntegrityError:
        raise NotNow("one_at_a_time") from None
    record("register.change_proposed", change, facts={"change": change.pk})
    return change


def keep_effects(change: Change, effects: dict[str, Any]) -> None:
    Change.objects.filter(pk=change.pk, effects__isnull=True).update(effects=effects)


@transaction.atomic
def decide(change: Change, *, accepted: bool, why: str) -> Change:
    """The body has decided: after everybody could have a say, and with the effects on the table."""
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.state != ChangeState.OPEN:
        raise NotNow("decided_before")
    if change.effects is None:
        raise NotNow("not_simulated")
    if timezone.localdate() <= change.open_until:
        raise NotNow("still_open")
    if len(why.strip()) < LEAST_WORDS:
        raise NotNow("say_why")
    change.state = ChangeState.ACCEPTED if accepted else ChangeState.REFUSED
    change.decided_at, change.decided_why = timezone.now(), why.strip()
    change.save(update_fields=["state", "decided_at", "decided_why"])
    record("register.change_decided", change, facts={"change": change.pk, "accepted": accepted})
    return change


@transaction.atomic
def put_back(change: Change, *, body: str, why: str) -> Change:
    """What held before holds again at once: it had been discussed already."""
    card_changes = Change.objects.accepted().filter(
        algorithm=change.algorithm, organisation=change.organisation
    )
    last = card_changes.select_for_update(of=("self",)).first()
    if last is None or last.pk != change.pk:
        raise NotNow("not_the_last")
    if len(why.strip()) < LEAST_WORDS:
        raise NotNow("say_why")
    back = Change.objects.create(
        algorithm=change.algorithm,
        organisation=change.organisation,
        before=change.after,
        after=change.before,
        why=why.strip(),
        body=body.strip(),
        open_until=timezone.localdate(),
        effects=change.effects,
        state=ChangeState.ACCEPTED,
        decided_at=timezone.now(),
        decided_why=why.strip(),
        undoes=change,
    )
    record("register.change_put_back", back, facts={"change": back.pk, "undoes": change.pk})
    return back
