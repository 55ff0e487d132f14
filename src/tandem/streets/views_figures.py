"""What becomes of reports, in figures: for everybody, also what was closed without repair."""

import csv
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.journal.choices import Door
from tandem.streets import charts
from tandem.streets.choices import Closed, Ground
from tandem.streets.counting import NAMES
from tandem.streets.kinds import known_kinds
from tandem.streets.models import Figures
from tandem.territory.queries import organisation_for
from tandem.ui.components import Head
from tandem.ui.formats import number

AN_HOUR = 3600
Line = dict[str, Any]


@require_safe
def figures(request: HttpRequest, postal_code: str) -> HttpResponse:
    commune, organisation, row = _found(postal_code)
    counted = row.counted if row else {}
    kinds = known_kinds(commune)
    labels = {code: str(kind.label) for code, kind in kinds.items()}
    by_kind = [(labels.get(one["name"], one["name"]), one) for one in counted.get("category", ())]
    by_area = [(one["name"], one) for one in counted.get("area", ())]
    by_door = [(str(Door(one["name"]).label), one) for one in counted.get("door", ())]
    values = {
        "commune": commune,
        "organisation": organisation,
        "row": row,
        "postal_code": postal_code,
        "all": next(iter(counted.get("all", ())), None),
        "charts": [
            charts.of_lines(_("By category"), _("Category"), by_kind),
            charts.of_lines(_("By postal code"), _("Postal code"), by_area),
        ],
        "doors": charts.of_lines(
            _("By the door through which it was told first"), _("Door"), by_door
        ),
        "doors_since": _day(counted, "door_since"),
        "doors_until": _day(counted, "door_until"),
        "who": charts.who(counted.get("who", {})),
        "heard": charts.heard(counted.get("heard", {})),
        "because": [
            (str(Closed(code).label), number(many))
            for code, many in sorted(counted.get("because", {}).items())
        ],
        "handed": [
            (one["name"] or str(Ground(one["whose"]).label), *map(number, _times(one)))
            for one in counted.get("handed", ())
        ],
        "handed_heads": [
            _("With whom"),
            Head(_("Handed over"), "number"),
            Head(_("Came back"), "number"),
        ],
        "visits": counted.get("visits", {}),
        "voices": counted.get("voices", {}),
    }
    return render(request, "streets/figures.html", values)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def as_csv(request: HttpRequest, postal_code: str) -> HttpResponse:
    """One row a category, area or door; an empty cell is a count too small to be shown."""
    _commune, _organisation, row = _found(postal_code)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="streets.csv"'
    written = csv.writer(response)
    written.writerow(("by", *NAMES))
    for by in ("all", "category", "area", "door"):
        for line in row.counted.get(by, ()) if row else ():
            written.writerow([by, *(line[name] for name in NAMES)])
    return response


def _found(postal_code: str) -> Any:
    found = organisation_for(postal_code)
    if found is None:
        raise Http404
    return (*found, Figures.objects.filter(organisation=found[1]).first())


def _day(counted: Line, name: str) -> date | None:
    return date.fromisoformat(counted[name]) if name in counted else None


def _times(line: Line) -> tuple[int, int]:
    return line["given"], line["back"]
