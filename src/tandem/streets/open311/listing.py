"""Which reports a program reads: by their signs, or of one commune within ninety days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tandem.streets import public, showing, spoken
from tandem.streets.choices import HandoverState
from tandem.streets.models import Handover, Move, Report
from tandem.streets.open311.access import Wrong
from tandem.streets.rules import OPEN
from tandem.toolbox.reference import clean

SPAN = timedelta(days=90)
MOST = 1000
"""Of one answer, as the specification says."""
MOST_PAGES = 1000
MOST_SIGNS = 100
STATUSES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class Wanted:
    start: datetime
    end: datetime
    codes: tuple[str, ...]
    statuses: frozenset[str]
    page: int
    size: int


def by_signs(text: str) -> QuerySet[Report]:
    """At most a hundred at once; what cannot be a sign is not found."""
    signs = []
    for said in filter(None, (part.strip() for part in text.split(","))):
        try:
            signs.append(clean(said))
        except ValueError:
            continue
    if len(signs) > MOST_SIGNS:
        raise Wrong(400, _("Ask for at most %(number)s at once.") % {"number": MOST_SIGNS})
    return described(Report.objects.filter(sign__in=signs))


def read(asked: Mapping[str, str], now: datetime) -> Wanted:
    start, end = _moment(asked, "start_date"), _moment(asked, "end_date")
    if start is None:
        end = end or now
        start = end - SPAN
    elif end is None:
        end = min(start + SPAN, max(now, start))
    if end < start or end - start > SPAN:
        raise Wrong(400, _("start_date and end_date may not span more than 90 days."))
    statuses = frozenset(_several(asked, "status"))
    if statuses - set(STATUSES):
        raise Wrong(400, _("status is open or closed."))
    return Wanted(
        # To the hour, as it is told: or the minute could be found by asking often.
        public.hour_of(start),
        public.hour_of(end + timedelta(hours=1)),
        tuple(_several(asked, "service_code")),
        statuses or frozenset(STATUSES),
        _number(asked, "page", 1, MOST_PAGES),
        _number(asked, "page_size", MOST, MOST),
    )


def of_commune(wanted: Wanted, organisation: int) -> QuerySet[Report]:
    """Newest first."""
    rows = Report.objects.filter(
        organisation=organisation, reported_at__gte=wanted.start, reported_at__lt=wanted.end
    )
    if wanted.codes:
        rows = rows.filter(category__in=wanted.codes)
    if wanted.statuses == {"open"}:
        rows = rows.filter(state__in=OPEN)
    elif wanted.statuses == {"closed"}:
        rows = rows.exclude(state__in=OPEN)
    first = (wanted.page - 1) * wanted.size
    return described(rows).order_by("-reported_at", "-pk")[first : first + wanted.size]


def described(rows: QuerySet[Report]) -> QuerySet[Report]:
    """With when each last changed, in which words, and with whom it is; what was handed over to us
    is told by whoever handed it over.
    """
    lines = Move.objects.filter(report=OuterRef("pk")).order_by("-pk")
    with_whom = (
        Handover.objects.filter(report=OuterRef("pk"), state__in=HELD)
        .order_by("-pk")
        .annotate(told=Case(When(NAMED, then="to_name"), default=Value("")))
        .values("told")
    )
    return (
        rows.filter(given_by__isnull=True)
        .select_related("territory", "organisation")
        .annotate(
            changed_at=Coalesce(Subquery(lines.values("at")[:1]), F("reported_at")),
            last_words=Coalesce(
                Subquery(lines.annotate(told=spoken.words()).values("told")[:1]), Value("")
            ),
            with_whom=Subquery(with_whom[:1]),
            photo_key=showing.newest_public(),
        )
    )


NAMED = Q(to_organisation__isnull=False) | Q(to_system__isnull=False)
"""Whoever was only named by hand may be a private person."""
HELD = (HandoverState.SENT, HandoverState.ACCEPTED)


def _several(asked: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in asked.get(name, "").split(",") if part.strip()][:MOST_SIGNS]


def _moment(asked: Mapping[str, str], name: str) -> datetime | None:
    said = asked.get(name, "").strip()
    if not said:
        return None
    # A plus of an offset, not encoded, arrives as a space.
    try:
        found = parse_datetime(said.replace(" ", "+") if "T" in said else f"{said}T00:00:00Z")
        moment = found.astimezone(UTC) if found and timezone.is_aware(found) else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not 1970 < moment.year < 9000:
        wrong = _("%(name)s is written like 2026-11-26T08:00:00Z.") % {"name": name}
        raise Wrong(400, wrong)
    return moment


def _number(asked: Mapping[str, str], name: str, usual: int, most: int) -> int:
    said = asked.get(name, "").strip()
    if not said:
        return usual
    if not said.isascii() or not said.isdecimal() or not 1 <= int(said[:9]) <= most:
        told = {"name": name, "most": most}
        raise Wrong(400, _("%(name)s is a number from 1 to %(most)s.") % told)
    return int(said)
