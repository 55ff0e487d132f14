"""Whom a way in leads to: one person of one commune, or nobody. It is never found by a name."""

from dataclasses import dataclass

from tandem.accounts.models import Account, WayIn
from tandem.accounts.ways.kinds import Shown
from tandem.cases.models import Case
from tandem.mine.entering import new_word
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.services.drafts import Code
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.models import Membership
from tandem.territory.signposts import Place

EASILY_TAKEN = frozenset({Shown.EMAIL, Shown.SMS, Shown.LETTER, Shown.WORD})
"""Whoever lived with her may still read these."""


@dataclass(frozen=True, slots=True)
class Resident:
    account: Account
    person: Person
    place: Place
    way: WayIn | None = None
    counts_from: float = 0
    """From when what she showed opens what is kept of her."""


def resident(account: Account, shown: Shown, way: WayIn | None = None) -> Resident | None:
    """Who signs in with this account, if it may be entered so.

    Not who works here, which takes a password; not who was erased or blocked; not a record that was
    joined to another; and by nothing that is easily taken over where her address is protected.
    """
    if not account.is_active or Membership.objects.in_force().filter(account=account).exists():
        return None
    place = signposts.find_one("account", str(account.pk))
    if place is None:
        return None
    with within(place.scope):
        rows = Person.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
        person = rows.filter(pk=int(place.target), account=account).first()
    if person is None or (person.protected and shown in EASILY_TAKEN):
        return None
    since = way.opens_at.timestamp() if way is not None else 0
    return Resident(account, person, place, way, since)


def reached(kind: str, contact: bytes) -> list[Resident]:
    """Those who sign in by this address or number; several where people share it."""
    rows = WayIn.objects.filter(kind=kind, digest=contact).select_related("account")
    found = (resident(way.account, Shown(kind), way) for way in rows.order_by("pk"))
    return [one for one in found if one is not None]


def person_of_code(code: Code | None) -> Person | None:
    """Whose request it is that has this reference and this word.

    Not where a colleague joined the record to another: whoever opened a request in her name would
    have the word of it. Nor where the word was made anew: who reads her messages would be let in by it.
    """
    place = signposts.find_one("case", str(code or Code("", "")))
    if place is None:
        return None
    with within(place.scope):
        rows = Person.objects.filter(pk__in=_person_of_case(place), erased_at__isnull=True)
        person = rows.first()
        if person is None or record_in_use(person).pk != person.pk:
            return None
        if new_word.was_renewed(int(place.target)):
            return None
    return person


def _person_of_case(place: Place) -> list[int]:
    rows = Case.objects.filter(pk=int(place.target), person__isnull=False)
    return list(rows.values_list("person", flat=True))
