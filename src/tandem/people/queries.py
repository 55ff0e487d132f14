"""Finding again somebody already known: a proposal to a person, never automatic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.journal.choices import Purpose
from tandem.people.choices import TraceKind
from tandem.people.identity import Identity, has_name_of, traces
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Person, Trace
from tandem.people.reveal import reveal
from tandem.toolbox.sealing import digest

WEIGHT = {
    TraceKind.PHONE: 4,
    TraceKind.EMAIL: 5,
    TraceKind.BIRTH: 4,
    TraceKind.WORD: 3,
    TraceKind.SOUND: 2,
}
ENOUGH = 5
"""To be shown to a colleague who asks."""
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Known:
    person: Person
    identity: Identity
    same: tuple[TraceKind, ...]


def propose_known(who: Identity) -> list[Known]:
    """Those already registered who may be `who`, most alike first.

    Several people may share a telephone, so a number alone is not enough. Showing them is one
    look, in the journal before anything is shown.
    """
    return _shown(_alike(who, ENOUGH))


def known_alike(who: Identity) -> list[int]:
    """Keys of those who may be `who`: nothing is shown yet, so that no look is owed yet."""
    return [pk for pk, _same in _alike(who, ENOUGH)]


def perhaps_the_same(who: Identity, person: Person) -> list[tuple[Person, tuple[TraceKind, ...]]]:
    """Earlier records of the same organisation that are perhaps `person`, and what they share."""
    rows = Trace.objects.filter(organisation=person.organisation_id).exclude(person=person)
    alike = {
        pk: tuple(sorted({kind for kind, _digest in shared}))
        for pk, shared in sorted(_shared(rows, who).items())
        if _count_as_one(who, shared)
    }
    found = Person.objects.in_bulk(list(alike))
    firsts = {pk: record_in_use(found[pk]) for pk in alike if pk in found}
    return [
        (firsts[pk], alike[pk])
        for pk in firsts
        # Of records that were joined, the one in use stands for all.
        if firsts[pk].pk == pk or firsts[pk].pk not in firsts
    ]


Shared = set[tuple[TraceKind, bytes]]


def _count_as_one(who: Identity, shared: Shared) -> bool:
    """A whole name, however it is spelled; or a part of it with number and date of birth. A family
    has more than a last name in common: a telephone, an e-mail address, a last name of four words.
    """
    kinds = {kind for kind, _digest in shared}
    if {TraceKind.SOUND, TraceKind.PHONE, TraceKind.BIRTH} <= kinds:
        return True
    return has_name_of(who, {found for kind, found in shared if kind == TraceKind.SOUND})


def record_in_use(person: Person) -> Person:
    """The record to which this one was joined, however many steps that takes."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def find_people(said: Identity) -> list[Known]:
    """What an operator's search finds: any whole word, number, address or date of birth."""
    return _shown(_alike(said, min(WEIGHT.values())))


Alike = list[tuple[int, tuple[TraceKind, ...]]]


def _alike(who: Identity, enough: int) -> Alike:
    return _best(Trace.objects.all(), who, enough)


def _best(among: QuerySet[Trace], who: Identity, enough: int) -> Alike:
    same = _shared(among, who)
    found = {pk: sum(WEIGHT[kind] for kind, _digest in shared) for pk, shared in same.items()}
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [
        (pk, tuple(sorted({kind for kind, _digest in same[pk]})))
        for pk, score in best
        if score >= enough
    ][:MOST_SHOWN]


def _shared(among: QuerySet[Trace], who: Identity) -> dict[int, Shared]:
    """What each record has in common with `who`, where it is anything at all."""
    wanted = [found for _kind, found in traces(who)]
    same: dict[int, Shared] = {}
    rows = among.filter(digest__in=wanted) if wanted else among.none()
    for person, kind, found in rows.values_list("person_id", "kind", "digest").order_by("pk"):
        same.setdefault(person, set()).add((TraceKind(kind), bytes(found)))
    return same


def _shown(alike: Alike) -> list[Known]:
    persons = {person.pk: person for person in present([pk for pk, _ in alike])}
    identities = reveal(persons.values(), Purpose.RECOGNISE, what="people.searched")
    return [
        Known(persons[pk], identities[pk], same)
        for pk, same in alike
        if pk in persons and pk in identities
    ]


def present(keys: list[int]) -> QuerySet[Person]:
    return Person.objects.present().filter(pk__in=keys)


def writes_from(person: Person, address: str) -> bool:
    """Whether this e-mail address is the one she gave; nothing is revealed to tell."""
    found = Trace.objects.filter(person=person, kind=TraceKind.EMAIL)
    return found.filter(digest=email_digest(address)).exists()


def email_digest(address: str) -> bytes:
    return digest("email", address.strip().lower())


def addresses_known_since(person: Person, at: datetime) -> list[bytes]:
    """Digests of her e-mail addresses, unless what is known of her changed after `at`."""
    if SealedIdentity.objects.filter(person=person, changed_at__gt=at).exists():
        return []
    found = Trace.objects.filter(person=person, kind=TraceKind.EMAIL)
    return [bytes(kept) for kept in found.values_list("digest", flat=True)]


def sharing_a_word(name: str, among: Iterable[int]) -> set[int]:
    """Which of these persons have a word or a sound of this name; nobody is revealed for it."""
    wanted = [digest for _kind, digest in traces(Identity(first_name=name))]
    rows = Trace.objects.filter(person__in=list(among), digest__in=wanted)
    return set(rows.values_list("person_id", flat=True))
