import csv
from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.cases import intake
from tandem.cases.measuring import public_services
from tandem.doors.compared import figures
from tandem.doors.compared.figures import ByDoor
from tandem.doors.compared.ways import Way, telephones, ways
from tandem.services.declaration import Service
from tandem.ui.components import Head
from tandem.ui.formats import number, percent

AN_HOUR = 3600
COLUMNS = ("service", "door", "opened", "answered", "in_time", "again", "days")
Row = tuple[str, ...]


class Told(NamedTuple):
    """One service with its doors."""

    service: type[Service]
    closures: list[str]
    ways: list[Way]
    rows: list[Row]


@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    """Every service by every door: how, where not and why, and what was measured."""
    measured, numbers = figures.latest(), telephones()
    rows = figures.by_door(measured) if measured else []
    channels = figures.by_channel(measured) if measured else []
    closures = intake.told_before_each(public_services())
    titles = {one.slug: str(one.title) for one in public_services()}
    values = {
        "measured": measured,
        "last_day": measured and measured.until - timedelta(days=1),
        "heads": heads(),
        "rows": [_row(row) for row in figures.of(rows)],
        "channel_heads": channel_heads(),
        "channels": [(row.label, _number(row.answers), _number(row.days)) for row in channels],
        "unequal": figures.unequal(rows, titles) + figures.late_channels(channels),
        "comparable": figures.may_be_compared(rows, titles),
        "services": [
            Told(
                one,
                closures[one.slug],
                ways(one, numbers),
                # A door that is closed has nothing to count.
                [
                    _row(row)
                    for row in figures.of(rows, one.slug)
                    if row.door not in one.impossible or row.opened != 0
                ],
            )
            for one in public_services()
        ],
    }
    return render(request, "doors/compared/compared.html", values)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def as_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(figures.as_data(figures.latest()))


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def as_csv(request: HttpRequest) -> HttpResponse:
    """One row a service and door; an empty cell is a count too small to be shown."""
    said = figures.as_data(figures.latest())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="doors.csv"'
    written = csv.writer(response)
    written.writerow(("since", "until", *COLUMNS))
    for row in said["doors"]:
        written.writerow([said["since"], said["until"], *(row[name] for name in COLUMNS)])
    return response


def heads() -> list[Head | str]:
    counted = (
        _("Requests"),
        _("Answered"),
        _("In time"),
        _("Working days, median"),
        _("Contested or opened again"),
    )
    return [_("Door"), *(Head(label, "number") for label in counted)]


def channel_heads() -> list[Head | str]:
    return [
        _("How it was sent"),
        Head(_("Answers"), "number"),
        Head(_("Working days, median"), "number"),
    ]


def _row(row: ByDoor) -> Row:
    return (
        row.label,
        _number(row.opened),
        _number(row.answered),
        _in_time(row),
        _number(row.days),
        _number(row.again),
    )


def _in_time(row: ByDoor) -> str:
    if row.share is None:
        return _number(row.in_time)
    return f"{_number(row.in_time)} ({percent(row.share)})"


def _number(value: Any) -> str:
    return "–" if value is None else number(value)
