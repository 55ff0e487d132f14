"""What becomes of an unusual look: the person is told, the data-protection officer decides."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.models import Entry
from tandem.journal.write import Kept, record
from tandem.people import things
from tandem.people.choices import FlagReason, FlagState
from tandem.people.errors import AlreadyDecided, NotYours
from tandem.people.models import Flag, Person
from tandem.people.rules import FIGURES
from tandem.people.words import text_of
from tandem.territory import newcomers
from tandem.territory.models import Membership

INVITES = ("territory.member_invited", "territory.member_asked")


@transaction.atomic
def decide(flag: Flag, state: FlagState, words: str) -> Flag:
    """In order or not, with words; nobody decides about a look of her own."""
    flag = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    account = asker.current().account
    if flag.state != FlagState.OPEN:
        raise AlreadyDecided("already_decided")
    if account is None or account == flag.account or _invited(flag, account):
        raise NotYours("own_look")
    flag.state, flag.decided_at, flag.decided_by = state, timezone.now(), account
    persons = list(Person.objects.filter(key__in=[flag.person_key] if flag.person_key else []))
    hers = persons[0].pk if persons else None
    flag.sealed = things.seal(flag, words.encode(), flag.place, hers=hers)
    flag.save(update_fields=["state", "decided_at", "decided_by", "sealed"])
    record("people.flag_decided", flag, persons=persons, facts={"state": state.value})
    return flag


def _invited(flag: Flag, account: int) -> bool:
    """Whether it is about somebody whom this very colleague invited."""
    if flag.reason != FlagReason.INVITED:
        return False
    said = Entry.objects.filter(word__in=INVITES, account=account, facts__account=flag.account)
    return said.exists()


@newcomers.register
def raise_newcomer(membership: Membership) -> None:
    """With the invitation itself: the data-protection officer looks whether there is such a colleague."""
    raise_about(membership.organisation, FlagReason.INVITED, None, account=membership.account_id)


def raise_about(about: Kept, reason: FlagReason, key: UUID | None, *, account: int | None) -> None:
    """Of something that is no look of a colleague. No person is named: nothing of hers was shown.

    The same again on the same day is one flag.
    """
    flag = Flag(
        reason=reason,
        account=account,
        about_key=key,
        day=timezone.localdate(),
        territory_id=about.territory_id,
        organisation_id=about.organisation_id,
    )
    Flag.objects.bulk_create([flag], ignore_conflicts=True)


def words_of(flag: Flag) -> str:
    return text_of(None, flag.sealed, flag.place)


def to_be_told(now: datetime) -> dict[Person, list[Flag]]:
    """Of the organisation in scope: persons to be told, unless they were told within a day."""
    flags = Flag.objects.filter(told_at__isnull=True, person_key__isnull=False).order_by("pk")
    by_key: dict[object, list[Flag]] = {}
    for flag in flags:
        by_key.setdefault(flag.person_key, []).append(flag)
    since = now - FIGURES.told_again_after
    lately = Flag.objects.filter(person_key__in=list(by_key), told_at__gt=since)
    for key in set(lately.values_list("person_key", flat=True)):
        del by_key[key]
    persons = Person.objects.filter(key__in=list(by_key), erased_at__isnull=True).order_by("pk")
    return {person: by_key[person.key] for person in persons}


@transaction.atomic
def say_told(flags: Iterable[Flag], now: datetime) -> None:
    rows = list(flags)
    Flag.objects.filter(pk__in=[flag.pk for flag in rows]).update(told_at=now)
