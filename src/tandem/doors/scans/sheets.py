"""Pages become a sheet, and a sheet a draft like that of any other door."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from engines.sheets import Sameness
from engines.sheets.layout import PageLayout
from tandem.doors import presenting
from tandem.doors.models import PaperForm, PersonalSheet, ScannedPage, Sheet
from tandem.doors.paper.actions import use_sheet
from tandem.doors.paper.codes import SheetPage
from tandem.doors.paper.queries import place_of_sheet
from tandem.doors.scans import engine, rules
from tandem.doors.scans.choices import PageState, Refusal, SheetState
from tandem.doors.scans.gathered import Gathered, gathered
from tandem.journal.choices import Door, Purpose
from tandem.people import things
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.services.drafts import OpenDraft
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts

CAME = "came"
"""Kind of the signpost from a number to the sheet of which a page has come."""
ASKED_FOR = timedelta(days=365)
OPEN = frozenset({SheetState.GATHERING, SheetState.WAITING, SheetState.BACK})
"""Pages may still be added: also to a sheet that went back because one was missing."""


def is_elsewhere(printed: str, organisation: int) -> bool:
    """Whether it was made for a person whom another organisation knows."""
    place = place_of_sheet(printed)
    if place is None or place.organisation == organisation:
        return False
    with within((current() or Scope()) | place.scope):
        return PersonalSheet.objects.filter(pk=place.target, person__isnull=False).exists()


@transaction.atomic
def lay_down(row: ScannedPage, code: SheetPage, form: PaperForm) -> None:
    """The page lies with the others of its sheet, once; or a colleague says whose it is."""
    # The first copy is locked: two scans of one sheet at the same moment come one after the other.
    first = _first_copy(row, code, form)
    row.printed, row.page = code.sheet, code.page
    layout = form.layout.pages[code.page - 1]
    place = rules.place_for(code.page, row.file_id, _copies(first, row, layout))
    if place.copy is None:
        row.state, row.refusal = PageState.REFUSED, place.refusal or Refusal.WHOSE
        row.save(force_insert=True)
        return
    row.sheet = first if place.copy == 1 else _copy(first, place.copy)
    row.state = PageState.AGAIN if place.again else PageState.SHEET
    row.save(force_insert=True)
    if place.doubtful:
        copies = ScannedPage.objects.filter(printed=code.sheet, file=row.file_id)
        doubtful = list(copies.values_list("sheet", flat=True))
        Sheet.objects.filter(pk__in=doubtful).update(doubtful=True)
    if not place.again:
        settle(row.sheet, [code.page])


def _first_copy(row: ScannedPage, code: SheetPage, form: PaperForm) -> Sheet:
    made = Sheet(
        form=form.key,
        printed=code.sheet,
        service=form.service,
        language=form.language,
        pages=form.pages,
        territory_id=row.territory_id,
        organisation_id=row.organisation_id,
    )
    # Two may begin it at once: the second waits for the first, and finds its row.
    Sheet.objects.bulk_create([made], ignore_conflicts=True)
    first = Sheet.objects.select_for_update(of=("self",)).get(
        organisation_id=row.organisation_id, printed=code.sheet, copy=1
    )
    if first.key == made.key:
        begin_draft(first)
        # For whoever asks, by its number alone, whether it has come.
        signposts.put(CAME, code.sheet, first, first.pk, until=timezone.now() + ASKED_FOR)
    return first


def _copy(first: Sheet, number: int) -> Sheet:
    found = Sheet.objects.filter(
        organisation_id=first.organisation_id, printed=first.printed, copy=number
    ).first()
    if found is None:
        found = Sheet(
            form=first.form,
            printed=first.printed,
            copy=number,
            service=first.service,
            language=first.language,
            pages=first.pages,
            territory_id=first.territory_id,
            organisation_id=first.organisation_id,
        )
        found.save(force_insert=True)
        begin_draft(found)
    return found


def another_copy(page: ScannedPage) -> Sheet:
    """One more of the sheet that its code names."""
    ours = Sheet.objects.filter(organisation_id=page.organisation_id, printed=page.printed)
    # Locked, so that two who say so at the same moment begin two copies.
    first = ours.select_for_update(of=("self",)).get(copy=1)
    last = ours.order_by("-copy")[:1].get()
    return _copy(first, last.copy + 1)


def _copies(first: Sheet, row: ScannedPage, layout: PageLayout) -> list[rules.Copy]:
    """The copies that have pages: the first one has none when it was only just begun."""
    sheets = Sheet.objects.filter(organisation_id=first.organisation_id, printed=first.printed)
    copies = []
    for sheet in sheets.order_by("copy"):
        scanned = ScannedPage.objects.filter(sheet=sheet, state=PageState.SHEET)
        pages = list(scanned.defer("sealed_picture"))
        mine = next((page for page in pages if page.page == row.page), None)
        if pages or sheet.is_erased:
            said = _sameness(mine, row, layout) if mine else Sameness.OTHER
            copies.append(
                rules.Copy(
                    sheet.copy,
                    frozenset(page.page or 0 for page in pages),
                    frozenset(page.file_id for page in pages),
                    same=said == Sameness.SAME,
                    alike=said == Sameness.BLANK,
                    doubt=said == Sameness.DOUBT,
                    open=sheet.state in OPEN and not sheet.is_erased,
                )
            )
    return copies


def _sameness(one: ScannedPage, other: ScannedPage, layout: PageLayout) -> Sameness:
    """Whether both are the same paper; their pictures are compared only where they may be."""
    if engine.differ(one.reading, other.reading):
        return Sameness.OTHER
    return engine.sameness(one.picture, other.picture, layout)


def begin_draft(sheet: Sheet) -> None:
    """The draft it goes on with, or a new one: open to every colleague of this desk."""
    # A photocopy of a personal sheet is nobody's in particular.
    personal = use_sheet(sheet.printed) if sheet.copy == 1 else None
    draft = drafts.take_up(personal.code) if personal and personal.code else None
    if draft is None or draft.sent:
        draft = drafts.begin(known(sheet.service), sheet.language, door=Door.PAPER)
        if personal and personal.person:
            _tell_who(draft, personal.person)
    follow(sheet, draft)


def follow(sheet: Sheet, draft: OpenDraft) -> None:
    """From now on its answers stand in this draft."""
    drafts.hand_to_desk(draft.code, sheet.organisation_id)
    sheet.draft_digest = draft.code.digest
    sheet.sealed_code = things.seal(sheet, str(draft.code).encode(), sheet.place)
    sheet.save(update_fields=["draft_digest", "sealed_code"])


def _tell_who(draft: OpenDraft, person: Person) -> None:
    who = reveal_one(person, Purpose.INTAKE)
    told = presenting.answers_about(person, who, draft.service)
    drafts.keep(draft.code, told, asked=[], door=Door.PAPER)
    drafts.note(draft.code, person=person.pk)


def settle(sheet: Sheet, pages: Iterable[int]) -> None:
    """What the ticks of these pages say is kept in the draft; the rest waits for a person."""
    found = gathered(sheet)
    keep_sure_answers(sheet, found, pages)
    sheet.state = SheetState.GATHERING if found.missing else SheetState.WAITING
    sheet.settled_at = None
    sheet.save(update_fields=["state", "settled_at"])


def keep_sure_answers(sheet: Sheet, found: Gathered, pages: Iterable[int]) -> None:
    """Of these pages only: what was read before, by a person or not, is not read again."""
    draft = drafts.take_up(sheet.code)
    if draft is None or draft.sent:
        return
    names = found.form.names_on(set(pages)) - found.doubts
    sure: Raw = {name: said for name, said in found.answers.items() if name in names}
    form = draft.service.form(draft.answers | sure)
    said = {name for name, values in sure.items() if any(values)}
    # Where only a part is in doubt, perhaps a stain, she has answered the others.
    asked = [
        name
        for name in form.asked()
        if (own := set(form.question(name).names(name))) & names
        and (own & said or not own & found.doubts)
    ]
    drafts.keep(sheet.code, sure, asked=asked, door=Door.PAPER)
