"""The one way to read who somebody is: a committed look first, the identity after."""

from collections.abc import Iterable

from tandem.journal.choices import Purpose
from tandem.journal.write import Kept, looked
from tandem.people import keys
from tandem.people.identity import Identity
from tandem.people.models import Person


def reveal(
    persons: Iterable[Person],
    purpose: Purpose,
    *,
    what: str = "people.identity_seen",
    about: Kept | None = None,
) -> dict[int, Identity]:
    """Identities by person; the look is in the journal before the first one is read."""
    wanted = {person.pk: person for person in persons}
    if not wanted:
        return {}
    looks = looked(wanted.values(), purpose, what=what, about=about)
    return keys.opened_after(looks, wanted)


def reveal_one(
    person: Person,
    purpose: Purpose,
    *,
    what: str = "people.identity_seen",
    about: Kept | None = None,
) -> Identity:
    return reveal([person], purpose, what=what, about=about).get(person.pk, Identity())
