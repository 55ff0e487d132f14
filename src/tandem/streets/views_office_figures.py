"""What becomes of reports, for the office: what stands in public, and what goes to and fro."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tandem.people.http import PersonRequest
from tandem.streets import access, figures_page, inbox, with_whom
from tandem.streets.access import Office
from tandem.streets.choices import HandoverState
from tandem.streets.kinds import labels
from tandem.streets.models import Figures, Handover, Report
from tandem.streets.rules import OPEN
from tandem.streets.tabs import tabs
from tandem.territory.models import Organisation

MOST_SHOWN = 20
OFTEN = 2
"""So often back, somebody should telephone."""


@require_safe
@access.office_page
def show(request: PersonRequest, of: Office) -> HttpResponse:
    organisation = of.organisation
    row = Figures.objects.filter(organisation=organisation).first()
    counted = with_whom.counted(organisation)
    values = figures_page.values_of(row, organisation.area)
    values |= {
        "organisation": organisation,
        "places": tabs("office_figures"),
        "postal_code": organisation.area.postal_codes.order_by("code").first(),
        "handed": counted,
        "bounces": sum(back for _name, _given, back in counted),
        "to_and_fro": _to_and_fro(organisation),
    }
    return render(request, "streets/office_figures.html", values)


def _to_and_fro(organisation: Organisation) -> list[tuple[Report, str, str, int]]:
    """What is open and came back more than once: the report, what it is, where, and how often."""
    rows = Handover.objects.filter(
        organisation=organisation, state=HandoverState.RETURNED, report__state__in=OPEN
    )
    often = (
        rows.order_by()
        .values_list("report")
        .annotate(times=Count("pk"))
        .filter(times__gte=OFTEN)
        .order_by("-times", "report")[:MOST_SHOWN]
    )
    times = dict(often)
    kinds = labels(organisation.area)
    found = Report.objects.defer("sealed").in_bulk(times)
    return [
        (found[key], str(kinds.get(found[key].category, "")), inbox.where(found[key]), many)
        for key, many in times.items()
    ]
