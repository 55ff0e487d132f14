"""Work of the doors done outside the web process."""

from procrastinate.contrib.django import app

from tandem.doors.paper import orders
from tandem.doors.paper.orders import PRINT_FORMS
from tandem.outbox.jobs import AGAIN, working
from tandem.outbox.queue import QUEUE


@app.task(name=PRINT_FORMS, queue=QUEUE, retry=AGAIN)
def print_forms(*, territory: int, organisation: int, order: int) -> None:
    with working(territory, organisation):
        orders.make(order)
