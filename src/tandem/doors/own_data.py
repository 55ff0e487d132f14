"""What the doors keep of a person: calls promised and sheets made; the rest is only passing in."""

from django.utils.translation import gettext_lazy as _

from tandem.doors.models import (
    AskedByMail,
    Call,
    CallBack,
    Duty,
    Heard,
    Line,
    Mail,
    Once,
    PersonalSheet,
    PrintOrder,
    ScanFile,
    ScannedPage,
    Sheet,
    Talk,
    Terminal,
    TextReply,
    Typing,
)
from tandem.people.gathering import Apart, Piece, leave_out, register

register(
    Piece(
        model=CallBack,
        title=_("Calls that were promised to you"),
        of=lambda records: CallBack.objects.filter(person__in=records).order_by("pk"),
        tells={
            "taken_at": _("A colleague began to call at"),
            "promised_at": _("Promised for"),
            "made_at": _("Noted on"),
            "done_at": _("Done on"),
        },
        inner=frozenset({"draft_key", "call", "taken_by", "promised_by"}),
    )
)
register(
    Piece(
        model=PersonalSheet,
        title=_("Forms printed for you"),
        of=lambda records: PersonalSheet.objects.filter(person__in=records).select_related("form"),
        tells={"made_at": _("Printed on"), "until": _("Good until"), "used_at": _("Came back on")},
        opens={
            "form": (_("Service"), lambda row: row.form.service),
            "sealed": (_("Number of the sheet"), lambda row: row.sheet),
        },
        inner=frozenset({"draft_key"}),
    )
)
# What came in and is not yet a request, or has become one: found by no name, gone within 30 days.
leave_out(Apart.PASSING, Mail, AskedByMail, Talk, TextReply, Call, Once)
leave_out(Apart.SAME, ScanFile, ScannedPage, Sheet, Typing)
leave_out(Apart.NUMBERS, Heard)
leave_out(Apart.OTHERS, Line, Terminal, PrintOrder, Duty)
