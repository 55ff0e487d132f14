"""What the doors know of somebody who is erased: a call back promised, and sheets made for her."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tandem.doors.models import CallBack, PersonalSheet
from tandem.people.models import Person
from tandem.people.retention import register


def waiting_for_a_call(persons: set[int]) -> Iterable[int]:
    rows = CallBack.objects.still_to_make().filter(person__in=persons)
    return list(rows.values_list("person", flat=True))


def throw_away_sheets_of(person: Person) -> None:
    PersonalSheet.objects.filter(person=person).delete()


register(
    "doors",
    why=_("A call back is still promised to this person."),
    needs=waiting_for_a_call,
    erases=throw_away_sheets_of,
)
