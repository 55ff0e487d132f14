"""Where somebody stays must not be found out: then nothing in her rows tells it.

Lists, counts, maps and searches cannot show what is not there. What remains is in her sealed identity,
and opens by two colleagues only. Rooms say in their retention.py how they take a place out.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.write import record
from tandem.people import openings
from tandem.people.choices import Channel
from tandem.people.errors import NotYours
from tandem.people.identity import Identity
from tandem.people.models import Likeness, Person
from tandem.people.reveal import ADDRESS, kept_address
from tandem.people.sameness import joined_records

Empties = Callable[[Person], None]
_rooms: dict[str, Empties] = {}


def register(name: str, empties: Empties) -> None:
    """From now on `name` takes out where somebody stays, once her address is protected."""
    _rooms[name] = empties


@transaction.atomic
def protect(person: Person) -> None:
    """No letter, no postal code, no pair with somebody elsewhere; on each of her records."""
    for one in joined_records(person):
        channel = Channel.DESK if one.channel == Channel.LETTER else one.channel
        Person.objects.filter(pk=one.pk).update(
            protected=True, never_write=True, postal_code="", channel=channel
        )
        for empties in _rooms.values():
            empties(one)
        across = Likeness.objects.undecided().filter(Q(one=one) | Q(other=one), across=True)
        across.delete()
        record("people.address_protected", one, persons=[one])
    person.refresh_from_db(fields=["protected", "never_write", "postal_code", "channel"])


@transaction.atomic
def end_protection(person: Person) -> None:
    """Only while a second colleague agreed that the address opens: nobody ends it alone."""
    if not is_open(person):
        raise NotYours("second_person")
    for one in joined_records(person):
        postal_code = kept_address(one).postal_code
        Person.objects.filter(pk=one.pk).update(protected=False, postal_code=postal_code)
        record("people.address_shown_again", one, persons=[one])
    person.refresh_from_db(fields=["protected", "postal_code"])


def is_open(person: Person) -> bool:
    """Whether a second colleague agreed that whoever is at work sees this address just now."""
    account = asker.current().account
    return account is not None and openings.address_is_open(person, account, timezone.now())


def hides_address(person: Person | None) -> bool:
    return person is not None and person.protected and not is_open(person)


def with_address(person: Person, said: Identity) -> Identity:
    """What she left out of her address stays as it is kept; nobody is shown it for that."""
    kept = kept_address(person)
    filled = {name: getattr(said, name) or getattr(kept, name) for name in ADDRESS}
    return replace(said, **filled)
