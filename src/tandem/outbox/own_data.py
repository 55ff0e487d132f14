"""What a person was told, by which way, and how that went."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.outbox import former
from tandem.outbox.models import Attempt, DeadAddress, Message, Mobile, Printing
from tandem.outbox.text import as_copied
from tandem.people.gathering import Apart, Piece, Value, leave_out, register


def _words(row: Any) -> Value:
    return "\n".join(as_copied(row.text))


register(
    Piece(
        model=Message,
        title=_("Messages to you"),
        of=lambda records: Message.objects.filter(person__in=records).order_by("pk"),
        tells={
            "queued_at": _("Written on"),
            "kind": _("Sort"),
            "wanted": _("The way you asked for"),
            "channel": _("The way it went"),
            "obstacle": _("Why it went another way"),
            "language": _("Language"),
            "state": _("State"),
            "reference": _("Reference"),
            "left_at": _("Sent on"),
        },
        opens={
            "sealed": (_("What it says"), _words),
            "sealed_former": (_("To which contact of before"), former.told_about),
        },
        inner=frozenset(
            {
                *("subject", "enclosed", "message_id", "attempts", "next_try_at", "woken_at"),
                *("printing", "number", "held_by", "held_at", "tried", "holds_word"),
            }
        ),
    )
)
register(
    Piece(
        model=Attempt,
        title=_("How messages reached you"),
        of=lambda records: Attempt.objects.filter(message__person__in=records).order_by("pk"),
        tells={
            "started_at": _("When"),
            "channel": _("Way"),
            "outcome": _("What came of it"),
            "proof": _("How we know that it arrived"),
            "heard_by": _("Who heard it"),
            "ended_at": _("Ended at"),
        },
        inner=frozenset({"message", "job", "code"}),
    )
)
register(
    Piece(
        model=DeadAddress,
        title=_("E-mail addresses from which messages came back"),
        of=lambda records: DeadAddress.objects.filter(person__in=records),
        tells={"since": _("Since"), "code": _("Code of the mistake")},
        inner=frozenset({"digest"}),
    )
)
leave_out(Apart.NUMBERS, Mobile)
leave_out(Apart.SAME, Printing)
