"""Finding again somebody already known: a proposal to a person, never automatic."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tandem.journal import asker
from tandem.journal.choices import Purpose
from tandem.people.choices import TraceKind
from tandem.people.identity import (
    Identity,
    has_every_word_of,
    has_first_name_of,
    has_name_of,
    has_parts_of_both,
    traces,
)
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Person, Trace
from tandem.people.reveal import reveal
from tandem.toolbox.folding import fold
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number

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
CONTACTS = frozenset({TraceKind.PHONE, TraceKind.EMAIL})
OF_NAMES = frozenset({TraceKind.WORD, TraceKind.SOUND})
MOST_OF_A_HOME = 5
"""Pairs noted for a contact in common; more share the number of an institution."""
REGISTERED_WITHIN = timedelta(minutes=1)
"""An identity is written in the deed that registers somebody."""


@dataclass(frozen=True, slots=True)
class Known:
    person: Person
    identity: Identity
    same: tuple[TraceKind, ...]


def propose_known(who: Identity, *, but: Iterable[int] = ()) -> list[Known]:
    """Those already registered who may be `who`, most alike first.

    Several people may share a telephone, so a number alone is not enough; a family shares its name,
    so that this alone is not either. Showing them is one look, in the journal before anything is
    shown. `but`: whom the colleague saw already, and did not choose.
    """
    seen = set(but)
    alike = [one for one in _alike(who, ENOUGH, near=_is_near) if one[0] not in seen]
    return _shown(alike)


def known_alike(who: Identity) -> list[int]:
    """Keys of those who may be `who`: nothing is shown yet, so that no look is owed yet."""
    return [pk for pk, _same in _alike(who, ENOUGH)]


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier record that is perhaps the same person."""

    person: Person
    same: tuple[TraceKind, ...]
    apart: bool
    """It may as well be somebody of her home, so that the two are counted apart until decided."""


def perhaps_the_same(
    who: Identity, person: Person, *, among: int, protected: bool = True
) -> list[Alike]:
    """Earlier records of the organisation `among` that are perhaps `person`, and what they share.

    Without those whose address is protected where `protected` is False.
    """
    rows = Trace.objects.filter(organisation=among).exclude(person=person)
    if not protected:
        rows = rows.exclude(person__protected=True)
    shared = {pk: same for pk, same in sorted(_shared(rows, who).items()) if _may_be_one(who, same)}
    born = _born_otherwise(who, shared)
    apart = [pk for pk, same in shared.items() if not _count_as_one(who, same, pk in born)]
    # A number of a whole house would be a pair with everybody there.
    shared = {pk: same for pk, same in shared.items() if pk not in apart[MOST_OF_A_HOME:]}
    found = Person.objects.in_bulk(list(shared))
    firsts = {pk: record_in_use(found[pk]) for pk in shared if pk in found}
    return [
        Alike(firsts[pk], tuple(sorted({kind for kind, _digest in shared[pk]})), pk in apart)
        for pk in firsts
        # Of records that were joined, the one in use stands for all.
        if firsts[pk].pk == pk or firsts[pk].pk not in firsts
    ]


Shared = set[tuple[TraceKind, bytes]]
Ranked = list[tuple[int, tuple[TraceKind, ...]]]
Near = Callable[[Identity, Shared], bool]


def _may_be_one(who: Identity, shared: Shared) -> bool:
    kinds = {kind for kind, _digest in shared}
    return not CONTACTS.isdisjoint(kinds) or _count_as_one(who, shared, born_otherwise=False)


def _count_as_one(who: Identity, shared: Shared, born_otherwise: bool) -> bool:
    """A whole name, however it is spelled; or a part of it with number and date of birth; or the
    first name with the number or the e-mail address. A family has as much in common as a last
    name of four words, a telephone and an e-mail address; but other first names, or birthdays.
    """
    kinds = {kind for kind, _digest in shared}
    heard = {found for kind, found in shared if kind == TraceKind.SOUND}
    if {TraceKind.SOUND, TraceKind.PHONE, TraceKind.BIRTH} <= kinds or has_name_of(who, heard):
        return True
    reached = not CONTACTS.isdisjoint(kinds)
    return reached and has_first_name_of(who, heard) and not born_otherwise


def _born_otherwise(who: Identity, shared: dict[int, Shared]) -> set[int]:
    """Of these records, those that say another date of birth."""
    if not who.born_on:
        return set()
    rows = Trace.objects.filter(person__in=list(shared), kind=TraceKind.BIRTH)
    said = set(rows.values_list("person_id", flat=True))
    return {pk for pk in said if TraceKind.BIRTH not in {kind for kind, _ in shared[pk]}}


