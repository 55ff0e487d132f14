"""`manage.py worker`: sends what waits in the outbox and does the other jobs of the house."""

import asyncio
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import DeleteJobCondition

from tandem.outbox.jobs import STALLED_AFTER
from tandem.outbox.queue import QUEUE, RESCUE, RETRY

BREATH = 2.0
AT_START = (RESCUE, RETRY)
STOPS = (signal.SIGINT, signal.SIGTERM)


class Command(BaseCommand):
    help = "Do the jobs of the queue: send messages, prepare letters, tidy up."
    # The others are about pages; who it may be in the database is asked when it starts.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time")
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")
        parser.add_argument(
            "--stalled-after",
            type=float,
            default=STALLED_AFTER,
            help="seconds of silence after which another worker counts as dead",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.TANDEM_ROLE != "worker":
            raise CommandError("Start it in its own role: TANDEM_ROLE=worker manage.py worker")
        self.check(tags=[Tags.database], databases=["default"])
        while not self._worked(**options):
            # The database is being restarted: what was begun is found again in its rows.
            self.stderr.write("The database does not answer; trying again.")
            time.sleep(BREATH)

    def _worked(self, *, concurrency: int, stalled_after: float, once: bool, **_: Any) -> bool:
        """Whether the worker ended because it was asked to."""
        if not isinstance(app.connector, DjangoConnector):
            raise CommandError("The queue is not on Django's database.")
        try:
            _look_round()
            with app.replace_connector(app.connector.get_worker_connector()) as worker:
                return asyncio.run(_work(worker, concurrency, stalled_after, once=once))
        except ConnectorException:
            return False


def _look_round() -> None:
    """What a worker before this one left half done is taken up at once."""
    connection.close()
    for name in AT_START:
        try:
            app.configure_task(name, queue=QUEUE, queueing_lock=name).defer(
                timestamp=int(time.time())
            )
        except AlreadyEnqueued:
            continue


async def _work(worker: App, concurrency: int, stalled_after: float, *, once: bool) -> bool:
    async with worker.open_async():
        work = asyncio.create_task(
            worker.run_worker_async(
                concurrency=concurrency,
                wait=not once,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                update_heartbeat_interval=stalled_after / 3,
                stalled_worker_timeout=stalled_after,
                additional_context={"stalled_after": stalled_after},
                # Ours, to tell a stop that was asked for from a lost database: either way the
                # worker ends in peace.
                install_signal_handlers=False,
            )
        )
        for number in STOPS:
            asyncio.get_running_loop().add_signal_handler(number, work.cancel)
        try:
            await work
        except asyncio.CancelledError:
            return True
    return once
