"""Work done outside the web process. Arguments are keys only; each job says whose rows it opens."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.broadcast import sending
from tandem.broadcast.queue import SEND
from tandem.journal.asker import INSIDE, acting
from tandem.tenancy.scope import transaction_within, within
from tandem.territory import scopes
from tandem.territory.models import Organisation

# Never given up: it fails only where the database does, and then nobody was told.
AGAIN = RetryStrategy(wait=10, linear_wait=20)


@app.task(name=SEND, retry=AGAIN)
def send(*, territory: int, organisation: int, broadcast: int) -> None:
    with acting(INSIDE), within(scopes.of_keys(territory, organisation)):
        sending.send(broadcast)


@app.periodic(cron="20 3 * * *")
@app.task(name="broadcast.forget", queueing_lock="broadcast.forget")
def forget(timestamp: int) -> None:
    """Who was not reached is known by name for a while only."""
    before = timezone.now() - timedelta(days=settings.BROADCAST_KEPT_DAYS)
    for organisation in Organisation.objects.order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            sending.forget(before)
            sending.forget_unsent(before)
