"""Work of the doors done outside the web process; the queue finds it here."""

from procrastinate.contrib.django import app

from tandem.doors.paper import orders
from tandem.doors.paper.orders import PRINT_FORMS
from tandem.doors.scans import jobs as scans
from tandem.outbox.jobs import AGAIN, working
from tandem.outbox.queue import QUEUE

__all__ = ["print_forms", "scans"]


@app.task(name=PRINT_FORMS, queue=QUEUE, retry=AGAIN)
def print_forms(*, territory: int, organisation: int, order: int) -> None:
    with working(territory, organisation):
        orders.make(order)
