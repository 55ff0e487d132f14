"""What a colleague declares of her own circle, so that looks there stand out.

Only keyed digests are kept: nobody reads in the database who her family is or where she lives.
"""

from collections.abc import Iterable

from django.db import transaction

from tandem.accounts.models import Account
from tandem.people.choices import TieKind
from tandem.people.identity import Identity
from tandem.people.models import Tie
from tandem.toolbox.folding import fold
from tandem.toolbox.sealing import digest
from tandem.toolbox.turns import wait_for


def of(who: Identity) -> tuple[set[bytes], set[bytes]]:
    """The digests of her names and of her street, as they would be declared."""
    names = {_name(who.last_name)} if who.last_name.strip() else set()
    street = _street(who.street)
    return names, {_place(street, who.postal_code)} if street else set()


@transaction.atomic
def declare(
    account: Account, *, names: Iterable[str], street: str = "", postal_code: str = ""
) -> int:
    """In place of what was declared before; how many are kept."""
    wait_for("ties", account.pk)
    Tie.objects.filter(account=account).delete()
    digests = {(TieKind.NAME, _name(name)) for name in names if name.strip()}
    if _street(street):
        digests.add((TieKind.PLACE, _place(_street(street), postal_code)))
    Tie.objects.bulk_create(
        Tie(account=account, kind=kind, digest=found) for kind, found in sorted(digests)
    )
    return len(digests)


def declared(account: Account) -> int:
    return Tie.objects.filter(account=account).count()


def _name(name: str) -> bytes:
    return digest("tie-name", fold(name))


def _street(address: str) -> str:
    """Without house number: neighbours count."""
    return " ".join(word for word in fold(address).split() if not word[0].isdigit())


def _place(street: str, postal_code: str) -> bytes:
    return digest("tie-place", f"{postal_code.strip()} {street}")
