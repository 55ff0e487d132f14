"""Delays for whoever guesses: they grow with each failure, end by themselves, and lock nobody out.

A lock would be a weapon: it shuts out everybody behind one address, or one person on purpose.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from tandem.accounts.models import Hindrance
from tandem.toolbox.sealing import digest

FREE = {
    "address": 60,
    "shared": 120,
    "printing": 20,
    "handing-in": 10,
    "sending": 40,
    "opening": 6,
}
"""Failures that cost nothing; many people share the address of a library or a telephone mast, and
a machine in a hall is shared all day: who comes next does not wait for who was there before. These
are against floods. Printing, handing in, sending a photo and sending a form are no guess, but they cost."""
FREE_ELSE = 4
LONGEST = timedelta(seconds=40)
"""Shorter than the patience of a browser or a proxy."""
FORGOTTEN_AFTER = timedelta(hours=1)
LONGEST_HERE, FORGOTTEN_HERE = timedelta(hours=1), timedelta(days=30)
"""Of one reference tried from one network: only who guesses there waits, so it may be long."""
HERE = ":here"
TOLD_IN_SECONDS = 90

# In one statement, so that guesses sent at the same moment are all counted.
COUNT = """
INSERT INTO accounts_hindrance AS kept (kind, digest, failures, last_at)
VALUES (%s, %s, 1, %s)
ON CONFLICT (kind, digest) DO UPDATE SET
    failures = CASE WHEN kept.last_at < %s THEN 1 ELSE kept.failures + 1 END,
    last_at = EXCLUDED.last_at
"""
HOLD = "SELECT pg_advisory_xact_lock(%s)"


def delay_after(failures: int, free: int = FREE_ELSE, *, longest: timedelta = LONGEST) -> timedelta:
    """One second after the free ones, doubling; never more than `longest`.

    >>> delay_after(5).seconds, delay_after(8).seconds, delay_after(1000).seconds
    (1, 8, 40)
    """
    over = failures - free
    return min(timedelta(seconds=2 ** min(over - 1, 12)), longest) if over > 0 else timedelta()


def wait_for(kind: str, key: str) -> timedelta | None:
    """How long `key` still has to wait; None when it may try now."""
    return _standing(kind, key)[1]


def _standing(kind: str, key: str) -> tuple[int, timedelta | None]:
    """Failures that are not forgotten, and how long is still to wait for them."""
    if not key:
        return 0, None
    here = kind.endswith(HERE)
    now = timezone.now()
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, key))
    for failures, last_at in rows.values_list("failures", "last_at"):
        if now - last_at < (FORGOTTEN_HERE if here else FORGOTTEN_AFTER):
            free = FREE.get(_sort(kind), FREE_ELSE)
            delay = delay_after(failures, free, longest=LONGEST_HERE if here else LONGEST)
            left = last_at + delay - now
            return failures, left if left > timedelta() else None
    return 0, None


def failed(kind: str, key: str) -> None:
    """One more failure. The caller answers normally, so that it is committed.

    What was no code at all counts for its address only: else all who mistype would wait together.
    """
    if not key:
        return
    now = timezone.now()
    forgotten = FORGOTTEN_HERE if kind.endswith(HERE) else FORGOTTEN_AFTER
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [kind, _digest(kind, key), now, now - forgotten])
    throw_away_old(now)


def throw_away_old(now: datetime) -> int:
    """Failures nobody waits for any more; how many."""
    old = Hindrance.objects.filter(last_at__lt=now - 24 * FORGOTTEN_AFTER)
    return old.exclude(kind__endswith=HERE, last_at__gte=now - FORGOTTEN_HERE).delete()[0]


def how_often(kind: str, key: str) -> int:
    """How often by now, this time too; forgotten after an hour without: for what waits for nobody."""
    failed(kind, key)
    return _standing(kind, key)[0]


def seconds_until_next(kind: str, request: HttpRequest) -> int:
    """0 where it may be done now, and then it is counted: for what is no guess, but costs."""
    who = (kind, address_of(request))
    # Of many sent at the same moment, one after the other is looked at.
    _hold(*who)
    if wait := wait_for(*who):
        return seconds(wait)
    failed(*who)
    return 0


def succeeded(kind: str, key: str) -> None:
    """Forgotten. Of a place that many share, half of it: one who knows is among those who guess."""
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, key))
    if _sort(kind) in FREE:
        rows.update(failures=F("failures") / 2)
    else:
        rows.delete()


@dataclass(frozen=True, slots=True)
class Brake:
    """How many wrong words one reference takes from everybody together: some at once, then slowly.

    Many networks are needed to reach it, since each of them is slowed before.
    """

    at_once: int
    every: timedelta


BRAKES = {
    "word": Brake(144, timedelta(minutes=10)),
    "asked": Brake(144, timedelta(minutes=10)),
    "sign_in": Brake(144, timedelta(minutes=10)),
    # Six figures, two of which stand at a time, tried by who has the password already.
    "second": Brake(10, timedelta(hours=2)),
    # Codes sent to one address or number, whoever asks; her own devices ask past it.
    "code_asked": Brake(12, timedelta(minutes=5)),
    "code": Brake(24, timedelta(minutes=10)),
    # Messages that somebody has us send to an address nobody has proven to be hers.
    "sent_to": Brake(3, timedelta(hours=2)),
    "sent_from": Brake(30, timedelta(minutes=2)),
    # Who sends a mail or a text message may say that she is anybody.
    "mail": Brake(24, timedelta(minutes=30)),
    "sms": Brake(24, timedelta(minutes=30)),
}
# The moment at which the brake is quite loose again stands in `last_at`.
PULL = """
INSERT INTO accounts_hindrance AS kept (kind, digest, failures, last_at)
VALUES (%(kind)s, %(digest)s, 1, %(now)s + %(every)s)
ON CONFLICT (kind, digest) DO UPDATE SET
    failures = kept.failures + 1,
    last_at = GREATEST(kept.last_at, %(now)s) + %(every)s
