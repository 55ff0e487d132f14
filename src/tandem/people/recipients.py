"""Whom a person's data was given to. They are told when it is corrected, left alone or erased, and
she is told who they are (GDPR art. 15 and 19). Each floor above registers in its own_data.py.
"""

from collections.abc import Callable, Iterable

from tandem.people.models import Person
from tandem.people.sameness import joined_records

Told = Callable[[list[Person]], Iterable[str]]
"""Of these records, each receiver in a sentence, in the language in force."""

_told: list[Told] = []


def register(told: Told) -> Told:
    _told.append(told)
    return told


def of(person: Person) -> list[str]:
    records = joined_records(person)
    return sorted({sentence for told in _told for sentence in told(records)})


def names() -> list[str]:
    """Who tells of them, by module and name: what the register of processing says in general."""
    return sorted(f"{told.__module__}.{getattr(told, '__name__', '')}" for told in _told)
