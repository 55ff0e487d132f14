"""The chain over the journal: made after the fact, checked by whoever likes.

Sealing inside each transaction would make all of them wait for one another, and costs three quarters
of the speed. So entries are sealed a moment later, in batches; each seal holds the one before it.
Method: a hash chain over batches (Haber and Stornetta, 1991), with SHA-256. What is cut off at the end
is seen by whoever kept a root: they are published each day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Literal

from django.db import connection, transaction
from django.utils import timezone

from tandem.journal.models import Seal

SIZE = 32
NOTHING = bytes(SIZE)
"""The root before the first."""
AT_ONCE = 5_000
MOST_BATCHES = 200
LATE = 20_000
"""So many numbers after an entry it may still come to be sealed: its transaction was a long one."""
OWED_AFTER = timedelta(hours=1)
UNSEALED = "SELECT public.journal_unsealed(%s, %s)"
DIGESTS = "SELECT id, digest FROM public.journal_digests(%s)"
Fault = Literal["changed", "gone", "broken", "unsealed", "no_such_root"]


def root_of(before: bytes, number: int, digests: bytes) -> bytes:
    """The root of a seal: 32 bytes. `digests`: those of its entries, joined in order."""
    return sha256(before + number.to_bytes(8, "big") + digests).digest()


def seal_all() -> int:
    """Everything written so far, in as many seals as needed; how many entries were sealed."""
    count = 0
    for _batch in range(MOST_BATCHES):
        sealed = seal_some()
        count += sealed
        if sealed < AT_ONCE:
            break
    return count


@transaction.atomic
def seal_some() -> int:
    """One seal more; none where nothing waits. Two at once: the second waits, and finds less."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
    last = Seal.objects.order_by("-number").only("number", "root").first()
    entries = _unsealed(AT_ONCE)
    if not entries:
        return 0
    digests = b"".join(_digests(entries).values())
    number = last.number + 1 if last else 1
    before = bytes(last.root) if last else NOTHING
    Seal.objects.create(
        number=number, entries=entries, digests=digests, root=root_of(before, number, digests)
    )
    return len(entries)


SEALING = 0x5EA1


def _unsealed(most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED, [LATE, most])
        return [key for (key,) in cursor.fetchall()]


def _digests(entries: list[int]) -> dict[int, bytes]:
    """By key, in the order of `entries`; what is gone is missing."""
    with connection.cursor() as cursor:
        cursor.execute(DIGESTS, [entries])
        found = {key: bytes(digest) for key, digest in cursor.fetchall()}
    return {key: found[key] for key in entries if key in found}


@dataclass(frozen=True, slots=True)
class Problem:
    fault: Fault
    seal: int
    entry: int | None = None


@dataclass(slots=True)
class Check:
    """How far the walk has come."""

    seals: int = 0
    entries: int = 0
    root: bytes = NOTHING


def problems(told: Check, wanted: bytes = b"") -> Iterator[Problem]:
    """What is wrong, seal by seal; `wanted`: a root that was published and has to be there."""
    found = not wanted
    for seal in Seal.objects.order_by("number").iterator(chunk_size=100):
        expected = told.seals + 1
        digests = bytes(seal.digests)
        whole = len(digests) == SIZE * len(seal.entries) and seal.number == expected
        if not whole or root_of(told.root, seal.number, digests) != bytes(seal.root):
            yield Problem("broken", seal.number)
        yield from _changed(seal, digests)
        told.seals, told.root = seal.number, bytes(seal.root)
        told.entries += len(seal.entries)
        found = found or told.root == wanted
    for key in _owed():
        yield Problem("unsealed", told.seals, key)
    if not found:
        yield Problem("no_such_root", told.seals)


def _changed(seal: Seal, digests: bytes) -> Iterator[Problem]:
    now = _digests(seal.entries)
    for place, key in enumerate(seal.entries):
        if key not in now:
            yield Problem("gone", seal.number, key)
        elif now[key] != digests[SIZE * place : SIZE * (place + 1)]:
            yield Problem("changed", seal.number, key)


def _owed() -> list[int]:
    """Written long ago and never sealed: put in afterwards, or nobody seals any more."""
    before = timezone.now() - OWED_AFTER
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.journal_owed(%s)", [before])
        return [key for (key,) in cursor.fetchall()]
