"""Her data is left alone at her word (GDPR art. 18): kept, and used for nothing but answering her.

Each floor above that would use it otherwise registers here what it stops, and takes up again.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from tandem.journal.write import record
from tandem.people.models import Person
from tandem.people.sameness import joined_records

Follows = Callable[[list[int], bool], None]
"""Of these persons, whether they are to be left alone from now on."""

_following: dict[str, Follows] = {}


def register(name: str, follows: Follows) -> None:
    _following[name] = follows


def is_limited(person: Person) -> bool:
    """Said of any of the records that are hers."""
    return any(record.limited_at is not None for record in joined_records(person))


@transaction.atomic
def limit(person: Person) -> None:
    """No matching, no messages to many, nothing but keeping it and answering her."""
    _set(person, limited=True)


@transaction.atomic
def lift(person: Person) -> None:
    """Used again as before; the caller has told her first."""
    _set(person, limited=False)


def _set(person: Person, *, limited: bool) -> None:
    records = joined_records(person)
    keys = [one.pk for one in records]
    Person.objects.filter(pk__in=keys).update(limited_at=timezone.now() if limited else None)
    for follows in _following.values():
        follows(keys, limited)
    record("people.limited" if limited else "people.limit_lifted", person, persons=records)
