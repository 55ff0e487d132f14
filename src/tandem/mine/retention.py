"""What the room knows of somebody who is erased: her words go; that she asked, and when, stays."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tandem.accounts.ways.actions import end_all
from tandem.mine.entering.actions import leave_nobody_in
from tandem.mine.entering.joining import shut
from tandem.mine.models import Correction, EntryCode, NewWord, Wish
from tandem.people import joining, protection, resealing
from tandem.people.models import Person
from tandem.people.resealing import hers
from tandem.people.retention import register


def nobody(persons: set[int]) -> Iterable[int]:
    """Her case says already that an answer is owed."""
    return ()


def empty_words_of(person: Person) -> None:
    Wish.objects.filter(person=person).update(sealed=None, sealed_outcome=None)
    Correction.objects.filter(person=person).update(sealed_before=None, sealed_after=None)
    EntryCode.objects.filter(person=person).delete()
    NewWord.objects.filter(person=person).delete()
    if person.account is not None:
        # Nobody signs in by what is left of an account that had no password.
        end_all(person.account)


register(
    "mine",
    why=_("An answer is still owed."),
    needs=nobody,
    erases=empty_words_of,
)

resealing.register(
    hers(Wish, "sealed", lambda row: row.person_id),
    hers(Wish, "sealed_outcome", lambda row: row.person_id),
    hers(Correction, "sealed_before", lambda row: row.person_id),
    hers(Correction, "sealed_after", lambda row: row.person_id),
)
protection.register("mine", leave_nobody_in)
joining.register("mine", shut)
