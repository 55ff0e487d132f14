"""The one way to read who somebody is: a committed look first, the identity after.

A colleague whom the person excluded, or who opened too many files, reads nothing; the try is noted.
"""

from collections.abc import Iterable
from dataclasses import replace

from tandem.journal.choices import Purpose
from tandem.journal.write import Kept, looked
from tandem.people import keys, rules, ties
from tandem.people.errors import LookRefused
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.watching import Seen, guarded, raise_flags

ADDRESS = ("care_of", "street", "postal_code", "locality", "notes")
"""What tells where she stays."""


def reveal(
    persons: Iterable[Person],
    purpose: Purpose,
    *,
    what: str = "people.identity_seen",
    about: Kept | None = None,
) -> dict[int, Identity]:
    """Identities by person; the look is in the journal before the first one is read.

    Whoever excluded the colleague is missing.
    """
    wanted = {person.pk: person for person in persons}
    if not wanted:
        return {}
    return _opened(guarded(wanted, purpose, what=what, about=about))


def reveal_one(
    person: Person,
    purpose: Purpose,
    *,
    what: str = "people.identity_seen",
    about: Kept | None = None,
) -> Identity:
    """Raises LookRefused where the person excluded the colleague."""
    seen = guarded({person.pk: person}, purpose, what=what, about=about)
    if not seen.persons:
        raise LookRefused("excluded", str(person.key))
    return _opened(seen).get(person.pk, Identity())


def reveal_records(records: list[Person], purpose: Purpose) -> dict[int, Identity]:
    """All records of one person; raises LookRefused where she excluded the colleague."""
    seen = guarded({record.pk: record for record in records}, purpose, what="people.identity_seen")
    if len(seen.persons) < len(records):
        raise LookRefused("excluded", str(records[0].key))
    return _opened(seen)


def look(person: Person, purpose: Purpose, *, what: str, about: Kept | None = None) -> None:
    """Before something of hers is opened that is not her identity; refused in the same way."""
    if not guarded({person.pk: person}, purpose, what=what, about=about).persons:
        raise LookRefused("excluded", str(person.key))


def look_at_all(
    persons: Iterable[Person],
    purpose: Purpose,
    *,
    what: str,
    about: Kept | None = None,
    task: bool = False,
) -> None:
    """The same for something that is of several: one of them who excluded the colleague is enough.

    `task`: a queue gave it to her, and nobody is counted as a file that she chose.
    """
    wanted = {person.pk: person for person in persons}
    if not wanted:
        return
    seen = guarded(wanted, purpose, what=what, about=about, task=task)
    for pk in wanted.keys() - seen.persons.keys():
        raise LookRefused("excluded", str(wanted[pk].key))


def kept_address(person: Person) -> Identity:
    """For a deed that keeps a protected address as it is; shown to nobody."""
    looks = looked([person], Purpose.INTAKE, what="people.address_carried")
    who = keys.opened_after(looks, {person.pk: person}).get(person.pk, Identity())
    return replace(Identity(), **{name: getattr(who, name) for name in ADDRESS})


def _opened(seen: Seen) -> dict[int, Identity]:
    found = keys.opened_after(seen.looks, seen.persons) if seen.persons else {}
    if seen.ties:
        for pk, who in found.items():
            raise_flags([seen.persons[pk]], rules.tied(*ties.of(who), seen.ties))
    return {pk: _shown(who, seen.persons[pk], seen) for pk, who in found.items()}


def _shown(who: Identity, person: Person, seen: Seen) -> Identity:
    """Without the address where it is protected, unless a second person agreed."""
    if not person.protected or person.pk in seen.addresses:
        return who
    return replace(who, **dict.fromkeys(ADDRESS, ""))
