"""What the doors put into the envelope of a letter: a personal sheet, made before or just now."""

from uuid import UUID

from django.utils import timezone

from tandem.cases import intake
from tandem.doors.models import PersonalSheet
from tandem.doors.paper import actions, press, printing
from tandem.doors.paper.actions import ENCLOSED
from tandem.outbox import enclosing
from tandem.outbox.enclosing import Enclosure, Maker
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.services.catalogue import find
from tandem.territory.models import Organisation


def of_sheet(key: str, _person: Person) -> Enclosure | None:
    """Its pages; none if it was used meanwhile, for it would be refused when it comes back."""
    sheet = PersonalSheet.objects.still_good(timezone.now()).filter(key=UUID(key)).first()
    return _pages(actions.as_printed_today(sheet)) if sheet is not None else None


def of_service(slug: str, person: Person) -> Enclosure | None:
    """A copy made for her now that her letter is printed; none if the service is offered no more."""
    service = find(slug)
    if service is None:
        return None
    return _pages(actions.sheet_for(record_in_use(person), service))


def renewed(key: str) -> str:
    """Of a spoilt letter: whoever finds it in the waste paper cannot speak in her name."""
    sheet = PersonalSheet.objects.still_good(timezone.now()).filter(key=UUID(key)).first()
    return _name(actions.in_place_of(sheet) if sheet is not None else UUID(key))


def blank(slug: str, language: str, organisation: Organisation) -> Enclosure | None:
    """As she will get it, with a code that leads nowhere: it is only looked at."""
    service = find(slug)
    if service is None:
        return None
    words, copy = actions.specimen(service, language, organisation.area)
    note = intake.closed_in(service, organisation.area)
    return press.as_enclosed(words, copy, note=note)


def _pages(sheet: PersonalSheet) -> Enclosure:
    form = sheet.form
    copy = press.Copy(form.key, sheet.sheet, form.pages)
    # Weeks may lie between what was written and what is printed now.
    service = find(form.service)
    note = intake.closed_in(service, sheet.territory) if service else ""
    keep = printing.beside(form)
    return press.as_enclosed(form.words, copy, name=_name(sheet.key), note=note, keep=keep)


def _name(key: UUID) -> str:
    return enclosing.name(ENCLOSED, key)


def _not_made(slug: str) -> str:
    """Nothing was made for the letter that was spoilt; perhaps it can be now."""
    return enclosing.name(enclosing.FORM, slug)


enclosing.register(ENCLOSED, Maker(of_sheet, renewed))
enclosing.register(enclosing.FORM, Maker(of_service, _not_made, blank))
