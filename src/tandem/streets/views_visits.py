"""Visits drawn by lot: somebody who did not repair it looks whether it is repaired."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.people.http import PersonRequest
from tandem.streets import access, inbox, visits, wording
from tandem.streets.access import Office
from tandem.streets.choices import Verdict
from tandem.streets.errors import NotNow
from tandem.streets.kinds import find_kind, labels
from tandem.streets.models import Draw, Visit
from tandem.streets.tabs import tabs
from tandem.streets.work_forms import VisitForm
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.ui.formats import short_day

A_PAGE = 30
MOST_DRAWS = 12


@require_GET
@access.office_page
def show(request: PersonRequest, of: Office) -> HttpResponse:
    """Who still has to be visited first; then what was found."""
    rows = Visit.objects.filter(organisation=of.organisation).select_related("report")
    rows = rows.defer("report__sealed").order_by("verdict", "-drawn_on", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    kinds = labels(of.organisation.area)
    values = {
        "organisation": of.organisation,
        "places": tabs("visits"),
        "page": page,
        "lines": [
            (visit, kinds.get(visit.report.category, ""), inbox.where(visit.report))
            for visit in page
        ],
        "draws": _draws(of.organisation),
    }
    return render(request, "streets/visits.html", values)


def _draws(organisation: Organisation) -> list[tuple[str, Draw, list[str]]]:
    """Each lot, with what comes out of it: drawn again from its seed for the page."""
    rows = Draw.objects.filter(organisation=organisation)[:MOST_DRAWS]
    return [
        (short_day(one.drawn_on), one, visits.drawn(one.candidates, one.seed, one.share))
        for one in rows
    ]


@require_GET
def lots(request: PersonRequest, key: int) -> HttpResponse:
    """To everybody: what was drawn from, and with which seed. Signs are public, people are not."""
    organisation = get_object_or_404(Organisation, pk=key, takes_in=True)
    with within(scopes.of_organisation(organisation)):
        values = {"organisation": organisation, "draws": _draws(organisation)}
    return render(request, "streets/lots.html", values)


@require_http_methods(["GET", "POST"])
@access.office_page
def visit(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """What was seen there."""
    ours = access.visit_of(of, key)
    form = VisitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            visits.note(ours, Verdict(said["verdict"]), said["words"])
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("Noted. Thank you for looking."))
        return redirect("streets:visits")
    values = {
        "organisation": of.organisation,
        "form": form,
        "not_you": wording.why_not_now("took_part") if visits.took_part(ours.report) else "",
        "report": ours.report,
        "kind": find_kind(ours.report.territory, ours.report.category).label,
        "where": inbox.where(ours.report),
    }
    return render(request, "streets/visit.html", values, status=422 if form.is_bound else 200)
