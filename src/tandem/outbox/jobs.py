"""The jobs of the outbox, and what every job of the house needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tandem.journal.asker import INSIDE, acting
from tandem.outbox import progress
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.outbox.pressing import make
from tandem.outbox.printing import doubt_unposted
from tandem.outbox.queue import DELIVER, PRINT, QUEUE, RESCUE, RETRY, Tenant, ask
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.territory.models import Organisation

OFTEN = "* * * * * */15"
"""Every fifteen seconds: the last field counts seconds."""
STALLED_AFTER = 30.0
UNPOSTED = timedelta(days=3)
AT_ONCE = 5_000
"""Forgotten messages woken at once."""

# Never given up: a job fails only where the database does, and the rows say what is left to do.
AGAIN = RetryStrategy(wait=10, linear_wait=20)


@contextmanager
def working(territory: int, organisation: int) -> Iterator[None]:
    """Every job enters here: its arguments say whose rows it may touch."""
    with acting(INSIDE), within(scopes.of_keys(territory, organisation)):
        yield


@app.task(name=DELIVER, queue=QUEUE, pass_context=True, retry=AGAIN)
def deliver_messages(
    context: JobContext, *, territory: int, organisation: int, keys: list[int]
) -> None:
    with working(territory, organisation):
        deliver(keys, job=context.job.id)


@app.task(name=PRINT, queue=QUEUE, pass_context=True, retry=AGAIN)
def print_letters(context: JobContext, *, territory: int, organisation: int, printing: int) -> None:
    with working(territory, organisation):
        make(printing, job=context.job.id)


@app.periodic(cron=OFTEN)
@app.task(name=RETRY, queue=QUEUE, queueing_lock=RETRY)
def retry_waiting(timestamp: int) -> None:
    """Wake what is due and what no job carries; doubt what nobody told the end of."""
    with acting(INSIDE), within(_everywhere()):
        with transaction.atomic():
            progress.settle_interrupted()
            doubt_unposted(timezone.now() - UNPOSTED)
            keys = _forgotten()
        ask(keys)


def _forgotten() -> dict[Tenant, list[int]]:
    now = timezone.now()
    rows = Message.objects.forgotten(now).order_by("next_try_at", "pk")
    found: dict[Tenant, list[int]] = {}
    for pk, territory, organisation in rows.values_list("pk", "territory_id", "organisation_id")[
        :AT_ONCE
    ]:
        found.setdefault((territory, organisation), []).append(pk)
    every = [pk for keys in found.values() for pk in keys]
    Message.objects.filter(pk__in=every).update(woken_at=now)
    return found


def _everywhere() -> Scope:
    """Of every organisation: only to find which messages are due, never to open one."""
    with transaction.atomic():
        pairs = list(Organisation.objects.values_list("area_id", "pk"))
    areas = frozenset(area for area, _key in pairs)
    return Scope(areas, areas, frozenset(key for _area, key in pairs))


@app.periodic(cron=OFTEN)
@app.task(
    name=RESCUE,
    queue=QUEUE,
    queueing_lock=RESCUE,
    pass_context=True,
)
async def rescue_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs of workers that died are done again; their rows say how far they had come."""
    manager = context.app.job_manager
    silence = context.additional_context.get("stalled_after", STALLED_AFTER)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        await manager.retry_job(job)
