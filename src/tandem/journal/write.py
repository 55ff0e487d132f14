"""The two ways to write in the journal."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db import models, transaction

from tandem.journal import asker, words
from tandem.journal.choices import Kind, Purpose
from tandem.journal.models import Entry

Facts = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Held:
    """Whose something is, where there is no row to tell it."""

    territory_id: int
    organisation_id: int


class Kept(Protocol):
    """A tenant row: it says whose it is."""

    @property
    def territory_id(self) -> int: ...

    @property
    def organisation_id(self) -> int: ...


class KeptPerson(Kept, Protocol):
    @property
    def key(self) -> uuid.UUID: ...


def record(
    word: str,
    subject: Kept,
    *,
    persons: Iterable[KeptPerson] = (),
    facts: Facts | None = None,
) -> Entry:
    """A deed, in the transaction of the deed itself. Facts hold keys and codes, never names."""
    return _write(Kind.DEED, word, subject, _keys(persons), facts=facts or {})


def looked(
    persons: Iterable[KeptPerson],
    purpose: Purpose,
    *,
    what: str = "people.identity_seen",
    about: Kept | None = None,
) -> list[int]:
    """A look, on a second connection and committed before anything is read.

    One entry for each organisation whose persons are seen, naming them all. It remains even if
    the transaction that reads afterwards fails. The numbers of the entries come back: with them the
    keys are asked for, see `people.keys`.
    """
    with transaction.atomic(using="looks"):
        return note_look(persons, purpose, what=what, about=about)


def note_look(
    persons: Iterable[KeptPerson],
    purpose: Purpose,
    *,
    what: str,
    about: Kept | None = None,
    facts: Facts | None = None,
) -> list[int]:
    """The entries of a look, in a transaction that the caller holds on the second connection."""
    whose: dict[tuple[int, int], list[KeptPerson]] = {}
    for person in persons:
        whose.setdefault((person.territory_id, person.organisation_id), []).append(person)
    noted = []
    for seen in whose.values():
        subject = about if about is not None and len(whose) == 1 else seen[0]
        entry = _write(
            Kind.LOOK, what, subject, _keys(seen), purpose=purpose, facts=facts, using="looks"
        )
        noted.append(entry.pk)
    return noted


def _keys(persons: Iterable[KeptPerson]) -> list[uuid.UUID]:
    return sorted({person.key for person in persons})


def _write(
    kind: Kind,
    word: str,
    subject: Kept,
    persons: list[uuid.UUID],
    *,
    purpose: Purpose | None = None,
    facts: Facts | None = None,
    using: str = "default",
) -> Entry:
    if not words.known(word):
        raise ValueError(f"Register the word {word} in the apps.py of its room.")
    who = asker.current()
    entry = Entry(
        kind=kind,
        word=word,
        purpose=purpose or "",
        door=who.door,
        account=who.account,
        acting_organisation=who.organisation,
        subject=_name_of(subject),
        persons=persons,
        facts=dict(facts or {}),
        territory_id=subject.territory_id,
        organisation_id=subject.organisation_id,
    )
    entry.save(using=using, force_insert=True)
    return entry


def _name_of(subject: Kept) -> str:
    if isinstance(subject, models.Model):
        return f"{subject._meta.label_lower}:{subject.pk}"
    return type(subject).__name__.lower()
