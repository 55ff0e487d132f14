"""What a colleague may open without anybody else, and which looks are unusual; on plain values.

All figures stand here. Whoever makes calls, prints letters or handles what is in her charge has a
task of her own: such files are not counted. Whoever takes calls has a figure of her own, so high
that a day of many calls is never stopped.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tandem.people.choices import FlagReason


@dataclass(frozen=True, slots=True)
class Figures:
    files_an_hour: int = 30
    """Different files opened one by one, without a task of her own."""
    intake_an_hour: int = 60
    """The same for somebody who rings or stands at the desk, as the colleague says: one a minute,
    twice what anybody writes down. What she goes on writing for her is a task, and not counted."""
    taken_before: timedelta = timedelta(hours=1)
    """What she gave to herself within so long is no task of hers yet: it may be to go on."""
    emergencies_an_hour: int = 3
    """Opened by one colleague alone; beyond it a second person agrees first."""
    same_file_a_day: int = 25
    """So many times one file, without a task of her own."""
    searches_an_hour: int = 120
    repeated_a_day: int = 4
    """From so many times on, a file in which nothing is to be done is looked at remarkably often."""
    quiet: timedelta = timedelta(days=30)
    """Nothing was done for her in so long a time: there is no reason to look that shows."""
    day_begins: int = 6
    day_ends: int = 22
    open_for: timedelta = timedelta(hours=1)
    """How long what a second person agreed to, or an emergency, stays open."""
    told_again_after: timedelta = timedelta(days=1)
    """A person is told of unusual looks at most so often; of an emergency at once."""


FIGURES = Figures()
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What is about to be opened."""

    persons: frozenset[UUID]
    own_task: bool
    """It is in her charge, or a queue gave it to her."""
    search: bool
    at: datetime
    """In local time."""
    intake: bool = False
    """The person rings her or stands before her, as the colleague says."""

    @property
    def is_file(self) -> bool:
        return len(self.persons) == 1 and not self.search


@dataclass(frozen=True, slots=True)
class Before:
    """What the same colleague opened before this, in the same way: of intakes the intakes."""

    files: frozenset[UUID] = frozenset()
    """One by one, without a task of her own, in the last hour or since somebody agreed."""
    same_file: int = 0
    """Of these in a day, how often this one."""
    searches: int = 0
    quiet: bool = False
    """Nothing was done for this person lately."""


def is_stopped(look: Look, before: Before, figures: Figures = FIGURES) -> bool:
    """Whether a second person has to agree first.

    >>> look = Look(frozenset({UUID(int=1)}), False, False, datetime(2026, 11, 27, 10))
    >>> is_stopped(look, Before(files=frozenset(UUID(int=9 + one) for one in range(30))))
    True
    """
    if look.search:
        return before.searches >= figures.searches_an_hour
    if look.own_task or not look.is_file:
        return False
    most = figures.intake_an_hour if look.intake else figures.files_an_hour
    too_many = len(before.files) >= most and not look.persons <= before.files
    return too_many or before.same_file >= figures.same_file_a_day


def is_idle(look: Look, before: Before) -> bool:
    """Whether no reason to look shows so far; only then it is worth asking what is owed to her."""
    return look.is_file and not (look.own_task or look.intake) and before.quiet


def unusual(
    look: Look, before: Before, *, owed: bool, figures: Figures = FIGURES
) -> Iterator[FlagReason]:
    """Why this look, which is not refused, stands out; `owed`: something is still owed to her."""
    if not look.is_file or look.own_task or look.intake:
        return
    if is_idle(look, before) and not owed:
        often = before.same_file + 1 >= figures.repeated_a_day
        yield FlagReason.REPEATED if often else FlagReason.NO_CASE
    awake = figures.day_begins <= look.at.hour < figures.day_ends
    if not awake or look.at.weekday() == SUNDAY:
        yield FlagReason.HOURS


def tied(
    names: Collection[bytes], places: Collection[bytes], declared: Collection[bytes]
) -> Iterator[FlagReason]:
    """Whether she is of the circle that the colleague declared; all are digests."""
    if set(names) & set(declared):
        yield FlagReason.NAME
    if set(places) & set(declared):
        yield FlagReason.PLACE
