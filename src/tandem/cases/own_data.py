"""What a person asked, what became of it, and what was written about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.cases.models import Case, CasePicture, Enclosure, Note, Reply, Step
from tandem.cases.queries import read_back, title_of
from tandem.cases.sealed import photo_in, picture_in, words_of, written_in
from tandem.people.gathering import Piece, Value, picture, register
from tandem.services.picture import KEPT_LOCKED


def _answers(case: Any) -> Value:
    return [{"question": question, "answer": said} for question, said in read_back(case)]


def _words(row: Any) -> Value:
    return words_of(row, row.case)


def _photo(row: Any) -> Value:
    # Drawn anew, or not shown: also her own file may break the program that opens it.
    return str(KEPT_LOCKED) if row.waits else picture(photo_in(row, row.case))


def _written(row: Any) -> Value:
    written = written_in(row)
    return {"words": written.words, "whole": written.whole, "sender": written.sender}


register(
    Piece(
        model=Case,
        title=_("What you asked"),
        of=lambda records: (
            Case.objects.filter(person__in=records)
            .select_related("territory", "organisation")
            .order_by("pk")
        ),
        tells={
            "reference": _("Reference"),
            "door": _("Door"),
            "language": _("Language"),
            "postal_code": _("Postal code"),
            "state": _("State"),
            "reason": _("Reason"),
            "opened_at": _("Asked on"),
            "due_on": _("Answer promised by"),
            "urgent": _("Could not wait"),
            "answered_at": _("Answered on"),
        },
        opens={
            "service": (_("Service"), title_of),
            "sealed": (_("What you told us"), _answers),
            "organisation": (_("Kept by"), lambda case: str(case.organisation)),
        },
        inner=frozenset({"version", "handled_by", "draft_digest", "has_unread"}),
    )
)
register(
    Piece(
        model=Step,
        title=_("What happened to it"),
        of=lambda records: Step.objects.filter(case__person__in=records).select_related("case"),
        tells={
            "at": _("When"),
            "kind": _("What"),
            "state": _("State"),
            "door": _("Door"),
        },
        opens={
            "case": (_("Reference"), lambda row: row.case.shown_reference),
            "sealed": (_("Words"), _words),
        },
    )
)
register(
    Piece(
        model=Note,
        title=_("Notes of colleagues"),
        of=lambda records: Note.objects.filter(case__person__in=records).select_related("case"),
        tells={"at": _("When")},
        opens={
            "case": (_("Reference"), lambda row: row.case.shown_reference),
            "sealed": (_("Words"), _words),
        },
    )
)
register(
    Piece(
        model=CasePicture,
        title=_("Photos you sent"),
        of=lambda records: CasePicture.objects.filter(case__person__in=records),
        tells={"at": _("When")},
        opens={"sealed": (_("Photo"), _photo)},
        inner=frozenset({"question", "waits", "to_be_unreadable"}),
    )
)
register(
    Piece(
        model=Reply,
        title=_("What you wrote back"),
        of=lambda records: Reply.objects.filter(person__in=records).select_related("case"),
        tells={
            "at": _("When"),
            "door": _("Door"),
            "read_at": _("Read on"),
            "automatic": _("Written by a program"),
            "from_her_address": _("From the address you gave"),
        },
        opens={"sealed": (_("Words"), _written)},
        inner=frozenset({"to"}),
    )
)
register(
    Piece(
        model=Enclosure,
        title=_("Pictures that came with it"),
        of=lambda records: Enclosure.objects.filter(reply__person__in=records).select_related(
            "reply"
        ),
        tells={"number": _("Number")},
        opens={"sealed": (_("Picture"), lambda row: picture(picture_in(row)))},
        inner=frozenset({"reply"}),
    )
)
