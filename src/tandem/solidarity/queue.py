"""Puts the room's work in the queue, in the transaction of the deed that calls for it."""

from collections.abc import Mapping

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from tandem.journal.write import Kept
from tandem.toolbox.queueing import job

PROPOSE = "solidarity.propose"
SIMULATE = "solidarity.simulate"
LOOK_FOR = "solidarity.whom_to_look_for"
SHARE_OUT = "solidarity.share_out"
CIRCLES = "solidarity.form_circles"


def whom_to_look_for(organisation: int) -> None:
    """Solved outside the web process, several times over."""
    try:
        with transaction.atomic():
            job(LOOK_FOR, queueing_lock=f"{LOOK_FOR}:{organisation}").defer(
                organisation=organisation
            )
    except AlreadyEnqueued:
        return


def share_out(organisation: int, gift: int, aside: Mapping[str, int]) -> bool:
    """Solved outside the web process; once, however often it is asked for meanwhile. False where one
    waits already: it knows only what was said with it.
    """
    try:
        with transaction.atomic():
            job(SHARE_OUT, queueing_lock=f"{SHARE_OUT}:{gift}").defer(
                organisation=organisation, gift=gift, aside=dict(aside)
            )
    except AlreadyEnqueued:
        return False
    return True


def form_circles(organisation: int) -> None:
    """Who might get on with whom is solved outside the web process; once, however many ask."""
    try:
        with transaction.atomic():
            job(CIRCLES, queueing_lock=f"{CIRCLES}:{organisation}").defer(organisation=organisation)
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
            job(PROPOSE, queueing_lock=f"{PROPOSE}:{whose.organisation_id}").defer(
                organisation=whose.organisation_id
            )
    except AlreadyEnqueued:
        return
