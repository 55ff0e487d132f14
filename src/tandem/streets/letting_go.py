"""It is with somebody else no more, because we went on with it ourselves: that one is told so."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tandem.streets import queue
from tandem.streets.choices import HandoverState
from tandem.streets.models import Handover

TOLD = frozenset({HandoverState.SENT, HandoverState.ACCEPTED})
"""Of what surely reached them; of a doubt nobody knows whether there is anything to take back."""
WAITS = tuple(timedelta(minutes=number) for number in (5, 60, 360))
OVER = len(WAITS) + 1
"""Told, or tried often enough."""


def end(rows: QuerySet[Handover]) -> None:
    """No news of theirs is ours from now on; within the transaction of whoever ends it."""
    ended = list(rows)
    rows.update(state=HandoverState.ENDED, their_state="", tried=0, next_try_at=None)
    for handover in ended:
        handover.next_try_at = None
        if handover.to_system_id is not None and handover.state in TOLD:
            queue.end_handover(handover)


def begin(key: int) -> Handover | None:
    """The hand-over whose end is to be told; once, however often the bell rings."""
    rows = Handover.objects.filter(pk=key, state=HandoverState.ENDED, tried__lt=OVER)
    known = ("to_system__contact", "report__territory", "report__organisation")
    return rows.select_for_update(of=("self",)).select_related(*known).first()


def told(handover: Handover) -> None:
    Handover.objects.filter(pk=handover.pk, state=HandoverState.ENDED).update(tried=OVER)


def try_again(handover: Handover, now: datetime) -> None:
    """Told twice does no harm: the update has a key of its own."""
    tried = handover.tried + 1
    Handover.objects.filter(pk=handover.pk, state=HandoverState.ENDED).update(tried=tried)
    if tried < OVER:
        handover.next_try_at = now + WAITS[tried - 1]
        queue.end_handover(handover)
