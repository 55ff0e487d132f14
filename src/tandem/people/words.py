"""What somebody told us, and what is told to her, sealed with a key that dies with her.

Whoever opens it has noted a look before; the database does not ask for it here, as it does for who
she is. What belongs to nobody yet, or is held by another organisation than she is, is sealed with
the key of the installation.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction

from tandem.journal.write import Kept, KeptPerson
from tandem.people import keys
from tandem.people.models import PersonKey
from tandem.tenancy.scope import Scope, required
from tandem.toolbox.sealing import (
    has_key_of_its_own,
    seal_bytes,
    seal_with,
    unseal_bytes,
    unseal_with,
)


@dataclass(frozen=True, slots=True)
class WordsKey:
    key: bytes
    territory_id: int
    organisation_id: int
    place: str
    """Of whom: part of every seal."""

    def holds(self, row: Kept) -> bool:
        mine = (self.territory_id, self.organisation_id)
        return mine == (row.territory_id, row.organisation_id)

    def seal(self, content: bytes, place: str) -> bytes:
        return seal_with(self.key, content, f"{self.place}|{place}")

    def unseal(self, blob: bytes | memoryview, place: str) -> bytes:
        return unseal_with([self.key], blob, f"{self.place}|{place}")


Ring = dict[tuple[Scope, int], WordsKey | None]
_ring: ContextVar[Ring | None] = ContextVar("ring", default=None)


@contextmanager
def ring() -> Iterator[None]:
    """Keys that are opened are remembered until the end of one request, and no longer."""
    token = _ring.set({})
    try:
        yield
    finally:
        _ring.reset(token)


def seal_for(person: int | None, row: Kept, content: bytes, place: str) -> bytes:
    """For the person whose key it is, in a row that is held as she is."""
    key = _key_of(person)
    if key is None or not key.holds(row):
        return seal_bytes(content, place)
    return key.seal(content, place)


def unseal_for(person: int | None, blob: bytes | memoryview, place: str) -> bytes | None:
    """None where her key is gone, and with it what was said."""
    if not has_key_of_its_own(blob):
        return unseal_bytes(blob, place)
    key = _key_of(person)
    return key.unseal(blob, place) if key is not None else None


def text_of(person: int | None, blob: bytes | memoryview | None, place: str) -> str:
    """Empty where nothing was said, or her key is gone."""
    return (unseal_for(person, blob, place) or b"").decode() if blob else ""


def hold(persons: Iterable[int | None]) -> None:
    """The keys of all of them, for one question; within a ring."""
    held, scope = _ring.get(), required()
    if held is None:
        return
    wanted = {pk for pk in persons if pk is not None and (scope, pk) not in held}
    held |= {(scope, pk): None for pk in wanted}
    held |= {(scope, pk): key for pk, key in _asked(wanted).items()}


def of_new(person: KeptPerson, key: bytes) -> WordsKey:
    return WordsKey(key, person.territory_id, person.organisation_id, keys.place_of_words(person))


def _key_of(person: int | None) -> WordsKey | None:
    if person is None:
        return None
    held = _ring.get()
    if held is None:
        return _asked([person]).get(person)
    if held.get((required(), person)) is None:
        # Also where there was none a moment ago: she may have been registered since.
        held[required(), person] = _asked([person]).get(person)
    return held[required(), person]


def _asked(persons: Iterable[int]) -> dict[int, WordsKey]:
    rows = (
        PersonKey.objects.filter(person__in=list(persons))
        .select_related("person", "under")
        .defer("wrapped", "former")
    )
    opened: dict[int, keys.Under] = {}
    found = {}
    # The scope is told where a transaction begins; a job may have none just now.
    with transaction.atomic(savepoint=False):
        known = list(rows)
    for row in known:
        if row.under_id not in opened:
            opened[row.under_id] = keys.opened_territory(row.under)
        key = opened[row.under_id].opens_words(row.person, row.of_words)
        found[row.person_id] = of_new(row.person, key)
    return found
