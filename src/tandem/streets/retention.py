"""What the room knows of somebody who is erased: her words go, what is broken stays."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tandem.people import resealing, things
from tandem.people.models import Person
from tandem.people.resealing import Column, hers
from tandem.people.retention import register
from tandem.streets import rules
from tandem.streets.models import Photo, Report, System, Team, Voice


def waits_or_repairs(persons: set[int]) -> Iterable[int]:
    """Who told of something that is still open, or is written to because she repairs."""
    telling = Voice.objects.speaking().filter(person__in=persons)
    written_to = System.objects.filter(contact__in=persons, left_at__isnull=True)
    teams = Team.objects.filter(contact__in=persons, left_at__isnull=True)
    return [
        *telling.filter(report__state__in=sorted(rules.OPEN)).values_list("person", flat=True),
        *written_to.values_list("contact", flat=True),
        *teams.values_list("contact", flat=True),
    ]


def empty_words_of(person: Person) -> None:
    """What she saw and her photos go, also from a report of which she told first."""
    voices = Voice.objects.filter(person=person)
    for voice in voices.select_related("report"):
        first = Voice.objects.filter(report=voice.report_id).order_by("pk").first()
        if first is not None and first.pk == voice.pk:
            Report.objects.filter(pk=voice.report_id).update(sealed=None)
            _empty_place_of(voice.report)
    Photo.objects.filter(voice__in=voices).delete()
    voices.update(sealed=None)


def _empty_place_of(report: Report) -> None:
    """The place is of the thing and stays; but not a line that may tell of her, and is hers alone."""
    if Voice.objects.of(report).count() > 1:
        return
    rows = Report.objects.filter(pk=report.pk)
    if not rules.is_street_alone(report.street):
        rows.update(street="", street_folded="", house_number=None)
    if len(report.mark) > rules.MOST_OF_A_NUMBER:
        rows.update(mark="")


register(
    "streets",
    why=_("This person told us of something broken that is not yet repaired, or repairs for us."),
    needs=waits_or_repairs,
    erases=empty_words_of,
)


def _sealed_again(report: Report, told: bytes) -> bytes:
    first = Voice.objects.filter(report=report).order_by("pk").first()
    teller = first.person_id if first is not None else None
    return things.seal(report, told, report.place, hers=teller)


def _sender(photo: Photo) -> int | None:
    return photo.voice.person_id if photo.voice is not None else None


resealing.register(
    Column(Report, "sealed", lambda row: row.place, _sealed_again),
    hers(Voice, "sealed", lambda row: row.person_id),
    hers(Photo, "sealed", _sender, with_it=("voice",)),
    hers(Photo, "sealed_unreadable", _sender, with_it=("voice",)),
)
