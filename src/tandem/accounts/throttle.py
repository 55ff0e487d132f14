"""Delays for whoever guesses: they grow with each failure, end by themselves, and lock nobody out.

A lock would be a weapon: it shuts out everybody behind one address, or one person on purpose.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from tandem.accounts.models import Hindrance
from tandem.toolbox.sealing import digest

FREE = {"address": 60, "shared": 120, "printing": 20, "handing-in": 10}
"""Failures that cost nothing; many people share the address of a library or a telephone mast, and
a machine in a hall is shared all day: who comes next does not wait for who was there before. A
code has some 57 bits, so that its own delays are what holds; these are against floods. Printing and
handing in are no guess, but they cost."""
FREE_ELSE = 4
LONGEST = timedelta(seconds=40)
"""Shorter than the patience of a browser or a proxy."""
FORGOTTEN_AFTER = timedelta(hours=1)

# In one statement, so that guesses sent at the same moment are all counted.
COUNT = """
INSERT INTO accounts_hindrance AS kept (kind, digest, failures, last_at)
VALUES (%s, %s, 1, %s)
ON CONFLICT (kind, digest) DO UPDATE SET
    failures = CASE WHEN kept.last_at < %s THEN 1 ELSE kept.failures + 1 END,
    last_at = EXCLUDED.last_at
"""


def delay_after(failures: int, free: int = FREE_ELSE) -> timedelta:
    """One second after the free ones, doubling; never more than `LONGEST`.

    >>> delay_after(5).seconds, delay_after(8).seconds, delay_after(1000).seconds
    (1, 8, 40)
    """
    over = failures - free
    return min(timedelta(seconds=2 ** min(over - 1, 10)), LONGEST) if over > 0 else timedelta()


def wait_for(kind: str, key: str) -> timedelta | None:
    """How long `key` still has to wait; None when it may try now."""
    if not key:
        return None
    now = timezone.now()
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, key))
    for failures, last_at in rows.values_list("failures", "last_at"):
        if now - last_at < FORGOTTEN_AFTER:
            left = last_at + delay_after(failures, FREE.get(_sort(kind), FREE_ELSE)) - now
            return left if left > timedelta() else None
    return None


def failed(kind: str, key: str) -> None:
    """One more failure. The caller answers normally, so that it is committed.

    What was no code at all counts for its address only: else all who mistype would wait together.
    """
    if not key:
        return
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [kind, _digest(kind, key), now, now - FORGOTTEN_AFTER])
    Hindrance.objects.filter(last_at__lt=now - 24 * FORGOTTEN_AFTER).delete()


def succeeded(kind: str, key: str) -> None:
    """Forgotten. Of a place that many share, half of it: one who knows is among those who guess."""
    rows = Hindrance.objects.filter(kind=kind, digest=_digest(kind, key))
    if _sort(kind) in FREE:
        rows.update(failures=F("failures") / 2)
    else:
        rows.delete()


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
