"""Deeds of the paper door: a print is kept, a sheet is made for somebody, and used once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.models.paper import as_kept
from tandem.doors.paper import codes, press
from tandem.doors.paper.press import Copy
from tandem.doors.paper.queries import SIGNPOST, place_of_sheet
from tandem.doors.paper.wording import Content, Wanted, content
from tandem.doors.presenting import form_of, still_to_ask
from tandem.journal.write import record
from tandem.people.models import Person
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes, signposts
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import digest, seal

LIVES = timedelta(days=90)
"""A personal sheet: letters lie on tables for a while."""


@dataclass(frozen=True, slots=True)
class Print:
    """A form ready to be printed: its row, and the words that stand on it."""

    row: PaperForm
    words: Content


def make_print(wanted: Wanted) -> Print:
    """The form as it reads today: the print made before if nothing has changed, else a new one."""
    words, meaning = content(wanted)
    said = json.dumps([words, meaning.as_kept(), press.edition()], sort_keys=True)
    key = codes.key_of(digest("paper form", said))
    row = PaperForm.objects.filter(key=key).first()
    if row is None:
        facts = {
            "service": wanted.service.slug,
            "version": wanted.service.version,
            "language": wanted.language,
            "large": wanted.large,
            "commune": wanted.commune,
            "kept": as_kept(press.layout_of(words), meaning),
        }
        # Two may print it first at the same moment: it is the same print.
        row, _made = PaperForm.objects.get_or_create(key=key, defaults=facts)
    return Print(row, words)


def copies(made: Print, count: int, *, author: str) -> bytes:
    """So many copies in one file, each with a number of its own."""
    sheets = [codes.new_sheet() for _ in range(count)]
    return press.pdf_of(made.words, [_copy(made.row, sheet) for sheet in sheets], author=author)


def _copy(row: PaperForm, sheet: str) -> Copy:
    return Copy(row.key, sheet, row.pages)


@transaction.atomic
def sheet_for(
    person: Person, service: type[Service], *, language: str = "", large: bool | None = None
) -> PersonalSheet:
    """A copy for somebody we know, to send or to hand out: its code stands for who she is."""
    form = service.form({}, place=person.territory)
    wanted = Wanted(
        service,
        language or person.language,
        person.large_print if large is None else large,
        person.territory,
        only=tuple(name for name in form.fields if name not in _known(form)),
        personal=True,
    )
    sheet = PersonalSheet(
        form=make_print(wanted).row,
        person=person,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    return _kept(sheet, None, [person])


def _known(form: ServiceForm) -> set[str]:
    """The questions that nobody asks a person who is known already."""
    return {form.who_question, form.place_question, form.reach_question, form.care_question}


@transaction.atomic
def sheet_to_go_on(draft: OpenDraft, desk: Organisation, *, large: bool = False) -> PersonalSheet:
    """A copy with the questions still open in a draft; its code brings the answers together."""
    form = form_of(draft)
    wanted = Wanted(draft.service, draft.row.language, large, form.place, only=questions_open(form))
    sheet = PersonalSheet(
        form=make_print(wanted).row,
        draft_key=draft.row.key,
        territory_id=desk.area_id,
        organisation=desk,
    )
    return _kept(sheet, [draft.code.reference, draft.code.word], [])


def questions_open(form: ServiceForm) -> tuple[str, ...]:
    """What nobody answered well yet, and what may come to be asked by these answers."""
    still = set(still_to_ask(form))
    for name, question in form.questions():
        condition = question.needed_if
        if condition is not None and condition.question in still:
            still.add(name)
    return tuple(name for name, _question in form.questions() if name in still)


def _kept(
    sheet: PersonalSheet, code: Sequence[str] | None, persons: Sequence[Person]
) -> PersonalSheet:
    number = codes.new_sheet()
    sheet.until = timezone.now() + LIVES
    sheet.sealed = seal(json.dumps({"sheet": number, "code": code}), sheet.place)
    with within((current() or Scope()) | scopes.of_keys(sheet.territory_id, sheet.organisation_id)):
        sheet.save(force_insert=True)
        signposts.put(SIGNPOST, number, sheet, sheet.pk, until=sheet.until)
        record("doors.sheet_made", sheet, persons=persons)
    return sheet


@transaction.atomic
def use_sheet(number: str) -> PersonalSheet | None:
    """The personal sheet of this number, from now on used; None if it is nobody's, used or old."""
    found = place_of_sheet(number)
    if found is None:
        return None
    with within((current() or Scope()) | found.scope):
        # Locked: the same sheet may lie on two scanners.
        held = PersonalSheet.objects.still_good(timezone.now()).select_for_update(of=("self",))
        sheet = held.filter(pk=found.target).first()
        if sheet is not None:
            sheet.used_at = timezone.now()
            sheet.save(update_fields=["used_at"])
            record("doors.sheet_used", sheet, persons=[sheet.person] if sheet.person else [])
    return sheet
