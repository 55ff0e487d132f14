"""What becomes of reports, in figures: for everybody, also what was closed without repair."""

import csv
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.journal.choices import Door
from tandem.streets.choices import Closed, Ground
from tandem.streets.counting import NAMES
from tandem.streets.kinds import known_kinds
from tandem.streets.models import Figures
from tandem.territory.queries import organisation_for
from tandem.ui.components import Head
from tandem.ui.formats import number, percent

AN_HOUR = 3600
LEAST_FOR_A_SHARE = 10
"""Of fewer a share says more about chance than about the service."""
Line = dict[str, Any]


@require_safe
def figures(request: HttpRequest, postal_code: str) -> HttpResponse:
    commune, organisation, row = _found(postal_code)
    counted = row.counted if row else {}
    kinds = known_kinds(commune)
    labels = {code: str(kind.label) for code, kind in kinds.items()}
    categories = [
        (labels.get(one["name"], one["name"]), one) for one in counted.get("category", ())
    ]
    values = {
        "commune": commune,
        "organisation": organisation,
        "row": row,
        "postal_code": postal_code,
        "all": next(iter(counted.get("all", ())), None),
        "heads": [_("Category"), *_heads()],
        "categories": [(label, *_cells(one)) for label, one in categories],
        "delays": [(label, one["days"]) for label, one in categories if one["days"] is not None],
        "area_heads": [_("Postal code"), *_heads()],
        "areas": [(one["name"], *_cells(one)) for one in counted.get("area", ())],
        "door_heads": [_("Door"), *_heads()],
        "doors": [(str(Door(one["name"]).label), *_cells(one)) for one in counted.get("door", ())],
        "doors_since": _day(counted, "door_since"),
        "doors_until": _day(counted, "door_until"),
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
        "heard": [
            (code, percent(beside / 100)) for code, beside in counted.get("heard", {}).items()
        ],
        "heard_heads": [_("Postal code"), Head(_("Beside an average one"), "number")],
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


def _heads() -> list[Head]:
    counted = (
        _("Reports"),
        _("Repaired"),
        _("Closed without repair"),
        pgettext("of reports", "Open"),
        _("Late"),
        _("Opened again"),
        _("Days until repair, median"),
    )
    return [Head(label, "number") for label in counted]


def _cells(line: Line) -> list[str]:
    return [
        _number(line["opened"]),
        _with_share(line, "repaired"),
        _with_share(line, "closed"),
        *(_number(line[name]) for name in ("open", "late", "again", "days")),
    ]


def _with_share(line: Line, name: str) -> str:
    if not line[name] or line["opened"] < LEAST_FOR_A_SHARE:
        return _number(line[name])
    return f"{number(line[name])} ({percent(line[name] / line['opened'])})"


def _number(value: Any) -> str:
    return "–" if value is None else number(value)
