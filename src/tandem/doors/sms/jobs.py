"""Work of the doors outside the web process."""

from procrastinate.contrib.django import app

from tandem.doors.sms import carrying
from tandem.doors.sms.queue import CARRY, QUEUE
from tandem.journal.asker import INSIDE, acting
from tandem.tenancy.scope import Scope, within


@app.periodic(cron="* * * * *")
@app.task(name=CARRY, queue=QUEUE, queueing_lock=CARRY, lock=CARRY)
def carry_replies(timestamp: int) -> None:
    """Also by the clock: the bell may not have rung, or the gateway may have been asleep."""
    with acting(INSIDE), within(Scope()):
        carrying.settle_interrupted()
        carrying.carry()
