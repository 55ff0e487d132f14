"""Who a person is: the plain value, as it is sealed and as it is revealed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from tandem.journal.write import KeptPerson
from tandem.people.choices import TraceKind
from tandem.toolbox.folding import fold, phonetic
from tandem.toolbox.sealing import digest, has_key_of_its_own, seal_with, unseal, unseal_with
from tandem.toolbox.telephone import plain_number
from tandem.toolbox.texts import one_line


@dataclass(frozen=True, slots=True)
class Identity:
    first_name: str = ""
    last_name: str = ""
    born_on: str = ""
    """ISO date, or empty."""
    email: str = ""
    phone: str = ""
    care_of: str = ""
    """At whose place she stays, where her own name is not on the letter box."""
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    safe_contact: str = ""
    """In her words: "call only in the morning, say you are from the library"."""
    notes: str = ""

    @property
    def full_name(self) -> str:
        return one_line(f"{self.first_name} {self.last_name}")

    @classmethod
    def of(cls, kept: bytes) -> "Identity":
        said = json.loads(kept)
        return cls(**{name: value for name, value in said.items() if name in FIELDS})

    def as_kept(self) -> bytes:
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False).encode()

    @property
    def birthday(self) -> date | None:
        return date.fromisoformat(self.born_on) if self.born_on else None


FIELDS = frozenset(field.name for field in fields(Identity))


def sealed(identity: Identity, person: KeptPerson, key: bytes) -> bytes:
    return seal_with(key, identity.as_kept(), _place(person))


def opened(blob: bytes | memoryview, person: KeptPerson, keys: Sequence[bytes]) -> Identity:
    """With one of her keys, or as it was sealed before anybody had a key of her own."""
    if has_key_of_its_own(blob):
        return Identity.of(unseal_with(keys, blob, _place(person)))
    return Identity.of(unseal(blob, f"identity:{person.key}").encode())


def _place(person: KeptPerson) -> str:
    """Moved to another commune, organisation or person it does not open."""
    return f"{person.territory_id}|{person.organisation_id}|{person.key}|identity"


def traces(identity: Identity) -> set[tuple[TraceKind, bytes]]:
    """The digests by which this identity is found again: whole words, sounds, number, birth."""
    words = fold(identity.full_name).split()
    found = {(TraceKind.WORD, digest("word", word)) for word in words}
    found |= {(TraceKind.SOUND, sound) for sound in _sounds(identity.full_name)}
    if identity.last_name.strip():
        # Written in one by some, apart by others.
        found.add((TraceKind.SOUND, _sound(identity.last_name)))
    if identity.phone:
        found.add((TraceKind.PHONE, digest("phone", plain_number(identity.phone))))
    if identity.email:
        found.add((TraceKind.EMAIL, digest("email", identity.email.strip().lower())))
    if identity.born_on:
        found.add((TraceKind.BIRTH, digest("birth", identity.born_on)))
    return found


def _sounds(name: str) -> set[bytes]:
    return {_sound(word) for word in fold(name).split()}


def _sound(name: str) -> bytes:
    return digest("sound", phonetic(name))


def has_first_name_of(who: Identity, heard: set[bytes]) -> bool:
    """Whether a record with these sounds has one of the first names, however it is spelled."""
    return bool(_sounds(who.first_name) & heard)


def has_every_word_of(who: Identity, found: set[bytes]) -> bool:
    """Whether a record with these words and sounds has each word of the name, however spelled."""
    words = fold(who.full_name).split()
    return bool(words) and all({digest("word", word), _sound(word)} & found for word in words)


def has_parts_of_both(who: Identity, found: set[bytes]) -> bool:
    """Whether it has a part of the first name and a part of the last."""
    last = _sounds(who.last_name) | ({_sound(who.last_name)} if who.last_name.strip() else set())
    return bool(_sounds(who.first_name) & found) and bool(last & found)


def has_name_of(who: Identity, heard: set[bytes]) -> bool:
    """Whether a record with these sounds has the whole of this name, however it is spelled: one of
    the first names, and the last name in one or in all its words.
    """
    first, last = _sounds(who.first_name), _sounds(who.last_name)
    if not first or not last:
        words = first | last
        return len(words) > 1 and words <= heard
    return bool(first & heard) and (last <= heard or _sound(who.last_name) in heard)
