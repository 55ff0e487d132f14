"""The guard of every look by a colleague: noted first, then refused or let through.

All on the second connection, one look of an account after the other, so that two pages opened at
once count as two.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.choices import Purpose
from tandem.journal.write import Kept, looked, note_look
from tandem.people import retention, rules
from tandem.people.choices import FlagReason, OpeningKind
from tandem.people.errors import LookRefused
from tandem.people.models import Exclusion, Flag, Person
from tandem.people.rules import FIGURES, Before, Look

LOOKS = "looks"
LOCK = 0x100C << 40
AT_HAND = frozenset({Purpose.CONTACT, Purpose.OWN_DATA})
"""She does what a queue gave her: a task of her own. That somebody rings her is only said by
herself: such files are counted, to a higher figure."""
ASK = """
WITH yes AS (
    SELECT max(agreed_at) AS at FROM people_opening
     WHERE account = %(account)s AND kind = 'run' AND until > now()
), mine AS (
    SELECT at, persons, purpose, facts FROM journal_entry
     WHERE kind = 'look' AND account = %(account)s AND at > now() - interval '1 day'
       AND word <> 'people.look_refused'
       AND at > coalesce((SELECT at FROM yes), '-infinity')
)
SELECT
    (SELECT array_agg(person_id) FROM people_exclusion
      WHERE account = %(account)s AND ended_at IS NULL AND person_id = ANY (%(people)s)),
    (SELECT array_agg(DISTINCT persons[1]) FROM mine
      WHERE at > now() - interval '1 hour' AND cardinality(persons) = 1
        AND (purpose = 'intake') = %(intake)s
        AND purpose <> 'recognise' AND NOT facts ? 'task'),
    (SELECT count(*) FROM mine
      WHERE persons = %(keys)s AND (purpose = 'intake') = %(intake)s
        AND purpose <> 'recognise' AND NOT facts ? 'task'),
    (SELECT count(*) FROM mine WHERE purpose = 'recognise' AND at > now() - interval '1 hour'),
    (SELECT jsonb_agg(jsonb_build_array(person_id, kind, needs_yes)) FROM people_opening
      WHERE account = %(account)s AND until > now() AND person_id = ANY (%(people)s)),
    (SELECT array_agg(digest) FROM people_tie WHERE account_id = %(account)s),
    (SELECT on_probation FROM territory_organisation WHERE id = %(organisation)s)
"""


Lately = Callable[[Person, datetime], bool]
_lately: dict[str, Lately] = {}


def register(name: str, lately: Lately) -> None:
    """From now on `name` is asked whether something was done for a person since a moment."""
    _lately[name] = lately


Taken = Callable[[object, int, datetime], bool]
_taken: dict[str, Taken] = {}


def register_taken(name: str, taken: Taken) -> None:
    """From now on `name` is asked whether a colleague gave something to herself since a moment."""
    _taken[name] = taken


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be opened now."""

    persons: dict[int, Person]
    looks: tuple[int, ...] = ()
    """The numbers of what was noted: the database gives no key without them."""
    addresses: frozenset[int] = frozenset()
    """Of these also a protected address: a second person agreed."""
    ties: frozenset[bytes] = frozenset()


def guarded(
    wanted: dict[int, Person],
    purpose: Purpose,
    *,
    what: str,
    about: Kept | None = None,
    task: bool = False,
) -> Seen:
    """Notes the look, or the refused try; what comes back may be opened. Raises where a run stops.

    `task`: what a queue gave her; no part of a run.
    """
    who = asker.current()
    herself = all(person.account_id == who.account for person in wanted.values())
    if who.account is None or who.organisation is None or herself:
        return Seen(wanted, tuple(looked(wanted.values(), purpose, what=what, about=about)))
    own_task = task or purpose in AT_HAND or _is_in_charge(about, who.account)
    look = Look(
        persons=frozenset(person.key for person in wanted.values()),
        own_task=own_task,
        search=purpose == Purpose.RECOGNISE,
        at=timezone.localtime(),
        intake=purpose == Purpose.INTAKE,
    )
    noted: list[int] = []
    with transaction.atomic(using=LOOKS):
        told = _told(who.account, wanted, intake=look.intake)
        excluded = [wanted[pk] for pk in wanted if _is_excluded(wanted[pk], told)]
        allowed = {pk: one for pk, one in wanted.items() if one not in excluded}
        stopped = not told.opened and rules.is_stopped(look, told.before)
        refused = list(wanted.values()) if stopped or told.on_probation else excluded
        if refused:
            note_look(refused, purpose, what="people.look_refused", about=about)
        if allowed and not stopped and not told.on_probation:
            facts = {"task": True} if own_task else {}
            noted = note_look(allowed.values(), purpose, what=what, about=about, facts=facts)
        raise_flags(excluded, [FlagReason.EXCLUDED])
        if stopped:
            raise_flags([next(iter(wanted.values()))], [FlagReason.STOPPED])
    if told.on_probation:
        raise LookRefused("probation")
    if stopped:
        raise LookRefused("stopped")
    if allowed:
        _flag_unusual(allowed, look, told.before)
    return Seen(allowed, tuple(noted), told.addresses, told.ties)


