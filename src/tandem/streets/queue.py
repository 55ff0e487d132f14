"""Puts the room's work in the queue, in the transaction of the deed that calls for it."""

from datetime import datetime

from tandem.journal.write import Kept
from tandem.streets.models import Handover, HookMessage, Move, Report, System
from tandem.toolbox.queueing import job

STEP = "streets.step"
TELL_HOOK = "streets.tell_hook"
SEND_HANDOVER = "streets.send_handover"
END_HANDOVER = "streets.end_handover"
ASK_SERVICES = "streets.ask_services"
FIND_ALIKE = "streets.find_alike"


def step_made(move: Move) -> None:
    """Other programs, and whoever handed the report over to us, hear of it."""
    _ring(STEP, move, move.pk)


def tell_hook(message: HookMessage) -> None:
    _ring(TELL_HOOK, message, message.pk, at=message.next_try_at)


def send_handover(handover: Handover) -> None:
    _ring(SEND_HANDOVER, handover, handover.pk, at=handover.next_try_at)


def end_handover(handover: Handover) -> None:
    _ring(END_HANDOVER, handover, handover.pk, at=handover.next_try_at)


def ask_services(system: System) -> None:
    _ring(ASK_SERVICES, system, system.pk)


def find_alike(report: Report) -> None:
    """Outside of the deed: what is told is taken in whether or not something resembles it."""
    _ring(FIND_ALIKE, report, report.pk)


def _ring(task: str, whose: Kept, key: int, *, at: datetime | None = None) -> None:
    job(task, schedule_at=at).defer(
        territory=whose.territory_id, organisation=whose.organisation_id, key=key
    )
