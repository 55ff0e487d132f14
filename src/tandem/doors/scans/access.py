"""Who may see scans, and the only way to a sheet or a page of one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from tandem.doors.models import Batch, ScannedPage, Sheet
from tandem.doors.phone.access import desk_page, through
from tandem.doors.scans import rules
from tandem.journal.choices import Door, Purpose
from tandem.journal.write import looked
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.people.reveal import look_at_all
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation

P = ParamSpec("P")
Row = TypeVar("Row", Batch, ScannedPage, Sheet)
Page = Callable[Concatenate[PersonRequest, Organisation, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def scans_page(page: Page[P]) -> View[P]:
    """For operators and coordinators, of what their own desk scanned; what they do is done on paper."""

    @wraps(page)
    def on_paper(
        request: PersonRequest, desk: Organisation, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        with through(Door.PAPER):
            return page(request, desk, *args, **kwargs)

    return desk_page(on_paper)


def batch_of(desk: Organisation, key: UUID) -> Batch:
    return _or_404(Batch.objects.filter(organisation=desk, key=key).first())


def sheet_of(desk: Organisation, key: UUID) -> Sheet:
    return _or_404(Sheet.objects.still_kept().filter(organisation=desk, key=key).first())


def page_of(desk: Organisation, key: UUID) -> ScannedPage:
    return _or_404(ScannedPage.objects.filter(organisation=desk, key=key).first())


def draft_of(sheet: Sheet) -> OpenDraft | None:
    """The draft that holds its answers; None once nobody touched it for 30 days."""
    return drafts.take_up(sheet.code)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Whoever filled in a sheet, before she is known as a person: named by the sheet's own key."""

    key: UUID
    territory_id: int
    organisation_id: int


def look_at(sheet: Sheet, draft: OpenDraft | None = None) -> None:
    """What she wrote is about to be shown: noted before it is."""
    writer = _Writer(sheet.key, sheet.territory_id, sheet.organisation_id)
    known = draft.facts.get("person") if draft else None
    persons = Person.objects.filter(pk=known) if known else ()
    looked([writer], Purpose.INTAKE, what="doors.sheet_opened")
    look_at_all(persons, Purpose.INTAKE, what="doors.sheet_opened", task=True)


def look_at_page(page: ScannedPage) -> None:
    """The same for a page of which nobody knows yet whose it is."""
    writer = _Writer(page.key, page.territory_id, page.organisation_id)
    looked([writer], Purpose.INTAKE, what="doors.scan_opened", about=page)


def is_at_it(sheet: Sheet, account: int | None) -> bool:
    """Whether this colleague took the sheet just now: her look at it is written down."""
    held = rules.is_held(sheet.held_by, sheet.held_at, by=None, now=timezone.now())
    return held and sheet.held_by == account


def _or_404(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