def record_in_use(person: Person) -> Person:
    """The record to which this one was joined, however many steps that takes."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def find_people(said: Identity, *, others: bool = False) -> list[Known]:
    """What an operator's search finds: the whole name, a number, an address or a date of birth.

    `others`: also whoever has a part of the name alone, such as all of a family.
    """
    return _shown(_found(said, others=others))


def keys_found(said: Identity, *, others: bool = False) -> list[int]:
    """The same, as keys: nobody is shown, so that no look is owed."""
    return [pk for pk, _same in _found(said, others=others)]


def may_show_others(said: Identity) -> bool:
    """Whether a part of the name may find more people than the whole of it."""
    return len(fold(said.full_name).split()) > 1


def known_again(person: Person) -> list[Known]:
    """Somebody found by her reference: shown as after a search, and noted as one."""
    return _shown([(person.pk, ())])


def _found(said: Identity, *, others: bool) -> Ranked:
    return _alike(said, min(WEIGHT.values()), near=None if others else _is_whole)


def _is_whole(said: Identity, shared: Shared) -> bool:
    """Everything that was said of the name is hers, however it is spelled; or her number, her
    address or her date of birth is.
    """
    if any(kind not in OF_NAMES for kind, _digest in shared):
        return True
    return has_every_word_of(said, {found for _kind, found in shared})


def _is_near(who: Identity, shared: Shared) -> bool:
    """The same, or a first name with a part of the last: who gives two names may give one."""
    heard = {found for _kind, found in shared}
    return _is_whole(who, shared) or has_parts_of_both(who, heard)


def _alike(who: Identity, enough: int, near: Near | None = None) -> Ranked:
    # Whoever is protected is found by her own organisation alone: elsewhere it is as if she were not.
    ours = asker.current().organisation
    rows = Trace.objects.filter(Q(person__protected=False) | Q(organisation=ours))
    return _best(rows, who, enough, near)


def is_found_by(person: Person, organisations: Container[int | None]) -> bool:
    """Whoever is protected is found by her own organisation alone, whatever leads to her."""
    return not person.protected or person.organisation_id in organisations


def _best(among: QuerySet[Trace], who: Identity, enough: int, near: Near | None) -> Ranked:
    same = _shared(among, who)
    if near is not None:
        same = {pk: shared for pk, shared in same.items() if near(who, shared)}
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


def _shown(alike: Ranked) -> list[Known]:
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


def sharing_a_contact(person: Person) -> QuerySet[Trace]:
    """Traces of all records, hers among them, that give one of her addresses or numbers."""
    hers = Trace.objects.filter(person=person, kind__in=CONTACTS)
    return Trace.objects.filter(kind__in=CONTACTS, digest__in=hers.values("digest"))


def is_among_her_contacts(person: Person, said: str) -> bool:
    """Whether she gives this address or number as hers; nobody is revealed for it."""
    if not said:
        return False
    digests = [email_digest(said)] if "@" in said else [digest("phone", plain_number(said))]
    return Trace.objects.filter(person=person, kind__in=CONTACTS, digest__in=digests).exists()


def reachable_among(persons: Iterable[int]) -> set[int]:
    """Those of whom an address or a number is known; nobody is revealed for it."""
    found = Trace.objects.filter(person__in=list(persons), kind__in=CONTACTS)
    return set(found.values_list("person_id", flat=True))


def first_sharing_a_contact(persons: Iterable[int]) -> dict[int, int]:
    """For each of these records, the first of them that gives one of her addresses or numbers: who
    comes twice is counted once, and nobody is revealed for it.
    """
    keys = sorted(set(persons))
    rows = Trace.objects.filter(person__in=keys, kind__in=CONTACTS)
    given: dict[int, list[bytes]] = {}
    for person, told in rows.values_list("person_id", "digest"):
        given.setdefault(person, []).append(bytes(told))
    first: dict[bytes, int] = {}
    found: dict[int, int] = {}
    for person in keys:
        hers = given.get(person, [])
        found[person] = min((first[one] for one in hers if one in first), default=person)
        for one in hers:
            first.setdefault(one, found[person])
    return found


def sharing_a_word(name: str, among: Iterable[int]) -> set[int]:
    """Which of these persons have a word or a sound of this name; nobody is revealed for it."""
    wanted = [digest for _kind, digest in traces(Identity(first_name=name))]
    rows = Trace.objects.filter(person__in=list(among), digest__in=wanted)
    return set(rows.values_list("person_id", flat=True))


def is_known_contact(person: Person, kind: TraceKind, said: str, *, settled_by: datetime) -> bool:
    """Whether she is known by this address or number, and nobody has changed how she is reached
    since `settled_by`; what stands there since she was registered counts at once.
    """
    value = digest("phone", plain_number(said)) if kind == TraceKind.PHONE else email_digest(said)
    found = Trace.objects.filter(person=person, kind=kind, digest=value)
    return found.exists() and is_settled(person, by=settled_by)


def is_settled(person: Person, *, by: datetime) -> bool:
    """Whether nobody has changed how she is reached since `by`; what she was registered with counts
    at once.
    """
    changed = SealedIdentity.objects.filter(person=person, changed_at__gt=by)
    at_first = person.registered_at + REGISTERED_WITHIN
    return not changed.filter(changed_at__gt=at_first).exists()
