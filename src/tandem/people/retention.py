"""How long who somebody is stays known, and how it is erased: the record remains without a person.

This floor cannot see what the floors above keep. Each of them registers, in its own retention.py,
what still needs a person and how it takes out what it knows of her.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from tandem.journal.write import record
from tandem.people.models import (
    Exclusion,
    Flag,
    Identity,
    Likeness,
    Opening,
    Person,
    PersonKey,
    Trace,
)
from tandem.people.sameness import joined_records
from tandem.toolbox.sealing import OWN
from tandem.toolbox.texts import Text

KEPT = timedelta(days=2 * 365)
"""So long after the last thing that happened a person stays known; then she is erased by itself."""

FIRST_BYTE = Func(F("sealed"), Value(0), function="get_byte", output_field=IntegerField())
"""Tells with whose key an identity is sealed."""

Needs = Callable[[set[int]], Iterable[int]]
Erases = Callable[[Person], None]


class StillNeeded(Exception):
    """Somebody has still to answer her, or she is still expected; `reasons` are sentences."""

    def __init__(self, reasons: list[Text]) -> None:
        super().__init__("still_needed")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Keeper:
    """What one floor has to say when a person is to be erased."""

    why: Text
    needs: Needs
    """Of these persons, the ones still needed."""
    erases: Erases


_keepers: dict[str, Keeper] = {}


def _nobody(_persons: set[int]) -> Iterable[int]:
    return ()


def register(name: str, *, erases: Erases, why: Text = "", needs: Needs = _nobody) -> None:
    """From now on `name` is asked before anybody is erased, and takes out what it knows."""
    _keepers[name] = Keeper(why, needs, erases)


def what_needs(person: Person) -> list[Text]:
    """Why she cannot be erased yet; empty when she can."""
    return list(needed_by(person).values())


def needed_by(person: Person) -> dict[str, Text]:
    """The same by the name of whoever needs her."""
    keys = {record.pk for record in joined_records(person)}
    return {name: keeper.why for name, keeper in _keepers.items() if set(keeper.needs(keys)) & keys}


@transaction.atomic
def erase(person: Person) -> None:
    """Nobody can tell any more who she was: identity, contacts, words and answers are gone.

    What remains are keys, dates and states, so that figures and the journal stay true.
    """
    if reasons := what_needs(person):
        raise StillNeeded(reasons)
    for one in joined_records(person):
        for keeper in _keepers.values():
            keeper.erases(one)
        Identity.objects.filter(person=one).delete()
        PersonKey.objects.filter(person=one).delete()
        Trace.objects.filter(person=one).delete()
        Likeness.objects.filter(Q(one=one) | Q(other=one)).delete()
        # That somebody looked stays; what was said of her in doing so goes.
        Opening.objects.filter(person=one).update(sealed=b"")
        Flag.objects.filter(person_key=one.key, sealed__isnull=False).update(sealed=b"")
        Person.objects.filter(pk=one.pk).update(
            account=None,
            other_languages=[],
            large_print=False,
            easy_words=False,
            read_aloud=False,
            interpreter=False,
            limited_at=None,
            erased_at=timezone.now(),
        )
        # Only now: PostgreSQL lets nobody take out an exclusion of somebody who is not erased.
        Exclusion.objects.filter(person=one).delete()
        record("people.erased", one, persons=[one])


def whose_key_is_gone() -> QuerySet[Person]:
    """Came back with an older copy of the database: they were erased since it was made."""
    has_key = PersonKey.objects.filter(person=OuterRef("pk"))
    sealed_with_it = Identity.objects.alias(version=FIRST_BYTE).filter(
        person=OuterRef("pk"), version=OWN[0]
    )
    found: QuerySet[Person] = Person.objects.filter(Exists(sealed_with_it), ~Exists(has_key))
    return found


def erase_again(person: Person) -> bool:
    """As before; False where an older state still needs her: then only who she is, is gone."""
    try:
        erase(person)
    except StillNeeded:
        with transaction.atomic():
            Identity.objects.filter(person=person).delete()
            Trace.objects.filter(person=person).delete()
        return False
    return True
