"""From messages written to jobs asked for.

The row of a message is the promise, its job only the bell: jobs are asked for once the
transaction is committed, in one statement for all its messages, and a bell that never rang
(the process died in between) is rung again by `jobs.retry_waiting`.
"""

import threading
import weakref
from collections import defaultdict
from typing import Any

from django.db import transaction

from tandem.outbox.models import Message
from tandem.toolbox.queueing import job

QUEUE = "outbox"
DELIVER = "outbox.deliver"
PRINT = "outbox.print"
RETRY = "outbox.retry_waiting"
RESCUE = "outbox.rescue_stalled"
RECIPIENTS = 500
"""In one job: 150 times cheaper than a job each."""

Tenant = tuple[int, int]


class _Basket:
    """The messages of one transaction.

    Held by its commit hooks alone, so that a transaction rolled back takes it along.
    """

    def __init__(self) -> None:
        self.keys: dict[Tenant, list[int]] = defaultdict(list)

    def empty(self) -> None:
        keys, self.keys = self.keys, defaultdict(list)
        ask(keys)


class _Open(threading.local):
    basket: "weakref.ref[_Basket] | None" = None


_open = _Open()


def wake(message: Message) -> None:
    """Have it delivered once the transaction in hand is committed."""
    basket = _open.basket() if _open.basket is not None else None
    if basket is None:
        basket = _Basket()
        _open.basket = weakref.ref(basket)
    basket.keys[message.territory_id, message.organisation_id].append(message.pk)
    # Once a message, not once a transaction: a savepoint rolled back drops the hooks made in it.
    transaction.on_commit(basket.empty, robust=True)


def ask(keys: dict[Tenant, list[int]]) -> None:
    """Jobs for these messages, in one statement however many they are."""
    orders: list[dict[str, Any]] = [
        {"territory": territory, "organisation": organisation, "keys": chunk}
        for (territory, organisation), found in sorted(keys.items())
        for chunk in _chunks(found)
    ]
    if orders:
        job(DELIVER, queue=QUEUE).batch_defer(*orders)


def ask_for_printing(territory: int, organisation: int, printing: int) -> None:
    job(PRINT, queue=QUEUE).defer(territory=territory, organisation=organisation, printing=printing)


def _chunks(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + RECIPIENTS] for start in range(0, len(keys), RECIPIENTS)]
