"""The coordinators' board: what is needed, who is ready, and a new look for helpers."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.journal.write import Held
from tandem.people.http import PersonRequest
from tandem.people.staff_pages import WORKS_FOR
from tandem.register.models import Run
from tandem.solidarity import access, board, elsewhere, map_of_needs, presented, queue
from tandem.solidarity.board_forms import BoardFilter
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import NeedState
from tandem.solidarity.kinds import kinds_of
from tandem.territory.models import Organisation
from tandem.ui.components.ways import Tab

FILTERS = ("kind", "place", "whose", "vital", "late", "nothing", "by_hand")
VIEW_NAMES = {
    "open": gettext_lazy("Looking for somebody"),
    "asked": gettext_lazy("Somebody was asked"),
    "arranged": gettext_lazy("Somebody will come"),
    "badly": gettext_lazy("Did not go well"),
    "kept_back": gettext_lazy("Contact kept back"),
    "ended": gettext_lazy("Ended"),
    "all": gettext_lazy("All"),
}
LISTS = frozenset({"kinds", "changes"})
"""Pages besides the board on which one chooses for whom one works."""
REFRESH = 3
PATIENCE = timedelta(seconds=90)


@require_GET
@access.coordinator_page
def show(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Every need of her territory, and what is proposed for it."""
    wanted = board.wanted(organisation, request.GET.dict())
    page = board.page_of(
        wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    totals = board.totals(wanted)
    asked = {name: value for name in FILTERS if (value := request.GET.get(name, ""))}
    values = {
        "organisation": organisation,
        "others": access.coordinated(request)[1:],
        "page": page,
        "totals": totals,
        "apart": elsewhere.to_bring_together(organisation),
        "view": wanted.view,
        "filtered": bool(asked),
        "filters": _filters(organisation, asked | {"view": wanted.view}),
        "views": [
            Tab(label, _way(name, asked), name == wanted.view, totals.of_view(name))
            for name, label in VIEW_NAMES.items()
        ],
        "places": tabs("board"),
        "tints": presented.NEED_TINTS,
        "earlier": _way(wanted.view, asked, before=page.earlier) if page.earlier else "",
        "later": _way(wanted.view, asked, after=page.later) if page.later else "",
    }
    return render(request, "solidarity/board.html", values)


@require_POST
@access.wording_page
def work_for(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """For which of her organisations she works from now on, on the page from which she chose it."""
    wanted = request.POST.get("organisation", "")
    held = {str(one.pk): one.pk for one in access.worded(request)}
    if wanted in held:
        request.session[WORKS_FOR] = held[wanted]
    there = request.POST.get("to", "")
    return redirect(f"solidarity:{there if there in LISTS else 'board'}")


def tabs(current: str) -> list[Tab]:
    """The ways to look at one territory."""
    named = {
        "board": gettext_lazy("Needs"),
        "map": gettext_lazy("Map"),
        "offers": gettext_lazy("Volunteers"),
        "goods": gettext_lazy("Goods to share out"),
        "company": gettext_lazy("Company"),
    }
    return [
        Tab(label, reverse(f"solidarity:{name}"), name == current) for name, label in named.items()
    ]


def _filters(organisation: Organisation, asked: dict[str, str]) -> BoardFilter:
    places = board.places_in_sight()
    kinds = [(kind.code, str(kind.label)) for kind in kinds_of(organisation.area)]
    across = board.sees_neighbours(organisation)
    return BoardFilter(kinds, places, asked, across=across)


def _way(view: str, asked: dict[str, str], **place: str) -> str:
    return "?" + urlencode({"view": view, **asked, **place})


@require_GET
@access.coordinator_page
def show_map(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """The same needs and volunteers on a map; every number also stands in the table."""
    values: dict[str, Any] = {
        "organisation": organisation,
        "places": tabs("map"),
        "map": map_of_needs.drawn(organisation),
    }
    return render(request, "solidarity/map.html", values)


@require_POST
@access.coordinator_page
def look(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Have new proposals made now, and wait for them on a page."""
    queue.look_for_helpers(Held(organisation.area_id, organisation.pk))
    since = urlencode({"since": timezone.now().isoformat(timespec="seconds")})
    return redirect(f"{reverse('solidarity:looking')}?{since}")


@require_GET
@access.coordinator_page
def looking(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Refreshes itself until the proposals are there; patience has an end, the work has not."""
    since = _since(request)
    runs = Run.objects.filter(organisation=organisation, algorithm=PAIRING.slug)
    if runs.filter(made_at__gte=since).exists():
        messages.success(request, _("The proposals are new."))
        return redirect("solidarity:board")
    waiting = board.ours(organisation).filter(state=NeedState.OPEN, no_program=False)
    if not waiting.exists():
        messages.info(request, _("Nobody waits for a proposal."))
        return redirect("solidarity:board")
    late = timezone.now() - since > PATIENCE
    values = {"organisation": organisation, "late": late, "seconds": REFRESH}
    return render(request, "solidarity/looking.html", values)


def _since(request: PersonRequest) -> datetime:
    # A space stands where a plus was typed without care.
    said = request.GET.get("since", "").replace(" ", "+")
    try:
        since = parse_datetime(said)
    except ValueError:
        since = None
    now = timezone.now()
    if since is None or timezone.is_naive(since):
        return now
    # What nobody was sent to by our own page is now: a year of 1 or 9999 has no neighbours.
    return since if since.year in {now.year, now.year - 1} else now
