"""Pages for everybody: what is broken around, and what becomes of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.streets import aims, around, map_sheet, showing, spoken, with_whom
from tandem.streets.forms import PlaceForm
from tandem.streets.models import Photo, Report
from tandem.streets.public import hour_of, is_open
from tandem.streets.quarters import quarters_of
from tandem.toolbox.reference import clean
from tandem.ui.components import Moment

FIVE_MINUTES = 300
"""What is taken back is soon gone everywhere."""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What is open around a postal code: as a list, and as a map beside it."""
    form = PlaceForm(request.GET if "postal_code" in request.GET else None)
    values: dict[str, object] = {"form": form, "page": None}
    if form.is_bound and form.is_valid():
        code, order = form.cleaned_data["postal_code"], form.cleaned_data["order"] or "newest"
        with around.of_postal_code(code) as found:
            if found is None:
                form.add_error("postal_code", form.unknown())
            else:
                page = around.page_of(found, code, order, form.cleaned_data["after"])
                values |= {
                    "code": code,
                    "commune": found[0],
                    "organisation": found[1],
                    "page": page,
                    "order": around.ORDERS[order],
                    "map": map_sheet.drawn(found[0], map(_listed, page.lines)),
                    "quarters": quarters_of(found[0]),
                    "later": _next(code, order, page),
                }
    return render(request, "streets/reports.html", values)


def _listed(line: around.Line) -> map_sheet.Listed:
    return line.point, f"{line.what}, {line.where}"


def _next(code: str, order: str, page: around.Page) -> str:
    if page.next is None:
        return ""
    asked = {"postal_code": code, "order": order, "after": str(page.next)}
    return f"{reverse('streets:reports')}?{urlencode(asked)}"


@require_safe
def report(request: HttpRequest, sign: str) -> HttpResponse:
    """One report, as whoever reads its sign on the pole finds it."""
    with around.of_sign(sign) as found:
        if found is None:
            raise Http404
        if found.sign != clean(sign):
            # Of a row that was given to somebody: its page is that of whoever was told of it.
            return redirect("streets:report", found.sign)
        values = {
            "report": found,
            "line": around.told_of(found),
            "changed": aims.changed(found),
            "moments": _moments(found),
            "joined_to": found.joined_to,
            "open": is_open(found),
            "because": found.get_closed_because_display() if found.closed_because else "",
            "with_whom": with_whom.said_of(found, to_others=True),
            "photos": showing.to_everybody(found),
            "map": map_sheet.drawn(found.territory, [_listed(around.told_of(found))]),
        }
        return render(request, "streets/report.html", values)


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def photo(request: HttpRequest, sign: str, key: UUID) -> HttpResponse:
    """A photo that a colleague released; whoever knows the address of another finds none."""
    with around.of_sign(sign) as found:
        if found is None:
            raise Http404
        row = Photo.objects.of(found).public().filter(key=key).first()
        if row is None:
            raise Http404
        return HttpResponse(showing.for_everybody(row), content_type="image/jpeg")


def _moments(report: Report) -> list[Moment]:
    steps = spoken.publicly(report.moves.all())
    return [Moment(hour_of(step.at), spoken.label(step), spoken.said(step)) for step in steps]
