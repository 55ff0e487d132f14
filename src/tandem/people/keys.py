"""A key for each person, wrapped under her territory's, and that under the installation's.

Making a key needs no reading: a new identity is sealed with a new key. To read one, the database
demands the numbers of looks that are committed, of this account, not older than a minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from tandem.journal import asker
from tandem.journal.write import KeptPerson
from tandem.people import identity
from tandem.people.identity import Identity
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Person, PersonKey, TerritoryKey
from tandem.tenancy.repeated import rows
from tandem.tenancy.scope import required
from tandem.toolbox.sealing import (
    has_key_of_its_own,
    new_key,
    seal_with,
    unseal_with,
    unwrap,
    wrap,
)

SEEN = """
SELECT i.person_id, i.sealed, k.wrapped, k.former, t.id, t.territory_id, t.organisation_id,
    t.version, t.wrapped
FROM people_identity i
LEFT JOIN public.people_keys_seen(
    %(looks)s::bigint[], %(account)s::bigint, %(persons)s::bigint[]
) k ON k.person_id = i.person_id
LEFT JOIN people_territorykey t ON t.id = k.under_id
WHERE i.person_id = ANY (%(persons)s::bigint[])
"""


@dataclass(frozen=True, slots=True)
class Under:
    """A territory's key, opened: for the moment of one deed."""

    pk: int
    key: bytes

    def wraps(self, person: KeptPerson, key: bytes) -> bytes:
        return seal_with(self.key, key, _place(person))

    def opens(self, person: KeptPerson, wrapped: Iterable[bytes | memoryview]) -> list[bytes]:
        return [unseal_with([self.key], one, _place(person)) for one in wrapped]

    def wraps_words(self, person: KeptPerson, key: bytes) -> bytes:
        return seal_with(self.key, key, place_of_words(person))

    def opens_words(self, person: KeptPerson, wrapped: bytes | memoryview) -> bytes:
        return unseal_with([self.key], wrapped, place_of_words(person))

    def wraps_thing(self, number: UUID, key: bytes) -> bytes:
        return seal_with(self.key, key, f"{number}|thing")

    def opens_thing(self, number: UUID, wrapped: bytes | memoryview) -> bytes:
        return unseal_with([self.key], wrapped, f"{number}|thing")


class Made(NamedTuple):
    row: PersonKey
    """Not written yet."""
    key: bytes
    """Seals who she is."""
    words: bytes
    """Seals what she tells."""


def under_latest(territory: int, organisation: int) -> Under:
    """The key under which new persons come; the first one is made when it is needed first."""
    held = {"territory_id": territory, "organisation_id": organisation}
    row = TerritoryKey.objects.filter(**held).order_by("-version").first()
    if row is None:
        wrapped = wrap(new_key(), _territory_place(territory, organisation, 1))
        # Whoever registers somebody at the same moment made one too: theirs or ours, one stands.
        row, _made = TerritoryKey.objects.get_or_create(
            version=1, **held, defaults={"wrapped": wrapped}
        )
    return opened_territory(row)


def opened_territory(row: TerritoryKey) -> Under:
    return Under(row.pk, unwrap(row.wrapped, place_of_territory(row)))


def wrapped_anew(row: TerritoryKey) -> bytes:
    """The same key under today's key of the installation."""
    place = place_of_territory(row)
    return wrap(unwrap(row.wrapped, place), place)


def new_territory_key(territory: int, organisation: int, version: int) -> None:
    wrapped = wrap(new_key(), _territory_place(territory, organisation, version))
    held = {"territory_id": territory, "organisation_id": organisation}
    TerritoryKey.objects.create(version=version, wrapped=wrapped, **held)


def place_of_territory(row: TerritoryKey) -> str:
    return _territory_place(row.territory_id, row.organisation_id, row.version)


def new_for(person: Person, under: Under) -> Made:
    """Her first keys: the row, not written yet, and the keys themselves to seal with."""
    key, words = new_key(), new_key()
    row = PersonKey(
        person=person,
        under_id=under.pk,
        wrapped=under.wraps(person, key),
        of_words=under.wraps_words(person, words),
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    return Made(row, key, words)


def keep(person: Person, who: Identity) -> None:
    """Her identity from now on, under a key that no earlier one was sealed with."""
    held = {"territory_id": person.territory_id, "organisation_id": person.organisation_id}
    with transaction.atomic():
        SealedIdentity.objects.update_or_create(
            person=person, defaults={"sealed": identity.sealed(who, person, _renew(person)), **held}
        )


def _renew(person: Person) -> bytes:
    # What was wrapped before goes to `former` by the database's own hand: we cannot read it.
    mine = PersonKey.objects.select_for_update(of=("self",)).filter(person=person)
    under_pk = mine.values_list("under", flat=True).first()
    if under_pk is None:
        made = new_for(person, under_latest(person.territory_id, person.organisation_id))
        made.row.save(force_insert=True)
        return made.key
    under, key = opened_territory(TerritoryKey.objects.get(pk=under_pk)), new_key()
    PersonKey.objects.filter(person=person).update(
        wrapped=under.wraps(person, key), changed_at=Now()
    )
    return key


def opened_after(looks: Sequence[int], persons: Mapping[int, Person]) -> dict[int, Identity]:
    """Identities by person, of those who were looked at; nobody whose key is gone."""
    required()
    asked = {"looks": list(looks), "account": asker.current().account, "persons": list(persons)}
    found: dict[int, Identity] = {}
    opened: dict[int, Under] = {}
    for pk, sealed, wrapped, former, under, *territory, territory_wrapped in rows(SEEN, asked):
        keys: list[bytes] = []
        if wrapped is not None:
            if under not in opened:
                place = _territory_place(*territory)
                opened[under] = Under(under, unwrap(territory_wrapped, place))
            keys = opened[under].opens(persons[pk], [wrapped, *former])
        elif has_key_of_its_own(sealed):
            # Erased, and come back with an older copy of the database.
            continue
        found[pk] = identity.opened(sealed, persons[pk], keys)
    return found


def of_before(sealed: bytes | memoryview, person: Person) -> Identity:
    """As it was sealed before anybody had a key of her own; to seal it anew, shown to nobody."""
    return identity.opened(sealed, person, [])


def _place(person: KeptPerson) -> str:
    return f"{person.territory_id}|{person.organisation_id}|{person.key}|key"


def place_of_words(person: KeptPerson) -> str:
    return f"{person.territory_id}|{person.organisation_id}|{person.key}|words"


def _territory_place(territory: int, organisation: int, version: int) -> str:
    return f"{territory}|{organisation}|{version}|territory"
