"""The register for everybody, and the page of whoever answers for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.desk.processing import access, gathered, nights
from tandem.desk.processing.forms import ControllerForm
from tandem.desk.processing.risks import RISKS
from tandem.outbox.health import gave_up
from tandem.people.http import PersonRequest
from tandem.territory.actions import state_controller
from tandem.territory.models import Controller
from tandem.ui import keeping
from tandem.ui.formats import number
from tandem.ui.headers import never_kept
from tandem.ui.keeping import same_for_everybody


@require_GET
@same_for_everybody
def register(request: HttpRequest) -> HttpResponse:
    return _register(request, None)


@require_GET
@same_for_everybody
def register_of(request: HttpRequest, organisation: int) -> HttpResponse:
    return _register(request, access.controller_of(organisation))


def _register(request: HttpRequest, controller: Controller | None) -> HttpResponse:
    values = {
        "controller": controller,
        "controllers": Controller.objects.select_related("organisation").order_by("legal_name"),
        "activities": gathered.activities(),
        "categories": gathered.categories(),
        "receivers": gathered.receivers(),
        "carriers": gathered.carriers(),
        "transfers": (controller.transfers if controller else "") or gathered.transfers(),
        "kept": gathered.kept(),
        "measures": gathered.measures(),
    }
    return render(request, "desk/processing/register.html", values)


@require_GET
@same_for_everybody
def impact(request: HttpRequest) -> HttpResponse:
    """What the use of data means for people, and what each organisation decided."""
    values = {
        "activities": [one for one in gathered.activities() if one.services],
        "programs": gathered.programs(),
        "risks": RISKS,
        "controllers": Controller.objects.exclude(opinion="").order_by("legal_name"),
    }
    return render(request, "desk/processing/impact.html", values)


@never_kept
@require_GET
@login_required
def accountable(request: PersonRequest) -> HttpResponse:
    """What each organisation has still to say, and whether each night's erasing was done."""
    own = access.answered_for(request)
    stated = {one.organisation_id: one for one in Controller.objects.filter(organisation__in=own)}
    found, now = nights.last(), timezone.now()
    values = {
        "own": [(one, stated.get(one.pk)) for one in own],
        "table": nights.as_rows(found),
        "late": nights.is_late(found, now),
        "given_up": [(task, number(many)) for task, many in gave_up(now).items()],
        "kept": [(one, nights.said_of(one, found)) for one in gathered.kept()],
    }
    return render(request, "desk/processing/accountable.html", values)


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def state(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.one_of(request, organisation)
    stated = Controller.objects.filter(organisation=own).first()
    first = {"data_officer": own.data_officer, "reached": own.address or own.email}
    form = ControllerForm(request.POST or None, instance=stated, initial=None if stated else first)
    if request.method == "POST" and form.is_valid():
        state_controller(own, **form.cleaned_data)
        keeping.forget()
        messages.success(request, _("The public reads it so from now on."))
        return redirect("desk:accountable")
    values = {"own": own, "form": form}
    return render(request, "desk/processing/state.html", values, status=422 if form.errors else 200)
