"""Work of the doors outside the web process."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.doors.models import Heard, Talk
from tandem.doors.sms import carrying
from tandem.doors.sms.queue import CARRY, QUEUE
from tandem.journal.asker import INSIDE, acting
from tandem.tenancy.scope import Scope, transaction_within, within

KNOWN_AGAIN = timedelta(days=60)
"""So long a message that a gateway repeats is recognised."""
REPLIES_KEPT = timedelta(days=7)


@app.periodic(cron="* * * * *")
@app.task(name=CARRY, queue=QUEUE, queueing_lock=CARRY, lock=CARRY)
def carry_replies(timestamp: int) -> None:
    """Also by the clock: the bell may not have rung, or the gateway may have been asleep."""
    with acting(INSIDE), within(Scope()):
        carrying.settle_interrupted()
        carrying.carry()


@app.periodic(cron="37 3 * * *")
@app.task(name="doors.throw_away_talks", queue=QUEUE)
def throw_away_talks(timestamp: int) -> None:
    """Talks nobody went on with, replies that left, and what was heard long ago."""
    now = timezone.now()
    with acting(INSIDE), transaction_within(Scope()):
        Talk.objects.filter(expires_at__lt=now).delete()
        Heard.objects.filter(at__lt=now - KNOWN_AGAIN).delete()
        carrying.throw_away(REPLIES_KEPT)
