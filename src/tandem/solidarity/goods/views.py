"""The coordinators' pages about goods: what is given, how it is shared out, what came there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases.errors import NotNow as CaseNotNow
from tandem.people.http import PersonRequest
from tandem.solidarity import access
from tandem.solidarity.errors import NotNow
from tandem.solidarity.goods import actions, page, reaching, wording
from tandem.solidarity.goods.models import Gift, GoodsAsk, ShareOut
from tandem.solidarity.goods.page_forms import AsideForm, DecideForm
from tandem.solidarity.views_board import tabs
from tandem.territory.models import Organisation

REFRESH = 3


@require_GET
@access.coordinator_page
def goods(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """What was given and is not gone, and what is asked for."""
    shown, lines = page.page_of(organisation, request.GET.dict())
    values = {
        "organisation": organisation,
        "places": tabs("goods"),
        "page": shown,
        "lines": lines,
        "waiting": page.waiting(organisation),
        "all": request.GET.get("view") == "all",
        "query": request.GET,
    }
    return render(request, "solidarity/goods.html", values)


@require_GET
@access.coordinator_page
def gift(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Opening it is a look at whoever gave; of those who wait no name is shown."""
    ours = reaching.gift_of_ours(organisation, key)
    return _page(request, ours)


@require_POST
@access.coordinator_page
def share(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """How it could be shared out is worked out; what was said for those by hand is kept aside."""
    ours = reaching.gift_of_ours(organisation, key)
    shown = page.shown(ours)
    form = AsideForm(_titled(shown), ours.left, request.POST)
    if not form.is_valid():
        return _page(request, ours, aside=form)
    try:
        actions.begin(ours, form.cleaned_data)
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    return redirect("solidarity:gift", key)


@require_POST
@access.coordinator_page
def decide(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    ours = reaching.gift_of_ours(organisation, key)
    shown = page.shown(ours)
    if shown.open is None or request.POST.get("share_out") != str(shown.open.pk):
        messages.warning(request, wording.why_not_now("share_out_changed"))
        return redirect("solidarity:gift", key)
    form = _decide_form(shown, shown.open, request.POST)
    if not form.is_valid():
        return _page(request, ours, decide=form)
    try:
        actions.decide(shown.open, form.decision())
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("Decided. Everybody who asked is told how many, and why."))
    return redirect("solidarity:gift", key)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def parcel(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """To whom it goes and how to reach her; that it came there, or was not fetched."""
    found = reaching.parcel_of_ours(organisation, key)
    if request.method == "GET":
        values = {"shown": reaching.opened(found)}
        return render(request, "solidarity/goods_parcel.html", values)
    try:
        actions.hand_over(found, fetched=request.POST.get("fetched") == "yes")
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("It is noted."))
    return redirect("solidarity:gift", found.share_out.gift.key)


def _page(
    request: PersonRequest,
    ours: Gift,
    *,
    aside: AsideForm | None = None,
    decide: DecideForm | None = None,
) -> HttpResponse:
    shown = page.shown(ours)
    values = {
        "shown": shown,
        "facts": page.facts(ours),
        "aside": aside or AsideForm(_titled(shown), ours.left),
        "decide": decide or (_decide_form(shown, shown.open) if shown.open else None),
        "seconds": REFRESH,
    }
    status = 422 if aside or decide else 200
    return render(request, "solidarity/goods_gift.html", values, status=status)


def _titled(shown: page.Shown) -> list[tuple[GoodsAsk, str]]:
    return [(one.ask, one.title) for one in shown.by_hand]


def _decide_form(shown: page.Shown, proposed: ShareOut, data: object = None) -> DecideForm:
    parcels = [(one.parcel, one.asking.title) for one in shown.shares]
    return DecideForm(parcels, shown.gift.left, page.fair_shares(proposed), data)
