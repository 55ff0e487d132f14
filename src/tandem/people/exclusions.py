"""A person says which colleague is not to open her file. Any door writes it down here."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal import asker
from tandem.journal.write import record
from tandem.people.errors import NotYours
from tandem.people.models import Exclusion, Person
from tandem.people.sameness import joined_records


@transaction.atomic
def exclude(person: Person, account: Account, *, by_herself: bool = False) -> None:
    """From now on this colleague opens nothing of hers, on any of her records."""
    said_to = None if by_herself else asker.current().account
    records = joined_records(person)
    Exclusion.objects.bulk_create(
        (
            Exclusion(
                person=record_,
                account=account.pk,
                said_to=said_to,
                territory_id=record_.territory_id,
                organisation_id=record_.organisation_id,
            )
            for record_ in records
        ),
        ignore_conflicts=True,
    )
    facts = {"account": account.pk}
    record("people.colleague_excluded", person, persons=records, facts=facts)


@transaction.atomic
def readmit(person: Person, account: int) -> bool:
    """She changed her mind: the colleague may open her file again, as far as her work goes.

    Nobody says so of himself, whatever page he found. Whether there was something to end.
    """
    if asker.current().account == account:
        raise NotYours("not_yours")
    records = joined_records(person)
    rows = Exclusion.objects.filter(person__in=records, account=account, ended_at__isnull=True)
    ended = rows.update(ended_at=timezone.now())
    if ended:
        facts = {"account": account}
        record("people.colleague_readmitted", person, persons=records, facts=facts)
    return ended > 0


def excluded_by(person: Person) -> list[int]:
    """Accounts of the colleagues whom she excluded."""
    rows = Exclusion.objects.filter(person__in=joined_records(person), ended_at__isnull=True)
    return sorted(set(rows.values_list("account", flat=True)))


def excluded_among(persons: Iterable[int]) -> set[tuple[int, int]]:
    """Person and account, for all of them in one question: each record of hers has its own row."""
    rows = Exclusion.objects.filter(person__in=list(persons), ended_at__isnull=True)
    return set(rows.values_list("person", "account"))


def carry(double: Person, into: Person) -> None:
    """Two records are joined: who was excluded from one is excluded from both."""
    for one, other in ((double, into), (into, double)):
        rows = Exclusion.objects.filter(person=one, ended_at__isnull=True)
        Exclusion.objects.bulk_create(
            (
                Exclusion(
                    person=other,
                    account=row.account,
                    said_to=row.said_to,
                    territory_id=other.territory_id,
                    organisation_id=other.organisation_id,
                )
                for row in rows
            ),
            ignore_conflicts=True,
        )
