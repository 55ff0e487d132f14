"""From what is said back to the job that sends it."""

from collections.abc import Iterable

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from tandem.doors.sms import talks
from tandem.toolbox.queueing import job

QUEUE = "outbox"
CARRY = "doors.carry_replies"


def say(number: bytes, sender: str, messages: Iterable[str]) -> None:
    """Said back once the transaction in hand is committed, in this order."""
    said = [talks.say(number, sender, text) for text in messages if text]
    if said:
        transaction.on_commit(ring, robust=True)


def ring() -> None:
    """One job carries everything that waits."""
    try:
        job(CARRY, queue=QUEUE, queueing_lock=CARRY, lock=CARRY).defer(timestamp=0)
    except AlreadyEnqueued:
        return
