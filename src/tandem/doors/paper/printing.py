"""From a form kept to paper in hand: so many copies, each with a number of its own."""

from django.utils.translation import override

from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.paper import codes, press
from tandem.doors.paper.meaning import Tick
from tandem.doors.paper.press import Copy
from tandem.doors.paper.wording import who_takes_in
from tandem.services.catalogue import find
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.paper import Keepsake
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes
from tandem.territory.models import Area


def copies(form: PaperForm, count: int, *, author: str, given: Raw | None = None) -> bytes:
    """One file; printed again, it would be other copies. Answers that are `given` stand on it."""
    sheets = [Copy(form.key, codes.new_sheet(), form.pages) for _ in range(count)]
    return press.pdf_of(
        form.words, sheets, author=author, keep=beside(form), given=_on_paper(form, given or {})
    )


def personal(sheet: PersonalSheet, *, author: str) -> bytes:
    """The one copy of somebody known."""
    copy = Copy(sheet.form.key, sheet.sheet, sheet.form.pages)
    return press.pdf_of(sheet.form.words, [copy], author=author, keep=beside(sheet.form))


def beside(form: PaperForm) -> Keepsake | None:
    """What goes with it and stays at home, as it reads today; drawn for its commune."""
    service = find(form.service)
    return kept_at_home(service, form.language, form.commune) if service is not None else None


def kept_at_home(service: type[Service], language: str, commune: Area | None) -> Keepsake | None:
    """What this service gives out of this commune; None where it has nothing."""
    organisation = who_takes_in(commune)
    if commune is None or organisation is None:
        return None
    with override(language), within((current() or Scope()) | scopes.of_organisation(organisation)):
        return service.beside_form(commune, organisation)


def _on_paper(form: PaperForm, given: Raw) -> press.Given:
    """By boxes and places: a figure is ticked as well, for the machine that reads it."""
    said = {name: values[0] for name, values in given.items() if values and values[0]}
    writings = {
        key: said[one.name] for key, one in form.meaning.writings.items() if one.name in said
    }
    ticks = {
        key: ""
        for key, tick in form.meaning.ticks.items()
        if tick.name in said and _is_ticked(tick, said[tick.name])
    }
    return writings | ticks


def _is_ticked(tick: Tick, said: str) -> bool:
    return (
        said == tick.value
        if tick.place is None
        else said[tick.place : tick.place + 1] == tick.value
    )
