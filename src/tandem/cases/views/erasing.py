"""A person asks to be erased: a colleague does it, once nothing is owed to her any more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases import access
from tandem.people import retention
from tandem.people.http import PersonRequest
from tandem.people.retention import StillNeeded
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def erase(request: PersonRequest, reference: str) -> HttpResponse:
    """Asked once more, with what goes and what stays: it cannot be undone."""
    case = access.answerable_case(request, reference)
    if case.person is None or case.person.erased_at is not None:
        raise Http404
    if request.method == "GET":
        values = {"case": case, "needed": retention.what_needs(case.person)}
        return render(request, "cases/erase.html", values)
    try:
        retention.erase(case.person)
    except StillNeeded:
        messages.warning(request, _("Not yet: read below what is still needed."))
        return redirect("cases:erase", case.reference)
    messages.success(request, _("Nobody can tell any more who this was."))
    return redirect("cases:case", case.reference)
