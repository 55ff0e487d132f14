"""Who looked at what is kept of a person, and what was done with it, as she may read it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tandem.accounts.models import Account
from tandem.journal import words
from tandem.journal.choices import Door, Purpose
from tandem.journal.models import Entry
from tandem.people.models import Person
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation

OWN = Q(purpose=Purpose.OWN_DATA, acting_organisation__isnull=True)
"""Looks of the person herself, or of whoever has her reference and word."""
PARTS = re.compile(r"[._-]")


def entries_about(records: Iterable[Person]) -> QuerySet[Entry]:
    """Every deed and every look about any of these records."""
    keys = [record.key for record in records]
    return Entry.objects.filter(persons__overlap=keys)


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the log, as it is read, spoken and objected to."""

    number: int
    """By which she speaks of it; the same at every door."""
    entry: Entry
    who: str
    what: str
    why: str
    door: str


def seen_by_others(records: Iterable[Person]) -> list[Seen]:
    """Each look of anybody but herself, newest first."""
    entries = list(entries_about(records).looks().exclude(OWN).order_by("-pk"))  # type: ignore[attr-defined]
    named = Lookers.of(entries)
    return [
        Seen(
            number=entry.pk,
            entry=entry,
            who=named.who(entry),
            what=words.sentence(entry.word),
            why=str(Purpose(entry.purpose).label) if entry.purpose else "",
            door=str(Door(entry.door).label),
        )
        for entry in entries
    ]


@dataclass(frozen=True, slots=True)
class Lookers:
    """Names of those who looked, read at once for many lines."""

    organisations: dict[int, str]
    roles: dict[tuple[int, int], list[tuple[datetime, str]]]
    """Each role somebody had there, with since when, oldest first."""
    initials: dict[int, str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Lookers":
        told = [entry for entry in entries if entry.acting_organisation]
        accounts = {entry.account for entry in told if entry.account}
        houses = {key for entry in told if (key := entry.acting_organisation)}
        # Also of colleagues who have left.
        held = Membership.objects.filter(account__in=accounts, organisation__in=houses)
        roles: dict[tuple[int, int], list[tuple[datetime, str]]] = {}
        for account, organisation, role, since in held.order_by("since").values_list(
            "account", "organisation", "role", "since"
        ):
            roles.setdefault((account, organisation), []).append((since, str(Role(role).label)))
        return cls(
            {row.pk: str(row) for row in Organisation.objects.filter(pk__in=houses)},
            roles,
            {
                key: initials_in(email)
                for key, email in Account.objects.filter(pk__in=accounts).values_list("pk", "email")
            },
        )

    def who(self, entry: Entry) -> str:
        """The organisation, the role, and the initials where the address has a name in it."""
        if entry.acting_organisation is None:
            itself = _("Tandem itself") if entry.door == Door.INSIDE else _("You, or in your name")
            return words.looker(entry.word) or itself
        house = self.house(entry)
        role = self._role(entry)
        return ", ".join(filter(None, [self.initials.get(entry.account or 0, ""), role, house]))

    def _role(self, entry: Entry) -> str:
        """As it was when she looked: who is given another role since looked in that one."""
        held = self.roles.get((entry.account or 0, entry.acting_organisation or 0), [])
        then = [role for since, role in held if since <= entry.at]
        return then[-1] if then else (held[0][1] if held else "")

    def looker(self, entry: Entry) -> str:
        """The same for colleagues: whoever is nobody of a service, or the service."""
        nobody = entry.acting_organisation is None
        return (words.looker(entry.word) if nobody else "") or self.house(entry)

    def house(self, entry: Entry) -> str:
        return self.organisations.get(entry.acting_organisation or 0, _("Tandem itself"))


def looker(entry: Any) -> str:
    """Of one line alone."""
    return Lookers.of([entry]).who(entry)


def initials_in(email: str) -> str:
    """Of a person's name in an address; empty where the address names nobody.

    >>> initials_in("julie.dupont@cpas.example"), initials_in("info@cpas.example")
    ('J. D.', '')
    """
    parts = [part for part in PARTS.split(email.partition("@")[0]) if part.isalpha()]
    return " ".join(f"{part[0].upper()}." for part in parts[:3]) if len(parts) > 1 else ""
