"""Replies on their way. One that may have left is never sent again: she writes again herself."""

import logging
from contextlib import closing
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tandem.doors.models import TextReply, TextReplyState
from tandem.doors.sms import talks
from tandem.outbox.errors import Later, Refused
from tandem.outbox.gateways.gateway import Gateway, gateway
from tandem.outbox.text import as_texted

logger = logging.getLogger(__name__)

AGAIN = timedelta(minutes=1)
WORTH_SAYING = timedelta(hours=6)
"""Later an answer would only startle."""
SURELY_OVER = timedelta(minutes=10)


def carry() -> int:
    """Send everything that waits, in the order in which it was said; how many left."""
    found = gateway()
    if found is None:
        return 0
    left = 0
    with closing(found):
        try:
            while (reply := _begun()) is not None:
                left += _handed_over(reply, found)
        except Later:
            # A gateway that answers nobody: all the others wait in their order, untried.
            return left
    return left


@transaction.atomic
def settle_interrupted() -> None:
    """Whoever was sending these died: they may have left."""
    TextReply.objects.filter(
        state=TextReplyState.SENDING, began_at__lt=timezone.now() - SURELY_OVER
    ).update(state=TextReplyState.UNSURE, sealed=b"")


@transaction.atomic
def throw_away(before: timedelta) -> int:
    done = TextReply.objects.exclude(state__in=[TextReplyState.WAITING, TextReplyState.SENDING])
    return done.filter(made_at__lt=timezone.now() - before).delete()[0]


@transaction.atomic
def _begun() -> TextReply | None:
    """The next one, marked before the gateway is called; two workers never take the same."""
    now = timezone.now()
    waiting = TextReply.objects.still_to_send().filter(next_try_at__lte=now)
    reply = waiting.select_for_update(skip_locked=True).first()
    if reply is None:
        return None
    reply.state, reply.began_at = TextReplyState.SENDING, now
    reply.save(update_fields=["state", "began_at"])
    return reply


def _handed_over(reply: TextReply, through: Gateway) -> bool:
    sender, text = talks.said(reply)
    try:
        through.send(sender, as_texted(text), f"reply-{reply.pk}")
    except Refused:
        _ended(reply, TextReplyState.FAILED)
    except Later as later:
        _put_off(reply, at_once=later.for_everyone)
        if later.for_everyone:
            raise
    except Exception as error:
        # Of the error only its kind is written down: its words may hold a number.
        logger.error("Reply %s met %s.", reply.pk, type(error).__name__)
        _ended(reply, TextReplyState.UNSURE)
    else:
        _ended(reply, TextReplyState.SENT)
        return True
    return False


@transaction.atomic
def _ended(reply: TextReply, state: TextReplyState) -> None:
    """What it said, and to whom, is not needed any more: it is never sent again."""
    mine = TextReply.objects.filter(pk=reply.pk, state=TextReplyState.SENDING)
    mine.update(state=state, sealed=b"")


@transaction.atomic
def _put_off(reply: TextReply, *, at_once: bool) -> None:
    """`at_once` keeps its turn before those that were said after it."""
    now = timezone.now()
    stale = now - reply.made_at > WORTH_SAYING
    if stale:
        _ended(reply, TextReplyState.FAILED)
        return
    TextReply.objects.filter(pk=reply.pk, state=TextReplyState.SENDING).update(
        state=TextReplyState.WAITING,
        attempts=reply.attempts + 1,
        next_try_at=now if at_once else now + AGAIN,
    )
