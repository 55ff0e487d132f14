"""What a person told us of something broken, and where she repairs for us."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.people import recipients
from tandem.people.gathering import Apart, Piece, Value, leave_out, picture, register
from tandem.people.models import Person
from tandem.streets.actions import what_she_saw, what_was_seen
from tandem.streets.models import (
    Handover,
    Hook,
    KnownAddress,
    Move,
    NamedPlace,
    Override,
    Photo,
    Report,
    Resemblance,
    Rule,
    System,
    Team,
    Visit,
    Voice,
)
from tandem.streets.sealed import photo_in


def _told_first(records: list[Person]) -> Any:
    """Reports of which the words that stand with them are hers."""
    hers = Voice.objects.filter(person__in=records).values("report")
    rows = Voice.objects.filter(report__in=hers).order_by("report_id", "pk").distinct("report_id")
    keys = {record.pk for record in records}
    first = [voice.report_id for voice in rows if voice.person_id in keys]
    return Report.objects.filter(pk__in=first).order_by("pk")


def _photo(row: Any) -> Value:
    return picture(photo_in(row, row.sealed))


register(
    Piece(
        model=Voice,
        title=_("What you told us of something broken"),
        of=lambda records: Voice.objects.filter(person__in=records).select_related("report"),
        tells={
            "at": _("When"),
            "verdict": _("Repaired, as you say"),
            "verdict_noted": _("A colleague wrote down what you say"),
            "times_asked": _("How often we asked you whether it is repaired"),
            "yeses": _("How often you said that it is"),
            "yeses_noted": _("How often a colleague wrote down that you said so"),
            "noes": _("How often you said that it is not, in all"),
            "refusals": _("How often you said that it is not"),
            "counted": _("Whether it brings the report forward"),
            "proven": _("Whether it counts in full"),
            "asked_at": _("You were asked on"),
        },
        opens={
            "report": (_("Sign of the report"), lambda row: row.report.shown_sign),
            "sealed": (_("In your words"), what_she_saw),
        },
        inner=frozenset({"told"}),
    )
)
register(
    Piece(
        model=Report,
        title=_("What is broken, as you told it first"),
        of=_told_first,
        tells={
            "category": _("Sort"),
            "postal_code": _("Postal code"),
            "street": _("Street"),
            "house_number": _("Number"),
            "mark": _("Number written on it"),
            "lat": _("Latitude"),
            "lon": _("Longitude"),
            "state": _("State"),
            "reported_at": _("Told on"),
            "door": _("Door"),
        },
        opens={
            "sign": (_("Sign of the report"), lambda row: row.shown_sign),
            "sealed": (_("In your words"), what_was_seen),
        },
        # Of the thing and of the work on it, which is public; see the page of the report.
        inner=frozenset(
            {
                *("trouble", "danger", "may_be_danger", "street_folded", "square", "ground"),
                *("closed_because", "given_by", "given_key", "joined_to", "voices_count", "team"),
                *("given_voices", "unproven_voices"),
                *("job", "effort", "due_on", "aim_now", "planned_for", "ended_at", "reopened"),
                *("insisted", "rank", "place_confirmed", "landmark_confirmed", "rough", "crowded"),
            }
        ),
    )
)
register(
    Piece(
        model=Photo,
        title=_("Photos of something broken"),
        of=lambda records: Photo.objects.filter(voice__person__in=records).order_by("pk"),
        tells={"at": _("When"), "shot": _("Sort"), "released": _("Shown to everybody")},
        opens={"sealed": (_("Photo"), _photo)},
        inner=frozenset({"report", "voice", "sealed_unreadable"}),
    )
)
register(
    Piece(
        model=Team,
        title=_("Teams that are written to through you"),
        of=lambda records: Team.objects.filter(contact__in=records),
        tells={"name": _("Name"), "email": _("E-mail address"), "telephone": _("Telephone number")},
        inner=frozenset({"contact", "per_day", "weekdays", "contractor", "takes_rest", "left_at"}),
    )
)
register(
    Piece(
        model=System,
        title=_("Services that are written to through you"),
        of=lambda records: System.objects.filter(contact__in=records),
        tells={"name": _("Name")},
        inner=frozenset(
            {
                *("contact", "ground", "url", "jurisdiction", "xml", "services", "services_at"),
                *("mapping", "pulled_at", "failed", "left_at", "sealed_key"),
            }
        ),
    )
)
# Of the thing that is broken, and of the work on it: no word of hers, and nobody's name.
leave_out(
    Apart.OTHERS, Hook, Move, Handover, Override, Resemblance, Visit, Rule, NamedPlace, KnownAddress
)


@recipients.register
def handed_to(records: list[Person]) -> Iterable[str]:
    """Who repairs got what is broken, with the words in which she told it."""
    reports = Voice.objects.filter(person__in=records).values("report")
    for handover in Handover.objects.filter(report__in=reports):
        yield gettext("%(organisation)s: got a report of yours, without your name") % {
            "organisation": handover.public_name
        }
