"""Every report of a commune as open data, row by row: a hundred thousand never stand in memory."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import override

from tandem.streets import public, showing
from tandem.streets.choices import State
from tandem.streets.models import Move, Report
from tandem.streets.served import Served
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
AT_ONCE = 1000
MOST = 500_000
COLUMNS = (
    *("id", "category", "category_name", "state", "closed_because", "joined_to", "outcome"),
    *("outcome_because", "times_closed", "reported_on", "due_on", "planned_for"),
    *("ended_on", "reopened", "voices", "postal_code", "street", "lat", "lon"),
    *("exact_place", "photo"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would reckon out."""
Row = public.Facts


@dataclass(frozen=True, slots=True)
class Wanted:
    place: Served
    postal_code: str
    """Empty: of the whole commune."""
    since: date | None
    language: str


def rows(wanted: Wanted) -> Iterator[Row]:
    """Newest first. Each thousand in a transaction of its own: whoever reads slowly holds none."""
    names, last = public.Names(), 0
    for _number in range(MOST // AT_ONCE):
        with (
            override(wanted.language),
            transaction_within(scopes.of_organisation(wanted.place.organisation)),
        ):
            found = _some(wanted, before=last)
            told = [_told(report, names) for report in found]
        yield from told
        if len(found) < AT_ONCE:
            return
        last = found[-1].pk


def _told(report: Report, names: public.Names) -> Row:
    key = report.photo_key  # type: ignore[attr-defined]
    return public.facts_of(report, names) | {
        "times_closed": report.times_closed,  # type: ignore[attr-defined]
        "photo": showing.address_of(report, key),
    }


def _some(wanted: Wanted, *, before: int) -> list[Report]:
    found = Report.objects.filter(organisation=wanted.place.organisation, given_by__isnull=True)
    if before:
        found = found.filter(pk__lt=before)
    if wanted.postal_code:
        found = found.filter(postal_code=wanted.postal_code)
    if wanted.since:
        found = found.filter(reported_at__date__gte=wanted.since)
    found = found.annotate(photo_key=showing.newest_public(), times_closed=_times_closed())
    found = found.select_related("territory", "joined_to").defer("sealed", "joined_to__sealed")
    return list(found.order_by("-pk")[:AT_ONCE])


def _times_closed() -> Coalesce:
    """Each closing counts, also where it was opened again."""
    steps = Move.objects.filter(report=OuterRef("pk"), state=State.CLOSED).order_by()
    return Coalesce(Subquery(steps.values("report").annotate(n=Count("pk")).values("n")), 0)


class Line:
    """What `csv` writes into: each line is taken as it comes."""

    def write(self, line: str) -> str:
        return line


def as_csv(wanted: Wanted) -> Iterator[str]:
    written = csv.writer(Line())
    yield written.writerow(COLUMNS)
    for row in rows(wanted):
        yield written.writerow([_cell(row[name]) for name in COLUMNS])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def as_geojson(wanted: Wanted) -> Iterator[str]:
    head = {"type": "FeatureCollection", "license": LICENCE}
    yield json.dumps(head)[:-1] + ', "features": [\n'
    between = ""
    for row in rows(wanted):
        yield between + json.dumps(_feature(row), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _feature(row: Row) -> Row:
    lat, lon = row.pop("lat"), row.pop("lon")
    # Longitude first (RFC 7946); null where only words say where it is.
    point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}
