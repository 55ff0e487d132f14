"""Whether a need comes before all others: corrected by a coordinator, contested by the person."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases.fronts import front_for
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.solidarity import access, noting, vital, wording
from tandem.solidarity.access import Desk
from tandem.solidarity.board_forms import VitalContestForm, VitalForm
from tandem.solidarity.errors import NotNow
from tandem.territory.models import Organisation
from tandem.ui.headers import never_kept


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def correct(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    need = access.need_to_decide(organisation, key)
    form = VitalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            vital.correct(need, said["vital"] == "yes", said["words"])
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("Noted. The person is told why, and may contest it."))
        return redirect("solidarity:need", key)
    values = {"need": need, "form": form, "why": vital.why(need)}
    return render(request, "solidarity/vital.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@access.desk_page
def note_contest(request: PersonRequest, desk: Desk, key: UUID) -> HttpResponse:
    """The person telephones, and does not agree."""
    need = access.need_to_note(desk, key)
    form = VitalContestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with acting(replace(current(), door=Door.PHONE)):
            try:
                noting.note_vital_contest(need, form.cleaned_data["words"])
            except NotNow as error:
                messages.warning(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, _("Noted. A colleague looks at it again."))
        return redirect("solidarity:need", key)
    values = {"need": need, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/vital_contest.html", values, status=status)


@never_kept
@require_http_methods(["GET", "POST"])
def contest(request: PersonRequest) -> HttpResponse:
    """The person does not agree, on the page of her own request."""
    with access.followed_need(request) as need:
        form = VitalContestForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                vital.contest(need, form.cleaned_data["words"])
            except NotNow as error:
                messages.info(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, _("Somebody else looks at it again."))
            return redirect("cases:follow")
        values = {"form": form, "why": vital.why(need), "front": front_for(request)}
        status = 422 if form.is_bound else 200
        return render(request, "solidarity/yours_vital.html", values, status=status)
