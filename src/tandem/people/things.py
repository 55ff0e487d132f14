"""A key for each thing that is no person's yet: a scan that nobody has read, a report of the street.

It is thrown away with the thing (the database does, see `operations`), or passed on to whom the thing
turned out to tell of: then it goes with hers, whichever organisation holds the thing.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction

from tandem.journal.write import Kept
from tandem.people import keys
from tandem.people.models import Person, PersonKey, ThingKey
from tandem.tenancy.scope import required, within
from tandem.territory import scopes
from tandem.toolbox.sealing import new_key, number_of, seal_thing, unseal_thing

Blob = bytes | memoryview


def seal(row: Kept, content: bytes, place: str, *, hers: int | None = None) -> bytes:
    """With a key made for this alone, of the organisation that holds the row; `hers`: of a person
    in scope, with whose key it goes.
    """
    number, key = uuid.uuid4(), new_key()
    with within(required() | scopes.of_keys(row.territory_id, row.organisation_id)):
        under = keys.under_latest(row.territory_id, row.organisation_id)
        ThingKey.objects.create(
            number=number,
            hers_id=_key_of(hers),
            under_id=under.pk,
            wrapped=under.wraps_thing(number, key),
            territory_id=row.territory_id,
            organisation_id=row.organisation_id,
        )
    return seal_thing(number, key, content, place)


def opened(numbers: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """The keys of these that still are there, for one question."""
    wanted = list(numbers)
    if not wanted:
        return {}
    rows = ThingKey.objects.filter(number__in=wanted).select_related("under")
    with transaction.atomic(savepoint=False):
        known = list(rows)
    under: dict[int, keys.Under] = {}
    found = {}
    for row in known:
        if row.under_id not in under:
            under[row.under_id] = keys.opened_territory(row.under)
        found[row.number] = under[row.under_id].opens_thing(row.number, row.wrapped)
    return found


def unsealed(key: bytes, blob: Blob, place: str) -> bytes:
    return unseal_thing(key, blob, place)


def numbers_in(blobs: Iterable[Blob | None]) -> set[uuid.UUID]:
    found = (number_of(blob) for blob in blobs if blob)
    return {number for number in found if number is not None}


def pass_on(blobs: Iterable[Blob | None], person: Person) -> int:
    """What is sealed in these goes with her key from now on; how many they were."""
    numbers = numbers_in(blobs)
    with within(required() | scopes.of_keys(person.territory_id, person.organisation_id)):
        hers = _key_of(person.pk)
        return ThingKey.objects.filter(number__in=numbers).update(hers_id=hers) if hers else 0


def _key_of(person: int | None) -> int | None:
    if person is None:
        return None
    pk: int | None = PersonKey.objects.filter(person=person).values_list("pk", flat=True).first()
    return pk
