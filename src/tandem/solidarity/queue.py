"""Puts the room's work in the queue, in the transaction of the deed that calls for it."""

from collections.abc import Mapping

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from tandem.journal.write import Kept
from tandem.toolbox.queueing import job

PROPOSE = "solidarity.propose"
SIMULATE = "solidarity.simulate"
LOOK_FOR = "solidarity.whom_to_look_for"
SHARE_OUT = "solidarity.share_out"
CIRCLES = "solidarity.form_circles"


def _one_by_one(task: str, organisation: int, *, once_a: int | None = None) -> JobDeferrer:
    """Asked once while it waits; and of one organisation, two never run side by side: both would
    write their proposals for the same people, and the fresher would be lost.
    """
    key = organisation if once_a is None else once_a
    return job(task, queueing_lock=f"{task}:{key}", lock=f"{task}:{organisation}")


def whom_to_look_for(organisation: int) -> None:
    """Solved outside the web process, several times over."""
    try:
        with transaction.atomic():
            _one_by_one(LOOK_FOR, organisation).defer(organisation=organisation)
    except AlreadyEnqueued:
        return


def share_out(organisation: int, gift: int, aside: Mapping[str, int]) -> bool:
    """Solved outside the web process; once, however often it is asked for meanwhile. False where one
    waits already: it knows only what was said with it.
    """
    try:
        with transaction.atomic():
            _one_by_one(SHARE_OUT, organisation, once_a=gift).defer(
                organisation=organisation, gift=gift, aside=dict(aside)
            )
    except AlreadyEnqueued:
        return False
    return True


def form_circles(organisation: int) -> None:
    """Who might get on with whom is solved outside the web process; once, however many ask."""
    try:
        with transaction.atomic():
            _one_by_one(CIRCLES, organisation).defer(organisation=organisation)
    except AlreadyEnqueued:
        return


def simulate(change: int) -> None:
    """What other weights would have changed is solved outside the web process."""
    job(SIMULATE).defer(change=change)


def look_for_helpers(whose: Kept) -> None:
    """New proposals for this organisation soon; once, however many ask meanwhile."""
    # In a savepoint: a second job of the same lock would abort the whole transaction.
    try:
        with transaction.atomic():
            _one_by_one(PROPOSE, whose.organisation_id).defer(organisation=whose.organisation_id)
    except AlreadyEnqueued:
        return
