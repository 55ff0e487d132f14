"""What the doors put into the envelope of a letter: a personal sheet, made before or just now."""

from uuid import UUID

from tandem.doors.models import PersonalSheet
from tandem.doors.paper import press
from tandem.doors.paper.actions import ENCLOSED, as_printed_today, sheet_for
from tandem.outbox import enclosing
from tandem.outbox.enclosing import Enclosure
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.services.catalogue import find


def of_sheet(key: str, _person: Person) -> Enclosure | None:
    """Its pages; none if it was used meanwhile, for it would be refused when it comes back."""
    sheet = PersonalSheet.objects.filter(key=UUID(key), used_at__isnull=True).first()
    return _pages(as_printed_today(sheet)) if sheet is not None else None


def of_service(slug: str, person: Person) -> Enclosure | None:
    """A copy made for her now that her letter is printed; none if the service is offered no more."""
    service = find(slug)
    return _pages(sheet_for(record_in_use(person), service)) if service is not None else None


def _pages(sheet: PersonalSheet) -> Enclosure:
    form = sheet.form
    return press.as_enclosed(form.words, press.Copy(form.key, sheet.sheet, form.pages))


enclosing.register(ENCLOSED, of_sheet)
enclosing.register(enclosing.FORM, of_service)
