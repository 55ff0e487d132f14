"""Whom a person may exclude: colleagues who looked at her data, told by service and by date."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.accounts.models import Account
from tandem.journal import words as journal_words
from tandem.journal.models import Entry
from tandem.people import exclusions
from tandem.people.models import Person
from tandem.people.sameness import joined_records
from tandem.territory.models import Organisation
from tandem.ui.formats import day_time

MOST = 12
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Looker:
    look: int
    """The last look of this colleague."""
    said: str
    excluded: bool


def lookers(person: Person, *, but: Account | None = None) -> list[Looker]:
    """One line a colleague, the last look first; her own account is none."""
    rows = _looks_at(person)
    if but is not None:
        rows = rows.exclude(account=but.pk)
    last = list(rows.order_by("account", "-pk").distinct("account")[:MOST])
    services = Organisation.objects.in_bulk({entry.acting_organisation for entry in last})
    excluded = set(exclusions.excluded_by(person)) if last else set()
    return [
        Looker(entry.pk, _said(entry, services), entry.account in excluded)
        for entry in sorted(last, key=lambda entry: -entry.pk)
    ]


def looker_of(person: Person, look: str) -> int | None:
    if not look.isdecimal() or len(look) > MOST_DIGITS:
        return None
    account: int | None = (
        _looks_at(person).filter(pk=int(look)).values_list("account", flat=True).first()
    )
    return account


def _looks_at(person: Person) -> QuerySet[Entry]:
    keys = [record.key for record in joined_records(person)]
    rows = Entry.objects.looks().filter(persons__overlap=keys)
    return rows.filter(account__isnull=False, acting_organisation__isnull=False)


def _said(entry: Entry, services: dict[int, Organisation]) -> str:
    service = str(services.get(entry.acting_organisation or 0, ""))
    return " · ".join([day_time(entry.at), service, journal_words.sentence(entry.word)])
