"""Room made for somebody whose helper fell away, by others who agree to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.people.http import PersonRequest
from tandem.solidarity import access, moving, wording
from tandem.solidarity.errors import NotNow
from tandem.solidarity.moving_form import AllSaidYesForm
from tandem.solidarity.naming import name_of
from tandem.territory.models import Organisation


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def make_room(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Which agreed tasks would move, and who must say yes to it first."""
    need = access.need_to_decide(organisation, key)
    plan = moving.plan_for(need)
    if plan is None:
        messages.warning(request, wording.why_not_now("proposal_changed"))
        return redirect("solidarity:need", key)
    told = moving.in_words(plan)
    form = AllSaidYesForm(told, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            moving.move(need, plan)
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(
                request,
                _("It is moved, and all are told. In a minute somebody is proposed here."),
            )
        return redirect("solidarity:need", key)
    names = {str(plan.comes.key): name_of(need, plan.comes)}
    values = {
        "need": need,
        "form": form,
        "told": told,
        "sentence": wording.if_moved(plan.proposal.reasons, names),
    }
    return render(
        request, "solidarity/make_room.html", values, status=422 if form.is_bound else 200
    )
