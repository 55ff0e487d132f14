"""How well people were informed, counted for everybody: by language and by door, no small number shown.

Of the last quarter that is over, and of what had happened by its end: so no figure changes afterwards,
and nobody learns from the difference of two days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.cases.measuring import Period, last_whole_quarter
from tandem.cases.protecting import COLUMNS, NONE, TOGETHER, Counts, Hidden, hidden_in
from tandem.journal.choices import Door
from tandem.mandates.choices import Ended
from tandem.mandates.models import Consent, Mandate, Understanding
from tandem.ui.formats import number
from tandem.ui.language import spoken_here

Line = dict[str, Counts]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What anybody may read; an empty list where nothing was counted."""

    period: Period
    by_language: list[Row]
    by_door: list[Row]
    mandates: list[Row]


def told(organisation: int, today: date) -> Told:
    """In its scope."""
    period = last_whole_quarter(today)
    languages = _consents(organisation, period, "language")
    doors = _consents(organisation, period, "door")
    one, other = hidden_in(languages), hidden_in(doors)
    # Both have the same sum: hidden in one, it is read in neither.
    for column in COLUMNS:
        if TOGETHER in one[column] | other[column]:
            one[column] |= {TOGETHER}
            other[column] |= {TOGETHER}
    given = _mandates(organisation, period)
    return Told(
        period,
        _rows(languages, one, _language),
        _rows(doors, other, lambda door: str(Door(door).label)),
        _rows(given, hidden_in(given), _language),
    )


def _consents(organisation: int, period: Period, by: str) -> Line:
    wrong = Understanding.objects.filter(consent=OuterRef("pk"), right=False)
    since, until = _within(period)
    rows = (
        Consent.objects.filter(organisation=organisation, given_at__gte=since, given_at__lt=until)
        .annotate(retold=Exists(wrong))
        .order_by()
        .values_list(by)
        .annotate(
            all=Count("pk"),
            right=Count("pk", filter=Q(understood=True)),
            at_once=Count("pk", filter=Q(understood=True, retold=False)),
            later=Count("pk", filter=Q(understood=True, retold=True)),
        )
    )
    return {name: Counts(*counts) for name, *counts in rows}


def _mandates(organisation: int, period: Period) -> Line:
    since, until = _within(period)
    confirmed = Q(confirmed_at__lt=until)
    taken_back = confirmed & Q(ended_why=Ended.TAKEN_BACK, ended_at__lt=until)
    rows = (
        Mandate.objects.filter(organisation=organisation, asked_at__gte=since, asked_at__lt=until)
        .order_by()
        .values_list("language")
        .annotate(
            all=Count("pk"),
            begun=Count("pk", filter=confirmed),
            left_alone=Count("pk", filter=confirmed & ~taken_back),
            ended=Count("pk", filter=taken_back),
        )
    )
    return {name: Counts(*counts) for name, *counts in rows}


def _within(period: Period) -> tuple[datetime, datetime]:
    first, end = (
        timezone.make_aware(datetime.combine(day, time.min)) for day in (period.since, period.until)
    )
    return first, end


def _language(code: str) -> str:
    return spoken_here().get(code, code)


def _rows(line: Line, hidden: Hidden, label: Callable[[str], str]) -> list[Row]:
    if not line:
        return []
    rows = [(name, label(name), line[name]) for name in sorted(line)]
    rows.append((TOGETHER, _("All together"), sum(line.values(), NONE)))
    return [(shown, *_cells(counts, name, hidden)) for name, shown, counts in rows]


def _cells(counts: Counts, name: str, hidden: Hidden) -> Iterable[str]:
    for column in COLUMNS:
        yield "–" if name in hidden[column] else number(counts.of(column))
