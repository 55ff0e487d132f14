from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal import asker
from tandem.journal.write import record
from tandem.people import exclusions, identity, joining, keys, limiting, protection
from tandem.people.choices import Care, Channel, LikenessState
from tandem.people.errors import AlreadyDecided, AlreadyMerged
from tandem.people.identity import Identity
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Likeness, Person, PersonKey, Trace
from tandem.people.queries import Alike, perhaps_the_same, record_in_use
from tandem.people.sameness import joined_records, tell_decided
from tandem.tenancy.scope import required, within
from tandem.territory import scopes, signposts
from tandem.territory.models import Organisation
from tandem.territory.queries import shares_pool_with

CARRIED = (
    *("merged_into", "protected", "never_write", "never_leave_word", "no_broadcasts"),
    *("limited_at", "postal_code", "channel"),
)
"""Columns that change when two records are joined."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How and in which language a person is reached."""

    language: str
    channel: Channel
    postal_code: str
    other_languages: tuple[str, ...] = ()
    large_print: bool = False
    easy_words: bool = False
    read_aloud: bool = False
    interpreter: bool = False
    never_write: bool = False
    never_leave_word: bool = False
    no_broadcasts: bool = False

    def columns(self) -> dict[str, Any]:
        names = self.__dataclass_fields__
        return {name: getattr(self, name) for name in names} | {
            "other_languages": list(self.other_languages)
        }


def with_care(reach: Reach, wished: Iterable[str]) -> Reach:
    """What she asks us to take care of, beside what was already so."""
    for care in wished:
        match Care(care):
            case Care.LARGE_PRINT:
                reach = replace(reach, large_print=True)
            case Care.EASY_WORDS:
                reach = replace(reach, easy_words=True)
            case Care.READ_ALOUD:
                reach = replace(reach, read_aloud=True)
            case Care.INTERPRETER:
                reach = replace(reach, interpreter=True)
            case Care.NEVER_WRITE:
                reach = replace(reach, never_write=True)
            case Care.NEVER_LEAVE_WORD:
                reach = replace(reach, never_leave_word=True)
            case Care.NO_BROADCASTS:
                reach = replace(reach, no_broadcasts=True)
    return reach


@transaction.atomic
def register_person(
    who: Identity, reach: Reach, organisation: Organisation, *, account: Account | None = None
) -> Person:
    """Known from now on to `organisation`, by a sealed identity and its traces."""
    person = Person.objects.create(
        **reach.columns(),
        account=account,
        territory_id=organisation.area_id,
        organisation=organisation,
    )
    _keep(person, who)
    if account is not None:
        signposts.put("account", str(account.pk), person, person.pk)
    record("people.person_registered", person, persons=[person])
    return person


@transaction.atomic
def change_reach(person: Person, who: Identity, reach: Reach) -> None:
    if person.protected:
        who = protection.with_address(person, who)
        reach = _without_place(reach)
    for name, value in reach.columns().items():
        setattr(person, name, value)
    person.save()
    _keep(person, who)
    record("people.reach_changed", person, persons=[person])


def _without_place(reach: Reach) -> Reach:
    """Whatever is typed anew, a protected address stays out of her rows."""
    channel = Channel.DESK if reach.channel == Channel.LETTER else reach.channel
    return replace(reach, postal_code="", never_write=True, channel=channel)


@transaction.atomic
def wish_broadcasts(person: Person, *, wished: bool) -> bool:
    """Whether she wants messages that go to many; False where she had said so before."""
    changed = Person.objects.filter(pk=person.pk, no_broadcasts=wished)
    if not changed.update(no_broadcasts=not wished):
        return False
    word = "people.broadcasts_wished" if wished else "people.broadcasts_refused"
    record(word, person, persons=[person])
    return True


def _keep(person: Person, who: Identity) -> None:
    held = {"territory_id": person.territory_id, "organisation_id": person.organisation_id}
    who = replace(who, postal_code=who.postal_code or person.postal_code)
    keys.keep(person, who)
    person.careful = bool(who.safe_contact.strip())
    person.save(update_fields=["careful"])
    Trace.objects.filter(person=person).delete()
    Trace.objects.bulk_create(
        Trace(person=person, kind=kind, digest=digest, **held)
        for kind, digest in sorted(identity.traces(who))
    )


def forget_person(person: Person) -> bool:
    """Nothing remains of somebody registered by mistake; False where a row already speaks of her."""
    try:
        with transaction.atomic():
            record("people.forgotten", person, persons=[person])
            Trace.objects.filter(person=person).delete()
            SealedIdentity.objects.filter(person=person).delete()
            PersonKey.objects.filter(person=person).delete()
            Likeness.objects.filter(Q(one=person) | Q(other=person)).delete()
            # Row by row, and not what hangs on it: whatever else speaks of her forbids it.
            Person.objects.filter(pk=person.pk)._raw_delete("default")
            connection.check_constraints()
    except IntegrityError:
        return False
    return True


@transaction.atomic
def merge(double: Person, into: Person) -> None:
    """Both records are one person from now on. Nothing is erased, so it can be undone."""
    # Locked in key order: two operators may be joining the same two records the other way round.
    both = {
        row.pk: row
        for row in Person.objects.select_for_update(of=("self",))
        .filter(pk__in=[double.pk, into.pk])
        .order_by("pk")
    }
    if both[double.pk].merged_into_id or both[into.pk].merged_into_id:
        raise AlreadyMerged("already_merged")
    joining.shut(both[double.pk], both[into.pk])
    Person.objects.filter(pk=double.pk).update(merged_into=into)
    exclusions.carry(both[double.pk], both[into.pk])
    _carry_care(both[into.pk])
    for one in (double, into):
        # Whoever goes on with it must not write back what was so before.
        one.refresh_from_db(fields=CARRIED)
    record("people.merged", into, persons=[double, into], facts={"double": double.pk})


