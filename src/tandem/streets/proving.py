"""Whether somebody has shown that she exists, by which a voice weighs in full; nothing is asked for it."""

from collections.abc import Mapping

from tandem.accounts.models import WayIn
from tandem.accounts.ways.codes import contact_digest
from tandem.accounts.ways.kinds import WayKind
from tandem.journal import asker
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.people.queries import is_among_her_contacts, sharing_a_contact
from tandem.streets.models import Report, Voice

READ_BY_A_COLLEAGUE = frozenset({Door.PHONE, Door.INPERSON, Door.PAPER})
"""A colleague spoke with her, or held in hand what she wrote."""


def is_proven(report: Report, person: Person, reach: Mapping[str, str] | None) -> bool:
    """By a colleague; by where she wrote from, or how she signed in: then once for each address or
    number, because who has one can give it for many names.
    """
    who = asker.current()
    if who.door in READ_BY_A_COLLEAGUE:
        return True
    hers = is_among_her_contacts(person, who.wrote_from) or _is_a_way_in(who.shown, reach)
    return hers and not _is_proven_already(report, person)


def prove(voice: Voice) -> bool:
    """She answered from where we wrote to her; whether this is news."""
    if voice.proven or _is_proven_already(voice.report, voice.person):
        return False
    voice.proven = True
    voice.save(update_fields=["proven"])
    return True


def _is_a_way_in(account: int | None, reach: Mapping[str, str] | None) -> bool:
    """Whether she signs in by the address or number that she gives: a code was sent there."""
    if account is None or not reach:
        return False
    given = {WayKind.EMAIL: reach.get("email"), WayKind.SMS: reach.get("phone")}
    digests = [contact_digest(kind, said) for kind, said in given.items() if said]
    return WayIn.objects.filter(account=account, digest__in=digests).exists()


def _is_proven_already(report: Report, person: Person) -> bool:
    alike = sharing_a_contact(person).values("person")
    return Voice.objects.of(report).filter(proven=True, person__in=alike).exists()
