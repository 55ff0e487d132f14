"""What is refused is opened for an hour: a second person agrees, or it is an emergency.

An emergency needs nobody's yes, except where an address is protected, after three of them in an
hour, or where a run of hers is stopped. It is told to the person and
to the data-protection officer at once, and somebody decides afterwards whether it was in order.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal import asker
from tandem.journal.write import record
from tandem.people.choices import FlagReason, OpeningKind
from tandem.people.errors import NotYours
from tandem.people.models import Opening, Person
from tandem.people.rules import FIGURES
from tandem.people.watching import is_stopped_now, raise_flags
from tandem.people.words import seal_for, text_of
from tandem.territory import long_standing, signposts
from tandem.territory.models import Organisation

COUNTED = timedelta(hours=1)


@transaction.atomic
def ask_to_go_on(organisation: Organisation, why: str) -> Opening:
    """After many files in an hour: a colleague of the same organisation agrees, or not."""
    opening = _asked(OpeningKind.RUN, organisation.area_id, organisation.pk, why)
    record("people.opening_asked", opening)
    return opening


@transaction.atomic
def ask_for_address(person: Person, why: str) -> Opening:
    opening = _asked(
        OpeningKind.ADDRESS, person.territory_id, person.organisation_id, why, person=person
    )
    record("people.opening_asked", opening, persons=[person])
    return opening


def may_alone(person: Person) -> bool:
    """Whether this colleague opens one more in an emergency by herself.

    Asked in the scope of all that she can open so, in the transaction that opens it.
    """
    account = asker.current().account
    if account is None:
        return False
    # Two at once count as two.
    Account.objects.select_for_update().filter(pk=account).first()
    since = timezone.now() - COUNTED
    rows = Opening.objects.filter(kind=OpeningKind.EMERGENCY, account=account, asked_at__gt=since)
    return rows.count() < FIGURES.emergencies_an_hour and not is_stopped_now(person)


@transaction.atomic
def open_in_emergency(person: Person, why: str, *, alone: bool) -> Opening:
    """Open at once and for an hour; where her address is protected, once a second person agrees.

    `alone`: as `may_alone` says; else a second person agrees here too.
    """
    opening = _asked(
        OpeningKind.EMERGENCY,
        person.territory_id,
        person.organisation_id,
        why,
        person=person,
        needs_yes=person.protected or not alone,
    )
    if not opening.needs_yes:
        opening.until = timezone.now() + FIGURES.open_for
        opening.save(update_fields=["until"])
    signposts.put("opening", str(opening.key), opening, opening.pk)
    raise_flags([person], [FlagReason.EMERGENCY], opening=opening.key)
    record("people.emergency_opened", opening, persons=[person])
    return opening


@transaction.atomic
def agree(opening: Opening) -> Opening:
    """The second person's yes: it counts from now, for an hour.

    Whoever asked may have invited who agrees: so only a colleague of long standing may agree.
    """
    opening, account = _waiting(opening)
    if not long_standing.is_so(account, opening.organisation_id, opening.asked_at):
        raise NotYours("too_new_to_agree")
    now = timezone.now()
    opening.decided_by, opening.agreed_at = account, now
    opening.until = now + FIGURES.open_for
    opening.save(update_fields=["decided_by", "agreed_at", "until"])
    persons = [opening.person] if opening.person else []
    record("people.opening_agreed", opening, persons=persons)
    return opening


@transaction.atomic
def refuse(opening: Opening) -> Opening:
    opening, account = _waiting(opening)
    opening.decided_by, opening.refused_at = account, timezone.now()
    opening.save(update_fields=["decided_by", "refused_at"])
    persons = [opening.person] if opening.person else []
    record("people.opening_refused", opening, persons=persons)
    return opening


def reason_of(opening: Opening) -> str:
    """In the words of who asked; nothing of the person stands in it unless she wrote it there."""
    return text_of(opening.person_id, opening.sealed, opening.place)


def address_is_open(person: Person, account: int, now: datetime) -> bool:
    rows = Opening.objects.filter(person=person, account=account, needs_yes=True, until__gt=now)
    return rows.exists()


def _waiting(opening: Opening) -> tuple[Opening, int]:
    """Locked; whoever asked is no second person, and what is decided stays so."""
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    account = asker.current().account
    decided = opening.until is not None or opening.refused_at is not None
    if decided or account is None or account == opening.account:
        raise NotYours("not_yours")
    return opening, account


def _asked(
    kind: OpeningKind,
    territory: int,
    organisation: int,
    why: str,
    *,
    person: Person | None = None,
    needs_yes: bool = True,
) -> Opening:
    account = asker.current().account
    if account is None:
        raise NotYours("nobody_signed_in")
    opening = Opening(
        kind=kind,
        account=account,
        person=person,
        needs_yes=needs_yes,
        territory_id=territory,
        organisation_id=organisation,
    )
    opening.sealed = seal_for(opening.person_id, opening, why.encode(), opening.place)
    opening.save(force_insert=True)
    return opening
