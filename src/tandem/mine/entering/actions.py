"""Deeds: a code is asked for, a way in is added or ended, somebody is let in by paper."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tandem.accounts import sessions
from tandem.accounts.models import Account, CodeAsked, WayIn
from tandem.accounts.second import actions as proofs
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import codes, rules
from tandem.accounts.ways.kinds import WayKind
from tandem.journal import asker
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.mine.choices import EntryKind, ShownBy
from tandem.mine.entering import messages
from tandem.mine.errors import NotNow
from tandem.mine.models import EntryCode
from tandem.outbox.actions import send
from tandem.people import joining
from tandem.people.choices import Channel, TraceKind
from tandem.people.models import Person
from tandem.people.queries import is_known_contact, is_settled
from tandem.people.reveal import look
from tandem.tenancy.scope import within
from tandem.territory import long_standing, signposts
from tandem.territory.models import Membership
from tandem.toolbox.queueing import job

SEND = "mine.send_entry_code"
TRACES = {WayKind.EMAIL: TraceKind.EMAIL, WayKind.SMS: TraceKind.PHONE}
LETTER_LIVES, LETTER_EVERY = timedelta(days=30), timedelta(days=7)
SECOND_WAITS, SECOND_OPEN = timedelta(hours=72), timedelta(days=7)
"""What a colleague alone lets in opens little for so long: she can hear of it and stop it."""


@transaction.atomic
def ask_code(kind: WayKind, said: str, *, proves: bool = False) -> CodeAsked:
    """Asked for; a job looks whether anybody is known there, so that nobody else can tell."""
    asked = ways.ask(kind, said, proves=proves)
    job(SEND, queue="outbox").defer(asked=asked.pk)
    return asked


@transaction.atomic
def account_for(person: Person) -> Account:
    """Her account, opened if she has none; no address and no password belong to it."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.account is not None and not joining.is_shut(person):
        return person.account
    if person.account is not None:
        # She has shown who she is: what others added before the records were joined is over.
        _end_everything(person.account)
    account = ways.open_account(person.language)
    Person.objects.filter(pk=person.pk).update(account=account)
    signposts.put("account", str(account.pk), person, person.pk)
    return account


@transaction.atomic
def add_way(person: Person, asked: CodeAsked, *, proven: bool) -> WayIn | None:
    """She receives there what we send. `proven`: her session is firm; else what is known of her says
    whether the address or number was hers before.
    """
    kind, said = WayKind(asked.kind), ways.contact_of(asked)
    settled_by = timezone.now() - rules.SETTLES
    known = proven or is_known_contact(person, TRACES[kind], said, settled_by=settled_by)
    ways.forget_contact(asked)
    return _added(person, kind, bytes(asked.contact), codes.hint(kind, said), known=known)


@transaction.atomic
def add_service(person: Person, contact: bytes, name: str, *, proven: bool) -> WayIn | None:
    return _added(person, WayKind.SERVICE, contact, name, known=proven)


def _added(
    person: Person, kind: WayKind, contact: bytes, told: str, *, known: bool
) -> WayIn | None:
    account = account_for(person)
    opens_at = rules.settled_at(timezone.now(), known=known)
    way = ways.add(account, kind, contact, told, opens_at=opens_at)
    if way is not None:
        record("mine.way_in_added", person, persons=[person], facts={"kind": kind})
        send(person, lambda: messages.changed(settles=not known), about=person)
    return way


@transaction.atomic
def end_way(person: Person, account: Account, key: UUID) -> bool:
    if not ways.end(account, key):
        return False
    note_change(person, "mine.way_in_ended")
    return True


@transaction.atomic
def note_change(person: Person, word: str) -> None:
    """She is told by her own way, without a word of the matter."""
    record(word, person, persons=[person])
    send(person, messages.changed, about=person)


@transaction.atomic
def end_all_ways(person: Person, account: Account) -> None:
    """At her word at the desk or on the telephone: whoever signed in as her is out at once.

    Not of who works here: so a colleague would lock out another.
    """
    if Membership.objects.in_force().filter(account=account).exists():
        raise NotNow("works_here")
    _end_everything(account)
    EntryCode.objects.filter(person=person, used_at=None).update(used_at=timezone.now())
    note_change(person, "mine.way_in_ended")


def _end_everything(account: Account) -> None:
    ways.end_all(account)
    ways.end_password(account)
    proofs.end_all(account)


@transaction.atomic
def send_letter(person: Person, now: datetime) -> None:
    """A code to the address that is known; once a week, to nobody whose address is protected.

    Nor where records were joined, or how she is reached was changed lately: whoever asked in her name,
    or told a colleague a street as hers, would read it at his own.
    """
    if person.protected or person.never_write:
        raise NotNow("no_letters")
    if joining.is_joined(person) or not is_settled(person, by=now - rules.SETTLES):
        raise NotNow("not_surely_hers")
    lately = EntryCode.objects.filter(person=person, kind=EntryKind.LETTER)
    if lately.filter(asked_at__gt=now - LETTER_EVERY).exists():
        raise NotNow("sent_lately")
    entry = _entry(person, EntryKind.LETTER, opens_at=now, until=now + LETTER_LIVES)
    code = _told(entry)
    send(
        person,
        lambda: messages.letter(code, entry.until),
        about=entry,
        channel=Channel.LETTER,
    )


