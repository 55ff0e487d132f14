"""Reads made for the pages of scans. Lists show no identity: service, reference and moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.forms.boundfield import BoundField
from django.utils import timezone

from tandem.doors.models import Batch, PaperForm, ScanFile, ScannedPage, Sheet
from tandem.doors.paper.meaning import Tick, Writing
from tandem.doors.scans import engine, rules, waiting
from tandem.doors.scans.choices import FileState, PageState, Refusal, SheetState
from tandem.doors.scans.gathered import Gathered
from tandem.people.words import hold
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation
from tandem.toolbox.reference import spaced
from tandem.toolbox.texts import Text

A_PAGE = 30


def batches_of(desk: Organisation, number: str | None) -> Page[Any]:
    rows = Batch.objects.filter(organisation=desk).annotate(
        many=Count("files", distinct=True),
        reading=Count("files", distinct=True, filter=Q(files__state=FileState.WAITING)),
        to_see=Count("files__scanned", filter=Q(files__scanned__state=PageState.REFUSED)),
    )
    return Paginator(rows.order_by("-pk"), A_PAGE).get_page(number)


def numbered(desk: Organisation, printed: str) -> list[Sheet]:
    """What this desk has of the sheet of this number: several where a photocopy was filled in."""
    return list(Sheet.objects.still_kept().filter(organisation=desk, printed=printed)[:2])


@dataclass(frozen=True, slots=True)
class Line:
    """One scanned page, and what came of it."""

    row: ScannedPage
    title: Text
    reference: str
    why: Text
    candidates: tuple[Sheet, ...] = ()
    """Copies of its sheet to which it may belong."""


@dataclass(frozen=True, slots=True)
class FileLines:
    row: ScanFile
    why: Text
    pages: list[Line]


def files_of(batch: Batch) -> list[FileLines]:
    pages = ScannedPage.objects.defer("sealed_picture", "sealed_reading").order_by("number")
    files = batch.files.defer("sealed").prefetch_related(
        Prefetch("scanned", pages.prefetch_related("sheet"))
    )
    sheets = (row.sheet for file in files for row in file.scanned.all() if row.sheet)
    hold((), [*(file.sealed_name for file in files), *(sheet.sealed_code for sheet in sheets)])
    return [
        FileLines(
            file,
            Refusal(file.refusal).label if file.refusal else "",
            [_line(row) for row in file.scanned.all()],
        )
        for file in files
    ]


def _line(row: ScannedPage) -> Line:
    sheet = row.sheet
    return Line(
        row,
        known(sheet.service).title if sheet else "",
        spaced(sheet.code.reference) if sheet else "",
        Refusal(row.refusal).label if row.state == PageState.REFUSED else "",
        _candidates(row) if row.may_be_moved else (),
    )


def _candidates(row: ScannedPage) -> tuple[Sheet, ...]:
    copies = Sheet.objects.filter(organisation=row.organisation_id, printed=row.printed)
    having = copies.filter(scanned__page=row.page, scanned__state=PageState.SHEET)
    return tuple(copies.in_the_waiting_room().exclude(pk__in=having).order_by("copy"))


def sheets_of(files: Iterable[FileLines]) -> list[Sheet]:
    """The sheets of a batch, each once."""
    found = [line.row.sheet for file in files for line in file.pages if line.row.sheet]
    return list({sheet.pk: sheet for sheet in found}.values())


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    row: Sheet
    title: Text
    reference: str
    gathering: bool
    held: bool
    """A colleague has it open."""
    days: int
    """For which it has been waiting."""


def waiting_room(
    desk: Organisation, number: str | None, now: datetime
) -> tuple[Page[Sheet], list[WaitingSheet]]:
    rows = Sheet.objects.filter(organisation=desk).in_the_waiting_room().longest_waiting_first()
    page = Paginator(rows, A_PAGE).get_page(number)
    hold((), (row.sealed_code for row in page))
    sheets = [
        WaitingSheet(
            row,
            known(row.service).title,
            spaced(row.code.reference),
            row.state == SheetState.GATHERING,
            rules.is_held(row.held_by, row.held_at, by=None, now=now),
            days=(timezone.localdate(now) - timezone.localdate(row.begun_at)).days,
        )
        for row in page
    ]
    return page, sheets


def next_waiting(desk: Organisation, now: datetime, account: int | None) -> Sheet | None:
    """The one that waits longest and that no colleague has open."""
    rows = Sheet.objects.filter(organisation=desk).longest_waiting_first()
    nobodys = Q(held_at__isnull=True) | Q(held_at__lt=now - rules.HELD_FOR)
    mine = Q(typings__account=account or 0, agreed=False)
    ready = rows.to_look_at().filter(nobodys | Q(held_by=account)).exclude(mine).first()
    # Pages may still come; but somebody must ask for them one day. Not twice in a row, though,
    # of whoever has just seen that they are missing.
    return ready or rows.gathering().filter(nobodys).exclude(mine).first()


@dataclass(frozen=True, slots=True)
class Beside:
    """One question of a sheet: its field, and the pictures of what stands there."""

    name: str
    field: BoundField
    pictures: tuple[tuple[int, int], ...]
    """Page and number of the question, by which its picture is asked for."""
    to_look_at: bool
    illegible: bool
    folded: bool
    """The answers so far do not call for it, or nobody need look."""
    whys: tuple[Text, ...] = ()
    """Why somebody must look at it, in a sentence each."""
    read: tuple[str, ...] = ()
    """What two colleagues read there, where they read differently."""


def beside(
    sheet: Sheet, form: ServiceForm, found: Gathered, still_open: Iterable[str]
) -> list[Beside]:
    """Every question, in order: those that need a person's eyes open, the others folded.

    What a colleague has seen and could not answer is marked as before, and says why.
    """
    asked, doubted = set(form.asked()), set(found.questions_to_look_at(sheet.looked_at))
    doubted |= set(found.questions_to_look_at(())) & set(still_open)
    printed = found.form.meaning.questions()
    lines = []
    for name, _question in form.questions():
        pages = pages_with(found.form, name) & found.pages.keys() if name in printed else set()
        number = printed.index(name) + 1 if name in printed else 0
        open_ = name in doubted or name in form.errors or name in sheet.illegible
        lines.append(
            Beside(
                name,
                form[name],
                tuple((page, number) for page in sorted(pages)),
                to_look_at=name in doubted,
                illegible=name in sheet.illegible,
                folded=not open_ and (name in printed or name not in asked),
                whys=tuple(why.label for why in found.whys(name)) if name in doubted else (),
                read=_differing(sheet, form, name),
            )
        )
    return lines


def _differing(sheet: Sheet, form: ServiceForm, name: str) -> tuple[str, ...]:
    """Shown to the third colleague only, after she is one."""
    question = form.question(name)
    if not known(sheet.service).two_readers or sheet.agreed:
        return ()
    readings = waiting.readings_of(sheet)
    if len(readings) < rules.READERS:
        return ()
    own = [{html: one.answers.get(html, []) for html in question.names(name)} for one in readings]
    if rules.verdict(own[0], own[1:]) == rules.Verdict.AGREED:
        return ()
    return tuple(" · ".join(v for said in raw.values() for v in said if v) or "—" for raw in own)


def pages_with(form: PaperForm, question: str) -> set[int]:
    """On which pages of the print something of this question stands."""
    keys = keys_of(form, question)
    return {page.number for page in form.layout.pages if engine.places_of(page, keys)}


def keys_of(form: PaperForm, question: str) -> set[str]:
    meaning = form.meaning
    found: dict[str, Tick | Writing] = {**meaning.ticks, **meaning.writings}
    return {key for key, one in found.items() if one.question == question}


def read_by_machine(sheet: Sheet, draft: OpenDraft, found: Gathered) -> Raw:
    """The answers to show: those kept, and where there is none yet, what the ticks seem to say."""
    doubted = found.questions_to_look_at(sheet.looked_at)
    form = draft.service.form({})
    names = {html for name in doubted for html in form.question(name).names(name)}
    seem = {
        name: said
        for name, said in found.answers.items()
        if name in names and not any(draft.answers.get(name, ()))
    }
    return draft.answers | seem