def _is_in_charge(about: Kept | None, account: int) -> bool:
    """Somebody gave it to her, or she took it before: not just now, to go on with a run."""
    if getattr(about, "handled_by_id", None) != account:
        return False
    since = timezone.now() - FIGURES.taken_before
    return not any(taken(about, account, since) for taken in _taken.values())


def is_stopped_now(person: Person) -> bool:
    """Whether this file, without a task, would be one too many for whoever asks."""
    me = asker.current().account
    if me is None:
        return False
    look = Look(frozenset({person.key}), own_task=False, search=False, at=timezone.localtime())
    with transaction.atomic(using=LOOKS):
        return rules.is_stopped(look, _told(me, {person.pk: person}).before)


def turn_away(persons: Iterable[Person]) -> None:
    """Before a deed: whoever is excluded does nothing to her file, also where nothing is shown.

    Raises LookRefused; the try is noted like any other.
    """
    me = asker.current().account
    wanted = {one.pk: one for one in persons if one.account_id != me}
    if me is None or not wanted:
        return
    records = {key for one in wanted.values() for key in (one.pk, one.merged_into_id) if key}
    rows = Exclusion.objects.filter(person__in=records, account=me, ended_at__isnull=True)
    if not rows.exists():
        return
    with transaction.atomic(using=LOOKS):
        told = _told(me, wanted)
        excluded = [one for one in wanted.values() if _is_excluded(one, told)]
        if excluded:
            note_look(excluded, Purpose.ANSWER, what="people.look_refused")
            raise_flags(excluded, [FlagReason.EXCLUDED])
    if excluded:
        raise LookRefused("excluded", str(excluded[0].key))


@dataclass(frozen=True, slots=True)
class Told:
    before: Before
    excluded: frozenset[int]
    opened: frozenset[int]
    """Persons whose file is open to this colleague for an hour."""
    addresses: frozenset[int]
    ties: frozenset[bytes]
    on_probation: bool
    """The organisation she works for is new here: it is told of nobody."""


def _told(account: int, wanted: dict[int, Person], *, intake: bool = False) -> Told:
    """One question, after the lock: what others of hers noted meanwhile counts."""
    people = sorted({key for one in wanted.values() for key in (one.pk, one.merged_into_id) if key})
    asked: dict[str, Any] = {
        "account": account,
        "organisation": asker.current().organisation,
        "intake": intake,
        "people": people,
        "keys": sorted(person.key for person in wanted.values()),
    }
    with connections[LOOKS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK | account])
        cursor.execute(ASK, asked)
        (found,) = cursor.fetchall()
    excluded, files, same_file, searches, openings, ties, on_probation = found
    given = _listed(openings)
    return Told(
        Before(frozenset(files or ()), same_file, searches),
        frozenset(excluded or ()),
        # A yes to the address is no yes to the file of somebody who excluded this colleague.
        frozenset(person for person, kind, _ in given if kind == OpeningKind.EMERGENCY),
        frozenset(person for person, _, needs_yes in given if needs_yes),
        frozenset(bytes(tie) for tie in ties or ()),
        bool(on_probation),
    )


def _listed(openings: Any) -> list[tuple[int, str, bool]]:
    found = json.loads(openings) if isinstance(openings, str) else openings
    return [tuple(one) for one in found or ()]


def _is_excluded(person: Person, told: Told) -> bool:
    records = {person.pk, person.merged_into_id}
    return bool(records & told.excluded) and not records & told.opened


def _is_quiet(person: Person) -> bool:
    since = timezone.now() - FIGURES.quiet
    if person.registered_at > since:
        return False
    return not any(lately(person, since) for lately in _lately.values())


def _flag_unusual(allowed: dict[int, Person], look: Look, before: Before) -> None:
    person = next(iter(allowed.values()))
    is_chosen = look.is_file and not look.own_task and not look.intake
    # Asked only of a file without a task, and of each room only where nothing was done lately.
    before = replace(before, quiet=is_chosen and _is_quiet(person))
    owed = rules.is_idle(look, before) and bool(retention.what_needs(person))
    raise_flags(allowed.values(), rules.unusual(look, before, owed=owed))


def raise_flags(
    persons: Iterable[Person], reasons: Iterable[FlagReason], *, opening: UUID | None = None
) -> None:
    """Committed at once, beside the look; the same again on the same day is one flag."""
    account, rows = asker.current().account, list(persons)
    if account is None:
        return
    raised = [
        Flag(
            reason=reason,
            account=account,
            person_key=None if reason == FlagReason.STOPPED else person.key,
            day=timezone.localdate(),
            opening_key=opening,
            territory_id=person.territory_id,
            organisation_id=person.organisation_id,
        )
        for reason in reasons
        for person in rows
    ]
    if raised:
        with transaction.atomic(using=LOOKS):
            Flag.objects.using(LOOKS).bulk_create(raised, ignore_conflicts=True)
