"""Deeds of the paper door: a print is kept, a sheet is made for somebody, and used once."""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.models.paper import as_kept
from tandem.doors.paper import codes, messages, press
from tandem.doors.paper.meaning import Meaning
from tandem.doors.paper.queries import SIGNPOST, place_of_sheet
from tandem.doors.paper.rules import known_already, questions_open
from tandem.doors.paper.wording import Content, Wanted, content
from tandem.doors.presenting import form_of
from tandem.journal.write import record
from tandem.outbox import enclosing
from tandem.outbox.actions import send
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.people.words import seal_for
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes, signposts
from tandem.territory.models import Area, Organisation
from tandem.toolbox.sealing import digest

LIVES = timedelta(days=90)
"""A personal sheet: letters lie on tables for a while."""
ENCLOSED = "doors.sheet"
"""What a message calls a personal sheet in its envelope."""


def form_today(wanted: Wanted) -> PaperForm:
    """The form as it reads today: the print made before if nothing has changed, else a new one."""
    words, meaning = content(wanted)
    return _print(wanted.service.slug, wanted.service.version, wanted.commune, words, meaning)


def _print(
    service: str, version: int, commune: Area | None, words: Content, meaning: Meaning
) -> PaperForm:
    key = _key(words, meaning)
    row = PaperForm.objects.filter(key=key).first()
    if row is None:
        facts = {
            "service": service,
            "version": version,
            "language": words["language"],
            "large": words["large"],
            "commune": commune,
            "kept": as_kept(words, press.layout_of(words), meaning),
        }
        # Two may print it first at the same moment: it is the same print.
        row, _made = PaperForm.objects.get_or_create(key=key, defaults=facts)
    return row


def _key(words: Content, meaning: Meaning) -> str:
    said = json.dumps([words, meaning.as_kept(), press.edition()], sort_keys=True)
    return codes.key_of(digest("paper form", said))


@transaction.atomic
def sheet_for(person: Person, service: type[Service]) -> PersonalSheet:
    """A copy for somebody we know, to send or to hand out: its code stands for who she is."""
    wanted = _for_one_known(service, person.language, person.territory, large=person.large_print)
    sheet = PersonalSheet(
        form=form_today(wanted),
        person=person,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    return _kept(sheet, None, [person])


def specimen(service: type[Service], language: str, commune: Area) -> tuple[Content, press.Copy]:
    """The same to look at: nothing is kept of it, and its code leads to nobody."""
    words, meaning = content(_for_one_known(service, language, commune))
    pages = len(press.layout_of(words).pages)
    return words, press.Copy(_key(words, meaning), codes.new_sheet(), pages)


def _for_one_known(
    service: type[Service], language: str, commune: Area, *, large: bool = False
) -> Wanted:
    """Without the questions whose answers are known of whoever is known."""
    form = service.form({}, place=commune)
    known = known_already(form)
    only = tuple(name for name, _question in form.questions() if name not in known)
    return Wanted(service, language, large, commune, only=only, personal=True)


@transaction.atomic
def sheet_to_go_on(draft: OpenDraft, desk: Organisation, *, large: bool = False) -> PersonalSheet:
    """A copy with the questions still open in a draft; its code brings the answers together."""
    form = form_of(draft)
    only = questions_open(form)
    wanted = Wanted(draft.service, draft.row.language, large, form.place, only=only)
    sheet = PersonalSheet(
        form=form_today(wanted),
        draft_key=draft.row.key,
        territory_id=desk.area_id,
        organisation=desk,
    )
    return _kept(sheet, [draft.code.reference, draft.code.word], [])


def _kept(
    sheet: PersonalSheet, code: Sequence[str] | None, persons: Sequence[Person]
) -> PersonalSheet:
    number = codes.new_sheet()
    sheet.until = timezone.now() + LIVES
    told = json.dumps({"sheet": number, "code": code}).encode()
    with within((current() or Scope()) | scopes.of_keys(sheet.territory_id, sheet.organisation_id)):
        sheet.sealed = seal_for(sheet.person_id, sheet, told, sheet.place)
        sheet.save(force_insert=True)
        signposts.put(SIGNPOST, number, sheet, sheet.pk, until=sheet.until)
        record("doors.sheet_made", sheet, persons=persons)
    return sheet


def as_printed_today(sheet: PersonalSheet) -> PersonalSheet:
    """The sheet with a print of this edition: Tandem may have been renewed since it was made."""
    form = sheet.form
    if form.key != _key(form.words, form.meaning):
        sheet.form = _print(form.service, form.version, form.commune, form.words, form.meaning)
        sheet.save(update_fields=["form"])
    return sheet


@transaction.atomic
def in_place_of(sheet: PersonalSheet) -> UUID:
    """The same copy under another number; the one it stood under leads to nobody from now on."""
    sheet.until = timezone.now()
    sheet.save(update_fields=["until"])
    code = sheet.code
    other = PersonalSheet(
        form=sheet.form,
        person=sheet.person,
        draft_key=sheet.draft_key,
        territory_id=sheet.territory_id,
        organisation_id=sheet.organisation_id,
    )
    persons = [sheet.person] if sheet.person else []
    return _kept(other, [code.reference, code.word] if code else None, persons).key


@transaction.atomic
def post_forms(persons: Iterable[Person], service: type[Service]) -> list[Message]:
    """A letter to each with her own copy in the envelope; they are printed as one file in order."""
    return [_post_form(person, service) for person in persons]


def _post_form(person: Person, service: type[Service]) -> Message:
    sheet = sheet_for(person, service)
    return send(
        person,
        lambda: messages.here_is_the_form(service),
        about=sheet,
        channel=Channel.LETTER,
        enclosed=enclosing.name(ENCLOSED, sheet.key),
    )


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
