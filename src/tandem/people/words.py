"""What somebody told us, and what is told to her, sealed with a key that dies with her.

Whoever opens it has noted a look before; the database does not ask for it here, as it does for who
she is. What belongs to nobody yet, or is held by another organisation than she is, has a key of its
own (`things`).
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from tandem.journal.write import Kept, KeptPerson
from tandem.people import keys, things
from tandem.people.models import PersonKey
from tandem.tenancy.scope import Scope, required
from tandem.toolbox.sealing import (
    has_key_of_its_own,
    number_of,
    seal_with,
    unseal_bytes,
    unseal_with,
)

Blob = bytes | memoryview


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


@dataclass(slots=True)
class Ring:
    persons: dict[tuple[Scope, int], WordsKey | None] = field(default_factory=dict)
    things: dict[tuple[Scope, UUID], bytes] = field(default_factory=dict)


_ring: ContextVar[Ring | None] = ContextVar("ring", default=None)


@contextmanager
def ring() -> Iterator[None]:
    """Keys that are opened are remembered until the end of one request, and no longer."""
    token = _ring.set(Ring())
    try:
        yield
    finally:
        _ring.reset(token)


def seal_for(person: int | None, row: Kept, content: bytes, place: str) -> bytes:
    """With her key, in a row that is held as she is; else with one of its own, which goes with hers
    where she is known.
    """
    key = _key_of(person)
    if key is None or not key.holds(row):
        return things.seal(row, content, place, hers=person)
    return key.seal(content, place)


def unseal_for(person: int | None, blob: Blob, place: str) -> bytes | None:
    """None where her key, or that of the thing, is gone, and with it what was said."""
    if (number := number_of(blob)) is not None:
        thing = _key_of_thing(number)
        return things.unsealed(thing, blob, place) if thing is not None else None
    if not has_key_of_its_own(blob):
        return unseal_bytes(blob, place)
    key = _key_of(person)
    return key.unseal(blob, place) if key is not None else None


def text_of(person: int | None, blob: Blob | None, place: str) -> str:
    """Empty where nothing was said, or the key is gone."""
    return (unseal_for(person, blob, place) or b"").decode() if blob else ""


def hold(persons: Iterable[int | None], sealed: Iterable[Blob | None] = ()) -> None:
    """The keys of all of them, and of the things that are sealed here, for one question each; within
    a ring.
    """
    held, scope = _ring.get(), required()
    if held is None:
        return
    wanted = {pk for pk in persons if pk is not None and (scope, pk) not in held.persons}
    held.persons |= {(scope, pk): None for pk in wanted}
    held.persons |= {(scope, pk): key for pk, key in _asked(wanted).items()}
    numbers = {one for one in things.numbers_in(sealed) if (scope, one) not in held.things}
    held.things |= {(scope, one): key for one, key in things.opened(numbers).items()}


def of_new(person: KeptPerson, key: bytes) -> WordsKey:
    return WordsKey(key, person.territory_id, person.organisation_id, keys.place_of_words(person))


def _key_of(person: int | None) -> WordsKey | None:
    if person is None:
        return None
    ring = _ring.get()
    if ring is None:
        return _asked([person]).get(person)
    held, mine = ring.persons, (required(), person)
    if mine not in held:
        held[mine] = _asked([person]).get(person)
    return held[mine]


def _key_of_thing(number: UUID) -> bytes | None:
    ring = _ring.get()
    if ring is None:
        return things.opened([number]).get(number)
    if (required(), number) not in ring.things:
        ring.things |= {(required(), one): key for one, key in things.opened([number]).items()}
    return ring.things.get((required(), number))


def _asked(persons: Collection[int]) -> dict[int, WordsKey]:
    if not persons:
        return {}
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