def _carry_care(into: Person) -> None:
    """What is stricter on any of her records holds for all; parted again, each of them keeps it."""
    records = joined_records(into)
    for rule in ("never_write", "never_leave_word", "no_broadcasts"):
        if any(getattr(one, rule) for one in records):
            Person.objects.filter(pk__in=[one.pk for one in records]).update(**{rule: True})
    if any(one.protected for one in records) and not all(one.protected for one in records):
        protection.protect(into)
    if any(one.limited_at for one in records) and not all(one.limited_at for one in records):
        limiting.limit(into)


@transaction.atomic
def unmerge(double: Person) -> None:
    row = Person.objects.select_for_update(of=("self",)).get(pk=double.pk)
    into, row.merged_into = row.merged_into, None
    row.save(update_fields=["merged_into"])
    joining.open_again(row, *([into] if into is not None else []))
    record("people.unmerged", double, persons=[double])


@transaction.atomic
def note_likenesses(person: Person, who: Identity) -> int:
    """Nobody recognised her: whom she may be stands in a list until a colleague decides.

    Also whom she may be at a neighbour with whom the pool is shared. The program compares there;
    only the two keys and what kind of thing is the same come back.
    """
    own = person.organisation_id
    pairs = [(found, False) for found in perhaps_the_same(who, person, among=own)]
    neighbours = shares_pool_with(person.organisation, timezone.localdate())
    # That somebody protected is known at all is told to no neighbour.
    for neighbour in sorted(neighbours if not person.protected else ()):
        with within(required() | scopes.of_keys(*neighbour)):
            found = perhaps_the_same(who, person, among=neighbour[1], protected=False)
            for one in found:
                record("people.likeness_noted", one.person, persons=[one.person])
        pairs += [(one, True) for one in found]
    Likeness.objects.bulk_create(_likeness(person, one, across=across) for one, across in pairs)
    for one, across in pairs:
        persons = [person] if across else [one.person, person]
        record("people.likeness_noted", person, persons=persons)
    return len(pairs)


def _likeness(person: Person, known: Alike, *, across: bool) -> Likeness:
    return Likeness(
        one=known.person,
        other=person,
        same=[*known.same],
        apart=known.apart,
        across=across,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )


@transaction.atomic
def say_same(likeness: Likeness, *, reach_as_last_said: bool) -> None:
    """The two are one person. She is reached as she said first, or as she said last."""
    likeness = _undecided(likeness)
    if likeness.across:
        # Either commune keeps its own file; they are counted together all the same.
        _decide(likeness, LikenessState.SAME)
        tell_decided(likeness)
        return
    first, last = record_in_use(likeness.one), record_in_use(likeness.other)
    if first.pk != last.pk:
        double, into = (first, last) if reach_as_last_said else (last, first)
        merge(double, into)
        likeness.joined = double
    _decide(likeness, LikenessState.SAME)
    rows = Likeness.objects.undecided().filter(organisation=likeness.organisation_id, across=False)
    for row in rows:
        # Said in saying this: both are joined to one record now.
        if record_in_use(row.one).pk == record_in_use(row.other).pk:
            _decide(row, LikenessState.SAME)
    tell_decided(likeness)


@transaction.atomic
def say_different(likeness: Likeness) -> None:
    """Two people who are alike; these two are never asked about again."""
    likeness = _undecided(likeness)
    _decide(likeness, LikenessState.DIFFERENT)
    record("people.kept_apart", likeness.other, persons=_known_here(likeness))
    tell_decided(likeness)


@transaction.atomic
def reconsider(likeness: Likeness) -> None:
    """It was decided by mistake: undecided again, and the records that were joined are parted."""
    likeness = Likeness.objects.select_for_update(of=("self",)).get(pk=likeness.pk)
    if likeness.state == LikenessState.OPEN:
        return
    if likeness.joined is not None:
        unmerge(likeness.joined)
    said_with_it = Likeness.objects.filter(
        organisation=likeness.organisation_id,
        state=LikenessState.SAME,
        joined__isnull=True,
        across=False,
    )
    again = [likeness.pk, *(row.pk for row in said_with_it if _is_parted(row))]
    Likeness.objects.filter(pk__in=again).update(
        state=LikenessState.OPEN, decided_at=None, decided_by=None, joined=None
    )
    record("people.likeness_noted", likeness.other, persons=_known_here(likeness))
    tell_decided(likeness)


def _known_here(likeness: Likeness) -> list[Person]:
    return [likeness.other] if likeness.across else [likeness.one, likeness.other]


def _is_parted(likeness: Likeness) -> bool:
    return record_in_use(likeness.one).pk != record_in_use(likeness.other).pk


def _undecided(likeness: Likeness) -> Likeness:
    likeness = Likeness.objects.select_for_update(of=("self",)).get(pk=likeness.pk)
    if likeness.state != LikenessState.OPEN:
        raise AlreadyDecided("already_decided")
    return likeness


def _decide(likeness: Likeness, state: LikenessState) -> None:
    likeness.state = state
    likeness.decided_at, likeness.decided_by = timezone.now(), asker.current().account
    likeness.save(update_fields=["state", "decided_at", "decided_by", "joined"])
