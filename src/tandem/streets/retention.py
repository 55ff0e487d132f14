"""What the room knows of somebody who is erased: her words and photos go, the thing stays."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tandem.people.models import Person
from tandem.people.retention import register
from tandem.streets import rules
from tandem.streets.models import Photo, Report, Voice


def waiting_for_news(persons: set[int]) -> Iterable[int]:
    """Who told of something that is still to be repaired."""
    voices = Voice.objects.filter(person__in=persons, report__state__in=rules.OPEN)
    return list(voices.values_list("person", flat=True))


def empty_words_of(person: Person) -> None:
    """Of her voice the count remains; what she wrote goes, also where the report began with it."""
    voices = Voice.objects.filter(person=person)
    Photo.objects.filter(voice__in=voices).delete()
    first = [voice.report_id for voice in voices if _began(voice)]
    Report.objects.filter(pk__in=first).update(sealed=None)
    voices.update(sealed=None)


def _began(voice: Voice) -> bool:
    first: Voice | None = Voice.objects.filter(report=voice.report_id).order_by("pk").first()
    return first is not None and first.pk == voice.pk


register(
    "streets",
    why=_("This person waits for news of something broken."),
    needs=waiting_for_news,
    erases=empty_words_of,
)
