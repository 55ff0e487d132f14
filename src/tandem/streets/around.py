"""What is broken around a postal code, as anybody may read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.services.alike import FEW
from tandem.streets import public, rules
from tandem.streets.choices import State
from tandem.streets.kinds import Kind, known_kinds
from tandem.streets.models import Report
from tandem.tenancy.scope import within
from tandem.territory import scopes, signposts
from tandem.territory.models import Area, Organisation
from tandem.territory.queries import organisation_for
from tandem.toolbox.reference import clean
from tandem.toolbox.texts import Text

SIZE = 20
ORDERS: dict[str, Text] = {
    "newest": _("newest first"),
    "oldest": _("longest waiting first"),
    "voices": _("told by most people first"),
}


TOLD = Case(When(voices_count__gte=FEW, then="voices_count"), default=0)


@dataclass(frozen=True, slots=True)
class Line:
    sign: str
    shown_sign: str
    what: Text
    where: str
    state: Text
    reported_at: date
    voices: int | None
    """None where they are few."""
    planned_for: date | None
    danger: bool
    point: tuple[float, float] | None
    open: bool


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    next: int | None
    """The last key of this page, after which the next one begins; None at the end."""


@contextmanager
def of_postal_code(postal_code: str) -> Iterator[tuple[Area, Organisation] | None]:
    """In the scope of whoever repairs there; its public columns alone are read."""
    found = organisation_for(postal_code)
    if found is None:
        yield None
        return
    with within(scopes.of_organisation(found[1])):
        yield found


@contextmanager
def of_sign(said: str) -> Iterator[Report | None]:
    """The report of this sign, however it was typed, in the scope of whoever keeps it."""
    try:
        place = signposts.find_one("report", clean(said))
    except ValueError:
        place = None
    if place is None:
        yield None
        return
    with within(place.scope):
        rows = Report.objects.select_related("territory", "organisation", "joined_to")
        yield rows.filter(pk=place.target).first()


def page_of(
    found: tuple[Area, Organisation], postal_code: str, order: str, after: int | None
) -> Page:
    """Open reports of a postal code, and those that ended in the last thirty days."""
    commune, organisation = found
    rows = _shown(organisation, postal_code)
    match order:
        case "voices":
            # By what is told of it: among few, the order would tell the number.
            rows, after = rows.order_by(TOLD.desc(), "-pk"), None
        case "oldest":
            rows = rows.order_by("pk")
            rows = rows.filter(pk__gt=after) if after else rows
        case _:
            rows = rows.order_by("-pk")
            rows = rows.filter(pk__lt=after) if after else rows
    read = list(rows[: SIZE + 1])
    kinds = known_kinds(commune)
    lines = [_line(report, kinds) for report in read[:SIZE]]
    more = len(read) > SIZE and order != "voices"
    return Page(lines, read[SIZE - 1].pk if more else None)


def _shown(organisation: Organisation, postal_code: str) -> QuerySet[Report]:
    lately = timezone.now() - timedelta(days=30)
    shown = Q(state__in=rules.OPEN) | Q(ended_at__gte=lately)
    rows: QuerySet[Report] = Report.objects.filter(
        shown, organisation=organisation, postal_code=postal_code
    ).exclude(state=State.JOINED)
    return rows


def _line(report: Report, kinds: dict[str, Kind]) -> Line:
    spot = public.spot_of(report)
    return Line(
        sign=report.sign,
        shown_sign=report.shown_sign,
        what=kinds.get(report.category, kinds["other"]).label,
        where=public.place_in_words(report),
        state=state_of(report),
        reported_at=timezone.localdate(report.reported_at),
        voices=public.voices_of(report),
        planned_for=report.planned_for,
        danger=report.danger,
        open=public.is_open(report),
        point=(spot.lat, spot.lon) if spot.lat is not None and spot.lon is not None else None,
    )


def state_of(report: Report) -> Text:
    """Its state; what was opened again is not as if nobody had looked at it."""
    again = report.state == State.NEW and report.reopened > 0
    return pgettext_lazy("of a report", "Opened again") if again else State(report.state).label


def told_of(report: Report) -> Line:
    return _line(report, known_kinds(report.territory))
