"""What signed in to one of two records opens nothing of the other, once a colleague joins them.

Anybody can ask in anybody's name, add an address of her own, and wait until somebody says that the
two are one. So whoever signed in to either shows once more who she is, at the desk: a letter would go to
the address that one of them told last.
"""

from collections.abc import Callable

from tandem.accounts import sessions
from tandem.accounts.models import Account
from tandem.journal.write import record
from tandem.people.models import Person
from tandem.territory.models import Membership

Shuts = Callable[[list[Person]], None]
_rooms: dict[str, Shuts] = {}


def register(name: str, shuts: Shuts) -> None:
    """From now on `name` hears which records are joined, before they are, where one had ways in."""
    _rooms[name] = shuts


def is_joined(person: Person) -> bool:
    """To another, or another to her."""
    return person.merged_into_id is not None or (Person.objects.filter(merged_into=person).exists())


def has_ways_in(person: Person) -> bool:
    """Whether somebody signs in to this record. Who works here does so by a password of her own."""
    account = person.account
    return account is not None and account.is_active and not _works_here(account)


def shut(*both: Person) -> None:
    """Before they are joined. Nothing is thrown away: parted again, each opens its own record."""
    opened = [one for one in both if has_ways_in(one)]
    if not opened:
        return
    for rooms in _rooms.values():
        rooms([*both])
    for one in opened:
        if one.account is not None:
            Account.objects.filter(pk=one.account.pk).update(is_active=False)
            one.account.is_active = False
            sessions.end_others(one.account)
        record("people.ways_shut", one, persons=[*both])


def open_again(*parted: Person) -> None:
    """Of these, whoever is no longer joined to anybody signs in as before."""
    for one in parted:
        account = one.account
        if account is None or account.is_active:
            continue
        if not is_joined(one) and not _works_here(account):
            Account.objects.filter(pk=account.pk).update(is_active=True)
            record("people.ways_opened_again", one, persons=[one])


def is_shut(person: Person) -> bool:
    """Whether the account of this record was shut by a join: a new one takes its place."""
    account = person.account
    return account is not None and not account.is_active and is_joined(person)


def _works_here(account: Account) -> bool:
    return Membership.objects.in_force().filter(account=account).exists()