@transaction.atomic
def give_at_desk(person: Person, seen_by: ShownBy, now: datetime) -> str:
    """The code that a colleague hands over; empty where a second one has to agree first.

    Whoever only rings is not let in: her card, or her face, must have been seen. That she was is said
    by one colleague alone: it is a look like any other, of a file that he chose.
    """
    if seen_by not in {ShownBy.CARD, ShownBy.KNOWN}:
        raise NotNow("not_seen")
    look(person, Purpose.ANSWER, what="mine.seen_at_desk")
    EntryCode.objects.filter(person=person, kind=EntryKind.DESK, used_at=None).update(used_at=now)
    second = person.protected
    entry = _entry(
        person,
        EntryKind.DESK,
        opens_at=None if second else now,
        until=now + SECOND_WAITS + SECOND_OPEN,
        seen_by=seen_by,
        needs_second=second,
    )
    note_change(person, "mine.entry_given")
    return "" if second else _told(entry)


@transaction.atomic
def agree_at_desk(entry: EntryCode, now: datetime) -> str:
    """A second colleague saw her too. Where her address is protected: the code, which opens after three
    days, in which she is told. Else the code that she has opens everything at once.
    """
    entry = EntryCode.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    me = asker.current().account
    if entry.kind != EntryKind.DESK or entry.used_at or entry.agreed_by or entry.until < now:
        raise NotNow("already_decided")
    if me is None or me == entry.asked_by:
        raise NotNow("second_person")
    if not long_standing.is_so(me, entry.organisation_id, entry.asked_at):
        raise NotNow("too_new_to_agree")
    look(entry.person, Purpose.ANSWER, what="mine.seen_at_desk")
    entry.agreed_by = me
    if entry.needs_second:
        entry.opens_at = now + SECOND_WAITS
        entry.until = entry.opens_at + SECOND_OPEN
    entry.save(update_fields=["agreed_by", "opens_at", "until"])
    note_change(entry.person, "mine.entry_given")
    return _told(entry) if entry.needs_second else ""


def _entry(
    person: Person,
    kind: EntryKind,
    *,
    opens_at: datetime | None,
    until: datetime,
    seen_by: str = "",
    needs_second: bool = False,
) -> EntryCode:
    entry: EntryCode = EntryCode.objects.create(
        person=person,
        kind=kind,
        seen_by=seen_by,
        asked_by=asker.current().account,
        needs_second=needs_second,
        opens_at=opens_at,
        until=until,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    return entry


def _told(entry: EntryCode) -> str:
    """A code that leads to it, kept nowhere."""
    code = codes.new_paper_code()
    signposts.put("entry", code, entry, entry.pk, until=entry.until)
    return codes.spaced(code)


class Used(NamedTuple):
    account: Account
    kind: EntryKind
    counts_from: float
    """From when it opens what is kept of her, and not only where her requests stand."""


@transaction.atomic
def use_paper_code(said: str, now: datetime) -> Used | None:
    """Whose account it opens, once; None for everything else, whatever the reason."""
    place = signposts.find_one("entry", codes.bare(said))
    if place is None:
        return None
    with within(place.scope):
        rows = EntryCode.objects.select_for_update(of=("self",)).select_related("person")
        entry = rows.filter(pk=int(place.target), used_at=None).first()
        if entry is None or not _opens(entry, now):
            return None
        entry.used_at = now
        entry.save(update_fields=["used_at"])
        record("mine.entered_by_paper", entry, persons=[entry.person], facts={"kind": entry.kind})
        return Used(account_for(entry.person), EntryKind(entry.kind), _counts_from(entry))


def _counts_from(entry: EntryCode) -> float:
    """Of what only one colleague says that he saw: after the days in which she can hear of it."""
    alone = entry.kind == EntryKind.DESK and entry.agreed_by is None
    return (entry.asked_at + SECOND_WAITS).timestamp() if alone else 0


def _opens(entry: EntryCode, now: datetime) -> bool:
    person = entry.person
    if person.erased_at is not None or person.merged_into_id is not None:
        return False
    if person.protected and not entry.needs_second:
        return False
    return entry.opens_at is not None and entry.opens_at <= now < entry.until


def leave_nobody_in(person: Person) -> None:
    """Her address is protected from now on: whoever is signed in as her signs in anew, if he may."""
    if person.account is not None:
        sessions.end_others(person.account)


@transaction.atomic
def sign_out_everywhere(account: Account) -> None:
    sessions.end_others(account)
