"""The coordinators' volunteers: how much they do, what was checked, pausing and leaving."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.solidarity import (
    access,
    actions,
    following_up,
    offers_list,
    presented,
    welcoming,
    wording,
)
from tandem.solidarity.board_forms import NameForm, OfferFilter, SafeguardsForm
from tandem.solidarity.errors import NotNow
from tandem.solidarity.offer_forms import OfferForm
from tandem.solidarity.views_board import tabs
from tandem.territory.models import Organisation


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def offers(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """The list; by POST, those of a name."""
    asked = request.GET.dict()
    search = NameForm(request.POST if request.method == "POST" else None)
    values = {
        "organisation": organisation,
        "places": tabs("offers"),
        "filters": OfferFilter(asked),
        "search": search,
        "query": request.GET,
    }
    if search.is_bound and search.is_valid():
        found = offers_list.named(organisation, search.cleaned_data["name"])
        values |= {"lines": found, "page": None, "filtered": True}
    else:
        page, lines = offers_list.page_of(organisation, asked)
        filtered = any(asked.get(name) for name in ("state", "skill", "free", "new"))
        values |= {"lines": lines, "page": page, "filtered": filtered}
    return render(request, "solidarity/offers.html", values)


@require_GET
@access.coordinator_page
def offer(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Opening it is a look: who it is, and how to reach her."""
    ours = access.offer_of_ours(organisation, key)
    values = {
        "shown": offers_list.opened(ours),
        "form": SafeguardsForm(initial={"held": ours.safeguards}),
        "tints": presented.TASK_TINTS,
    }
    return render(request, "solidarity/offer.html", values)


@require_POST
@access.coordinator_page
def check(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """What she has seen with her own eyes; no copy is kept."""
    ours = access.offer_of_ours(organisation, key)
    form = SafeguardsForm(request.POST)
    if form.is_valid():
        actions.check_safeguards(ours, form.cleaned_data["held"])
        messages.success(request, _("It is noted what was checked."))
    else:
        messages.error(request, _("Choose from the list what you have checked."))
    return redirect("solidarity:offer", key)


@require_POST
@access.coordinator_page
def welcome(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """The answer that is owed to whoever offers help."""
    welcoming.acknowledge_offer(access.offer_of_ours(organisation, key))
    messages.success(request, _("The volunteer is thanked and knows what happens next."))
    return redirect("solidarity:offer", key)


@require_POST
@access.coordinator_page
def in_touch(
    request: PersonRequest, organisation: Organisation, key: UUID, task: UUID
) -> HttpResponse:
    """Our volunteer and the person whom he helps elsewhere have spoken: both communes see it."""
    ours = access.offer_of_ours(organisation, key)
    with access.task_of_ours(ours, task) as arrangement:
        try:
            following_up.note_in_touch(arrangement, timezone.now())
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(
                request, _("Noted: they are in touch. Nobody has to bring them together.")
            )
    return redirect("solidarity:offer", key)


@require_POST
@access.coordinator_page
def pause(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    paused = request.POST.get("paused") == "yes"
    actions.pause(access.offer_of_ours(organisation, key), paused)
    messages.success(
        request,
        _("This volunteer is not proposed for now.")
        if paused
        else _("This volunteer is proposed again."),
    )
    return redirect("solidarity:offer", key)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def change(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """With her, as she says it on the telephone or at the desk."""
    ours = access.offer_of_ours(organisation, key)
    form = OfferForm(ours, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.change_offer(ours, form.cleaned_data)
        messages.success(request, _("Changed. What was promised before stands."))
        return redirect("solidarity:offer", key)
    status = 422 if form.is_bound else 200
    values = {"form": form, "offer": ours}
    return render(request, "solidarity/offer_change.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def leave(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """The volunteer said that she stops; everybody she had promised to is looked after."""
    ours = access.offer_of_ours(organisation, key)
    if request.method == "GET":
        values = {"offer": ours, "promised": following_up.promises_of(ours)}
        return render(request, "solidarity/offer_leaves.html", values)
    following_up.leave(ours)
    messages.success(request, _("Noted. Whoever was expected somewhere is replaced."))
    return redirect("solidarity:offer", key)
