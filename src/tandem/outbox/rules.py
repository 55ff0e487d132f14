"""By which way a message goes, and when it is tried again: decided on plain values."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings

from tandem.outbox.choices import Obstacle, State
from tandem.people.choices import Channel

# Some two days in all: a mail server down over a weekend night loses nothing.
DELAYS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240, 360, 360, 360, 360, 360))
CALL_AGAIN = timedelta(hours=3)
CALLS = 3
"""So often is a person called who does not answer, before another way is looked for."""

NEXT: dict[Channel, tuple[Channel, ...]] = {
    Channel.EMAIL: (Channel.SMS, Channel.CALL, Channel.LETTER),
    Channel.SMS: (Channel.CALL, Channel.EMAIL, Channel.LETTER),
    Channel.CALL: (Channel.SMS, Channel.EMAIL, Channel.LETTER),
    Channel.LETTER: (Channel.EMAIL, Channel.CALL, Channel.SMS),
    Channel.DESK: (),
}

WRITTEN_FIRST = (Channel.EMAIL, Channel.LETTER, Channel.CALL)
"""Where no text message can leave at all: who chose them may be deaf, and hear no call."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides by which way one message goes to one person."""

    wanted: Channel
    own: Channel
    """The way the person chose for everything."""
    email: bool = False
    email_comes_back: bool = False
    """A message to this address came back: nobody lives there."""
    mobile: bool = False
    phone: bool = False
    address: bool = False
    gateway: bool = False
    stopped: bool = False
    """The number asked for no more text messages."""
    short: bool = False
    never_write: bool = False
    never_leave_word: bool = False
    safe_contact: bool = False
    """She said in her own words how to be careful."""
    perhaps_careful: bool = False
    """Perhaps she is somebody who asked for care: nobody has decided yet."""
    tried: frozenset[Channel] = frozenset()


def way_for(facts: Facts) -> tuple[Channel, Obstacle | None]:
    """The way a message goes, and what stood against the one that was wanted.

    The desk is the last resort: the text waits there for whoever gives reference and word.
    """
    first = obstacle(facts.wanted, facts)
    if first is None:
        return facts.wanted, None
    for channel in WRITTEN_FIRST if first == Obstacle.NO_GATEWAY else NEXT[facts.wanted]:
        if obstacle(channel, facts) is None:
            return channel, first
    return Channel.DESK, first


def obstacle(channel: Channel, facts: Facts) -> Obstacle | None:
    if channel == Channel.DESK:
        return None
    missing = _missing(channel, facts)
    if missing is not None:
        # It tells more than that it was tried: an address where nobody lives, for example.
        return missing
    if channel in facts.tried:
        return Obstacle.TRIED
    if channel == Channel.LETTER and facts.never_write:
        return Obstacle.NEVER_WRITE
    return Obstacle.NOT_CHOSEN if _needs_care(channel, facts) else None


def _missing(channel: Channel, facts: Facts) -> Obstacle | None:
    checks: dict[Channel, tuple[tuple[bool, Obstacle], ...]] = {
        Channel.EMAIL: (
            (facts.email, Obstacle.NO_EMAIL),
            (not facts.email_comes_back, Obstacle.COMES_BACK),
        ),
        Channel.CALL: ((facts.phone, Obstacle.NO_PHONE),),
        Channel.LETTER: ((facts.address, Obstacle.NO_ADDRESS),),
        Channel.SMS: (
            (facts.mobile, Obstacle.NO_MOBILE),
            (facts.gateway, Obstacle.NO_GATEWAY),
            (not facts.stopped, Obstacle.STOPPED),
            (facts.short, Obstacle.TOO_LONG),
        ),
    }
    return next((missing for there, missing in checks.get(channel, ()) if not there), None)


def _needs_care(channel: Channel, facts: Facts) -> bool:
    """Whether only the person herself could choose this way.

    Whoever said how to be careful is never written to by a way she did not choose: a colleague
    reads her sentence first and calls. A call reads it anyway.
    """
    if channel == Channel.CALL:
        return False
    if facts.perhaps_careful:
        # Anybody could have typed her name, and chosen a way in her place.
        return True
    if channel == facts.own:
        return False
    if facts.never_write or facts.safe_contact:
        return True
    return channel == Channel.SMS and facts.never_leave_word


def delay(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts in vain; None when a person must look at it."""
    return DELAYS[attempts - 1] if 1 <= attempts <= len(DELAYS) else None


@dataclass(frozen=True, slots=True)
class Quiet:
    """When no telephone rings for a text message, in hours of the clock."""

    since: int
    until: int
    on_sunday: bool
    """Whether Sunday is a day like the others."""


SUNDAY = 6


def first_hour(now: datetime, quiet: Quiet) -> datetime | None:
    """When a text message may arrive, in the time of the place; None if it may right now."""
    at = now
    if not _is_hour(at, quiet):
        morning = datetime.combine(at.date(), time(quiet.until), at.tzinfo)
        at = morning if morning > now else morning + timedelta(days=1)
    if at.weekday() == SUNDAY and not quiet.on_sunday:
        at = datetime.combine(at.date() + timedelta(days=1), time(quiet.until), at.tzinfo)
    return None if at == now else at


def _is_hour(at: datetime, quiet: Quiet) -> bool:
    if quiet.since == quiet.until:
        return True
    if quiet.since < quiet.until:
        return not quiet.since <= at.hour < quiet.until
    return quiet.until <= at.hour < quiet.since


def after_crash(channel: Channel) -> State:
    """An e-mail leaves again under the same Message-ID; nobody can tell for anything else."""
    return State.WAITING if channel == Channel.EMAIL else State.UNSURE


RETRIED = frozenset({State.FAILED, State.UNSURE})
REROUTED = RETRIED | {State.READY, State.WAITING}
NOT_BEGUN = (State.WAITING, State.READY)
"""From where a message may still be taken back."""


MOST_LETTERS = 200
"""In one file: what one tray and one colleague can take."""


def most_in_one_file(*, to_many: bool, with_forms: bool) -> int:
    """How many letters are made into one PDF. A form is many pages, and memory has an end."""
    most = int(settings.BROADCAST_LETTERS) if to_many else MOST_LETTERS
    return min(most, int(settings.LETTERS_WITH_FORMS)) if with_forms else most
