"""What becomes of reports, in figures: for everybody, also what was closed without repair."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.streets import closings, figures_page
from tandem.streets.counting import NAMES
from tandem.streets.models import Figures
from tandem.territory.queries import organisation_for

AN_HOUR = 3600


@require_safe
def figures(request: HttpRequest, postal_code: str) -> HttpResponse:
    commune, organisation, row = _found(postal_code)
    values = figures_page.values_of(row, commune)
    values |= {"organisation": organisation, "postal_code": postal_code}
    return render(request, "streets/figures.html", values)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def as_csv(request: HttpRequest, postal_code: str) -> HttpResponse:
    """One row a category, area or door, with the time whose reports it counts, the last day left out;
    an empty cell is a count too small to be shown.
    """
    _commune, _organisation, row = _found(postal_code)
    response, written = _file("streets.csv")
    written.writerow(("by", *NAMES, "period"))
    for by in ("all", "category", "area", "door"):
        for line in row.counted.get(by, ()) if row else ():
            written.writerow([by, *(line[name] for name in NAMES), _period(row, by)])
    return response


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def closings_csv(request: HttpRequest, postal_code: str) -> HttpResponse:
    """One row a quarter of a year, by its first day, and category; each closing and repair counts."""
    _commune, _organisation, row = _found(postal_code)
    response, written = _file("closings.csv")
    written.writerow(closings.NAMES)
    for line in row.counted.get("closings", ()) if row else ():
        written.writerow([line[name] for name in closings.NAMES])
    return response


def _period(row: Figures, by: str) -> str:
    """As two days of ISO 8601: doors are counted by quarters that are over."""
    since, until = row.since.isoformat(), row.until.isoformat()
    if by == "door":
        since = row.counted.get("door_since", since)
        until = row.counted.get("door_until", until)
    return f"{since}/{until}"


def _file(name: str) -> tuple[HttpResponse, Any]:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response, csv.writer(response)


def _found(postal_code: str) -> Any:
    found = organisation_for(postal_code)
    if found is None:
        raise Http404
    return (*found, Figures.objects.filter(organisation=found[1]).first())
