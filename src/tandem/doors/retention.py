"""What the doors know of somebody who is erased: a call back promised, and sheets made for her."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tandem.cases.models import Case
from tandem.doors.forgetting import forget_dialogues
from tandem.doors.models import (
    AskedByMail,
    Call,
    CallBack,
    Mail,
    Once,
    PersonalSheet,
    ScanFile,
    ScannedPage,
    Sheet,
    Talk,
    TextReply,
    Typing,
)
from tandem.doors.scans.retention import erase_sheet
from tandem.doors.scans.waiting import place_of_reading
from tandem.people import resealing, things
from tandem.people.models import Person
from tandem.people.resealing import Column, hers, loosely, of_thing
from tandem.people.retention import register


def waiting_for_a_call(persons: set[int]) -> Iterable[int]:
    rows = CallBack.objects.still_to_make().filter(person__in=persons)
    return list(rows.values_list("person", flat=True))


def throw_away_sheets_of(person: Person) -> None:
    """Those made for her, and what was scanned of those she filled in; a number of each stays. Gone are
    also talks by text message and questions by e-mail of which a request of hers came.
    """
    PersonalSheet.objects.filter(person=person).delete()
    hers = list(Case.objects.filter(person=person).values_list("draft_digest", flat=True))
    for digest in hers:
        forget_dialogues(bytes(digest))
    for sheet in Sheet.objects.filter(draft_digest__in=hers).exclude(draft_digest=b""):
        erase_sheet(sheet)


register(
    "doors",
    why=_("A call back is still promised to this person."),
    needs=waiting_for_a_call,
    erases=throw_away_sheets_of,
)


def _of_the_sheet(row: Typing) -> str:
    return place_of_reading(row.sheet, row.account)


def _filled_in_by(sheet: Sheet | None) -> int | None:
    """Of a sheet that was sent: the person of the case."""
    if sheet is None or not sheet.draft_digest:
        return None
    case = Case.objects.filter(draft_digest=sheet.draft_digest).first()
    return case.person_id if case is not None else None


def things_of(
    model: type[Model],
    name: str,
    sheet: Callable[[Any], Sheet | None],
    place: Callable[[Any], str] = lambda row: row.place,
) -> Column:
    """With a key of its own, passed on to who filled in the sheet where she is known."""

    def again(row: Any, told: bytes) -> bytes:
        return things.seal(row, told, place(row), hers=_filled_in_by(sheet(row)))

    return Column(model, name, place, again)


resealing.register(
    hers(ScanFile, "sealed_name", lambda row: None),
    hers(ScanFile, "sealed", lambda row: None),
    things_of(ScannedPage, "sealed_reading", lambda row: row.sheet),
    things_of(ScannedPage, "sealed_picture", lambda row: row.sheet),
    things_of(Sheet, "sealed_code", lambda row: row),
    things_of(Typing, "sealed", lambda row: row.sheet, _of_the_sheet),
    hers(Call, "sealed", lambda row: None),
    hers(PersonalSheet, "sealed", lambda row: row.person_id),
    of_thing(Once, "sealed"),
    loosely(Mail, "sealed"),
    loosely(Mail, "answer", lambda row: row.place_of_answer),
    loosely(AskedByMail, "sealed"),
    loosely(Talk, "sealed"),
    loosely(TextReply, "sealed"),
)