RETURNING kept.last_at
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody says a secret that belongs to a reference, and may be guessing at it."""

    place: tuple[str, str]
    """Where she is: a network, a machine in a hall, a number, a program."""
    reference: str
    """Empty where what she said can be no reference: then nothing is tried."""
    brake: str = "word"
    device: str = ""
    """One from which the secret was told before: nobody else’s guesses delay it."""
    strict: bool = False
    """Whether a place where many guess waits for each reference, also at the first try."""

    @property
    def here(self) -> tuple[str, str]:
        """This reference at this place. A machine in a hall does not wait long for the last one."""
        if not self.reference:
            return "", ""
        if self.device:
            return f"{self.brake}:device", f"{self.reference}:{self.device}"
        kind = f"{self.brake}:terminal" if _sort(self.place[0]) == "shared" else self.brake + HERE
        return kind, f"{self.reference}@{self.place[1]}"

    @property
    def braked(self) -> str:
        return "" if self.device else self.reference


def wait_to_try(guess: Guess) -> timedelta | None:
    """None when it may be tried now: then no other guess at it is, before this one is counted.

    Of many sent at the same moment, one after the other is looked at.
    """
    wait = _wait_of(guess)
    if wait is None and guess.reference:
        _hold(f"{guess.brake}:held", guess.reference)
        wait = _wait_of(guess)
    return wait


def _hold(kind: str, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [int.from_bytes(_digest(kind, key)[:8], signed=True)])


def _wait_of(guess: Guess) -> timedelta | None:
    tried, here = _standing(*guess.here)
    waits = [here, _braked(guess)]
    # Who has not guessed at this one herself does not wait for those beside her who guess.
    if not guess.device and (tried or guess.strict or not guess.reference):
        waits.append(wait_for(*guess.place))
    return max((wait for wait in waits if wait is not None), default=None)


def _braked(guess: Guess) -> timedelta | None:
    kind, brake, now = f"{guess.brake}:brake", BRAKES[guess.brake], timezone.now()
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, guess.braked))
    for loose in rows.values_list("last_at", flat=True) if guess.braked else ():
        left = loose - (brake.at_once - 1) * brake.every - now
        return left if left > timedelta() else None
    return None


def was_wrong(guess: Guess) -> None:
    """Counted for where it was said, and for the reference. The caller answers normally."""
    failed(*guess.place)
    failed(*guess.here)
    if guess.braked:
        kind, every = f"{guess.brake}:brake", BRAKES[guess.brake].every
        said: dict[str, Any] = {"kind": kind, "digest": _digest(kind, guess.braked), "every": every}
        with connection.cursor() as cursor:
            cursor.execute(PULL, said | {"now": timezone.now()})


def turn_of(brake: str, key: str) -> timedelta:
    """How long until one's turn, which is counted: so many at once, then one after the other.

    For what is no guess and is refused to nobody, only done later.
    """
    if not key:
        return timedelta()
    pace, kind, now = BRAKES[brake], f"{brake}:turn", timezone.now()
    said: dict[str, Any] = {"kind": kind, "digest": _digest(kind, key), "every": pace.every}
    with connection.cursor() as cursor:
        cursor.execute(PULL, said | {"now": now})
        loose: datetime = cursor.fetchone()[0]
    return max(loose - pace.at_once * pace.every - now, timedelta())


def wrong_in_all(guess: Guess) -> int:
    """How often anybody was wrong about this reference, from wherever."""
    rows = Hindrance.objects.filter(
        kind=f"{guess.brake}:brake", digest=_digest(f"{guess.brake}:brake", guess.reference)
    )
    return rows.values_list("failures", flat=True).first() or 0


def was_right(guess: Guess) -> None:
    succeeded(*guess.place)
    succeeded(*guess.here)


def made_good(guess: Guess) -> None:
    """Right, where what is braked is no guess but a cost: what this one cost is given back, so that
    a number which forty people share serves them all.
    """
    was_right(guess)
    kind, every = f"{guess.brake}:brake", BRAKES[guess.brake].every
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, guess.reference))
    rows.update(last_at=F("last_at") - every)


def in_words(wait: timedelta) -> str:
    """What is told to who must wait."""
    left = seconds(wait)
    if left > TOLD_IN_SECONDS:
        minutes = -(-left // 60)
        return ngettext(
            "Too many tries. Wait %(minutes)s minute, then try again. You can also telephone us or come to the desk.",
            "Too many tries. Wait %(minutes)s minutes, then try again. You can also telephone us or come to the desk.",
            minutes,
        ) % {"minutes": minutes}
    return ngettext(
        "Too many tries. Wait %(left)s second, then try again.",
        "Too many tries. Wait %(left)s seconds, then try again.",
        left,
    ) % {"left": left}


def longest_wait(*tries: tuple[str, str]) -> timedelta | None:
    """The longest of several waits: of an address and of what is guessed there."""
    waits = [wait for kind, key in tries if (wait := wait_for(kind, key)) is not None]
    return max(waits, default=None)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from; of an IPv6 address the half that its owner cannot change."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_TLS:
        # Only the last part was written by our own proxy.
        said = request.headers.get("X-Forwarded-For", said).rpartition(",")[2].strip()
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if isinstance(address, IPv6Address):
        return address.exploded[:19]
    return str(address)


def machine_of(request: HttpRequest, what: str) -> tuple[str, str]:
    """Under which a failure counts besides what is guessed: the address, or the shared machine.

    Such a machine counts together with its address: who carries its cookie away delays nobody
    who stands before it.
    """
    address = address_of(request)
    if shared := getattr(request, "shared_machine", ""):
        return f"{what}:shared", f"{shared}@{address}"
    return f"{what}:address", address


def _sort(kind: str) -> str:
    return kind.rpartition(":")[2]


def _digest(kind: str, key: str) -> bytes:
    return digest(f"hindrance:{kind}", key)


def seconds(wait: timedelta) -> int:
    """Whole seconds, rounded up: as told to people and to programs."""
    return int(wait.total_seconds()) + 1
