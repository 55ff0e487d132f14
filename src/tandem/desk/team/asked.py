"""Where somebody who has an account reads who would like to work with her, and says yes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.people.http import PersonRequest
from tandem.territory import asking, inviting, rules
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.toolbox.workdays import today
from tandem.ui.headers import never_kept

NOT_YET = gettext_lazy(
    "Others work there by now: one of them has to agree first. After that you get a new link."
)


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def asked(request: PersonRequest, token: str) -> HttpResponse:
    if request.account is None:
        raise Http404
    with asking.asked(token, request.account) as found:
        if found is None:
            raise Http404
        if request.method == "POST":
            try:
                inviting.begin(found)
            except NotAllowed:
                messages.error(request, NOT_YET)
            else:
                messages.success(request, _("You work with it from now on."))
            return redirect("desk:start")
        proof = rules.asks_proof(found.organisation.proof_asked_from, today())
        role = Role(found.role).label
        values = {"organisation": found.organisation, "role": role, "asks_proof": proof}
        return render(request, "desk/team/asked.html", values)
