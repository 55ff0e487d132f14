"""What the data-protection officer sees: unusual looks, with their reasons; no identity."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.cases.looks import access, figures
from tandem.cases.looks.forms import DecideForm
from tandem.people import flags
from tandem.people.choices import FlagState
from tandem.people.errors import AlreadyDecided, NotYours
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_GET
def flagged(request: PersonRequest) -> HttpResponse:
    ours = access.watched(request)
    values = {"waiting": figures.waiting(ours), "counted": figures.counted(ours)}
    return render(request, "cases/looks/flags.html", values)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def flag(request: PersonRequest, key: UUID) -> HttpResponse:
    found = access.flag_of(request, key)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            flags.decide(found, FlagState(said["state"]), said["words"])
        except (AlreadyDecided, NotYours):
            messages.error(request, _("It was decided meanwhile, or it is a look of your own."))
        else:
            messages.success(request, _("What you found is kept."))
        return redirect("cases:look_flags")
    values = {"line": figures.told(found), "form": form}
    return render(request, "cases/looks/flag.html", values, status=422 if form.errors else 200)
