"""Whether a voice brings a report forward. It is taken in and answered all the same."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from tandem.journal import asker
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.people.queries import reachable_among, sharing_a_contact
from tandem.streets import rules
from tandem.streets.models import Report, Voice

A_DAY = timedelta(days=1)
SPOKEN_WITH = frozenset({Door.PHONE, Door.INPERSON})
"""A colleague spoke with her. At every other door an address may be invented."""


def is_counted(report: Report, person: Person, *, proven: bool) -> bool:
    """What somebody tells first is; a join, as far as somebody else seems to stand behind it."""
    told = Voice.objects.of(report)
    if not told.exists():
        return True
    hers = sharing_a_contact(person)
    if not hers.exists():
        return _spoken_with() or not _has_one_without_a_contact(report)
    alike = Voice.objects.filter(person__in=hers.values("person"))
    lately = alike.filter(at__gt=timezone.now() - A_DAY)
    if alike.of(report).count() >= rules.MOST_OF_A_CONTACT:
        return False
    return lately.count() < rules.MOST_JOINS_A_DAY and (proven or _may_be_believed(report))


def recount(report: Report) -> None:
    """What was told first in each of several reports that are one now counts as if it had joined the
    first of them; where it stands by itself again, it counts. Whoever joined stays as she was.
    """
    rows = list(Voice.objects.of(report).select_related("case").order_by("at", "pk"))
    first_of: dict[int, int] = {}
    for voice in sorted(rows, key=lambda voice: voice.pk):
        first_of.setdefault(voice.report_id, voice.pk)
    before: list[Voice] = []
    for voice in rows:
        if voice.pk in first_of.values():
            counted = not before or _would_count(voice, before)
            if counted != voice.counted:
                voice.counted = counted
                voice.save(update_fields=["counted"])
        before.append(voice)


def _would_count(voice: Voice, before: Sequence[Voice]) -> bool:
    counted = [one for one in before if one.counted]
    spoken_with = voice.case.door in SPOKEN_WITH
    alike = set(sharing_a_contact(voice.person).values_list("person_id", flat=True))
    if not alike:
        persons = {one.person_id for one in counted}
        return spoken_with or not persons - reachable_among(persons)
    if sum(one.person_id in alike for one in before) >= rules.MOST_OF_A_CONTACT:
        return False
    lately = [one for one in counted if one.at > voice.at - A_DAY and not one.proven]
    return spoken_with or voice.proven or len(lately) < rules.MOST_UNPROVEN_A_DAY


def _spoken_with() -> bool:
    return asker.current().door in SPOKEN_WITH


def _has_one_without_a_contact(report: Report) -> bool:
    counted = Voice.objects.of(report).filter(counted=True).values_list("person", flat=True)
    persons = set(counted)
    return bool(persons - reachable_among(persons))


def _may_be_believed(report: Report) -> bool:
    """Of those whom nobody has proven so many a day, whatever addresses they give."""
    rows = Voice.objects.of(report).filter(
        counted=True, proven=False, at__gt=timezone.now() - A_DAY
    )
    return rows.count() < rules.MOST_UNPROVEN_A_DAY
