"""Open data and feeds: for anybody, without a key."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.services.composites import POSTAL_CODE
from tandem.streets import feeds, open_data, quarters, served
from tandem.streets.open_data import LICENCE, Wanted
from tandem.streets.served import Served
from tandem.tenancy.scope import within
from tandem.territory import scopes

AN_HOUR, SOME_MINUTES = 3600, 300
WRITTEN = {
    "csv": ("text/csv; charset=utf-8", open_data.as_csv),
    "geojson": ("application/geo+json", open_data.as_geojson),
}


@require_safe
@cache_control(public=True, max_age=SOME_MINUTES)
def data(request: HttpRequest) -> HttpResponse:
    """What may be taken, in which form, and what was left out of it."""
    communes = served.with_their_codes()
    return render(request, "streets/data.html", {"communes": communes, "licence": LICENCE})


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def file(request: HttpRequest, code: str, written: str) -> HttpResponseBase:
    if written not in WRITTEN:
        raise Http404
    content_type, make = WRITTEN[written]
    place, postal_code = _place(code)
    wanted = Wanted(place, postal_code, _since(request), get_language() or "fr")
    # HEAD comes as GET, and nobody reads what would be made.
    asked = request.META.get("REQUEST_METHOD") != "HEAD"
    rows = make(wanted) if asked else iter(())
    response = StreamingHttpResponse(rows, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="reports-{code}.{written}"'
    response.headers["Link"] = f'<{LICENCE}>; rel="license"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@cache_control(public=True, max_age=SOME_MINUTES)
def feed(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    if kind not in feeds.KINDS:
        raise Http404
    quarter = quarters.by_code(code)
    place, postal_code = _place(quarter.parent.nis if quarter and quarter.parent else code)
    site = request.build_absolute_uri("/")
    here = request.build_absolute_uri(reverse("streets:feed", args=[code, kind]))
    with within(scopes.of_organisation(place.organisation)):
        made = feeds.made(kind, place, postal_code, site=site, here=here, quarter=quarter)
        response = HttpResponse(content_type=made.content_type)  # type: ignore[attr-defined]
        made.write(response, "utf-8")
    return response


def _place(code: str) -> tuple[Served, str]:
    place = served.by_code(code)
    if place is None:
        raise Http404
    return place, code if POSTAL_CODE.fullmatch(code) else ""


def _since(request: HttpRequest) -> date | None:
    said = request.GET.get("since", "")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Http404 from None
