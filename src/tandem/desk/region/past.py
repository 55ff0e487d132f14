"""When and by which door requests of the region came, and when they were answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import messages
from tandem.cases.choices import Reason, State
from tandem.cases.measuring import last_whole_quarter
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.journal.choices import Door
from tandem.outbox import text
from tandem.outbox.choices import State as Going
from tandem.outbox.models import Message, name_of
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.toolbox.workdays import add_working_days

# How far the cases have come: what share, in which state, opened how many days ago at most.
LATELY = (
    (0.50, State.RECEIVED, 1),
    (0.08, State.RECEIVED, 12),
    (0.26, State.CLOSED, 60),
    (0.08, State.ANSWERED, 9),
    (0.05, State.WITHDRAWN, 30),
    (0.03, State.CONTESTED, 14),
)
DOORS = (Door.WEB, Door.WEB, Door.PHONE, Door.PHONE, Door.INPERSON)
ONCE = 0.8
"""How many had asked or offered once before, long enough ago to be measured."""
LONG_AGO = (30, 215)
"""Days: the whole of the last quarter that is over, whatever day it is."""
BY_DOOR = {
    Door.WEB: (30, (0, 1, 1, 2)),
    Door.PHONE: (25, (0, 0, 1, 2)),
    Door.INPERSON: (15, (0, 0, 1, 1)),
    Door.PAPER: (12, (1, 2, 2, 2)),
    Door.EMAIL: (6, (0, 1, 1, 2)),
    Door.SMS: (5, (0, 1, 1, 2)),
    Door.KIOSK: (5, (0, 1, 2, 2)),
    Door.API: (2, (0, 1, 1, 2)),
}
"""How often each door is taken, and after how many working days it was answered."""
LEAVES_AFTER = {Channel.LETTER: timedelta(days=1), Channel.CALL: timedelta(hours=3)}
GONE = {Channel.CALL: Going.DONE, Channel.DESK: Going.DONE, Channel.LETTER: Going.SENT}


@dataclass(frozen=True, slots=True)
class Came:
    state: State
    door: Door
    opened: datetime
    answered: datetime | None
    told: bool = False
    """Whether the answer is told here as sent; of those of lately the house's own deeds tell."""

    @property
    def later(self) -> datetime:
        """When whatever followed took place."""
        return self.answered or min(self.opened + timedelta(hours=20), timezone.now())


def lately(rng: Random, service: str, now: datetime) -> Came:
    ((_, state, most),) = rng.choices(LATELY, [share for share, *_ in LATELY])
    if service == "offer-help" and state in {State.CONTESTED, State.WITHDRAWN}:
        state = State.CLOSED
    opened = now - timedelta(days=rng.uniform(0, most), hours=1)
    answered = state in {State.ANSWERED, State.CLOSED} and state not in OWED
    return Came(state, rng.choice(DOORS), opened, opened + timedelta(days=1) if answered else None)


def long_ago(rng: Random, now: datetime) -> Came | None:
    """A request that was answered and closed, of those who had come before."""
    if rng.random() >= ONCE:
        return None
    opened = now - timedelta(days=rng.uniform(*LONG_AGO))
    ((door, (_weight, delays)),) = rng.choices(
        list(BY_DOOR.items()), [weight for weight, _delays in BY_DOOR.values()]
    )
    day = add_working_days(opened.date(), rng.choice(delays))
    if last_whole_quarter(day) != last_whole_quarter(opened.date()):
        # A handful that waits where a quarter ends would hide most of what was answered.
        day = opened.date()
    later = timedelta(hours=2) if day == opened.date() else timedelta()
    return Came(State.CLOSED, door, opened, datetime.combine(day, opened.timetz()) + later, True)


def answer_sent(case: Case, person: Person, answered: datetime) -> Message:
    """How the answer had reached its person; nothing leaves now."""
    channel = Channel(person.channel)
    with override(case.language):
        said = messages.answer(case, Reason(case.reason), "")
    message = Message(
        person=person,
        kind=said.kind,
        wanted=channel,
        channel=channel,
        language=case.language,
        state=GONE.get(channel, Going.DELIVERED),
        reference=case.reference,
        subject=name_of(case),
        queued_at=answered,
        next_try_at=answered,
        left_at=answered + LEAVES_AFTER.get(channel, timedelta(minutes=1)),
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    message.sealed = text.sealed(said, message)
    message.message_id = f"<{message.key}@invented.example>"
    return message


@contextmanager
def at_its_time(model: type[Model], name: str) -> Iterator[None]:
    """What is written keeps the moment it tells; elsewhere in the house the clock says it."""
    field: Any = model._meta.get_field(name)
    field.auto_now_add = False
    try:
        yield
    finally:
        field.auto_now_add = True


@contextmanager
def as_of(model: type[Model], name: str, moment: datetime) -> Iterator[None]:
    """What the house's own deeds write says that it was then; it is never changed afterwards."""
    field: Any = model._meta.get_field(name)

    def told(row: Model, add: bool) -> datetime:
        setattr(row, name, moment)
        return moment

    field.pre_save = told
    try:
        yield
    finally:
        del field.pre_save
