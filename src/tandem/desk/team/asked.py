"""Where somebody who has an account reads who would like to work with her, and says yes."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.mail import write_to
from tandem.accounts.models import Account
from tandem.people.http import PersonRequest
from tandem.territory import asking, rules
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.toolbox.workdays import today
from tandem.ui.headers import never_kept


def send_question(organisation: Organisation, account: Account, role: Role, *, by: Account) -> bool:
    """In her own post; false if no mail server took it."""
    path = reverse("desk:team_asked", args=[asking.ask(organisation, account, role, by=by)])
    said = {"organisation": organisation, "role": role.label}

    def wording() -> tuple[str, list[str]]:
        return _("A message from %(organisation)s") % said, [
            _("%(organisation)s asks whether you work with it (%(role)s).") % said,
            _("You have an account already. Sign in with it, and say whether you agree:"),
            urljoin(settings.SITE_URL.rstrip("/") + "/", path),
            _("Until then nothing changes. The link opens for seven days."),
            _("You do not know of it? Do nothing."),
        ]

    return write_to(account, wording)


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def asked(request: PersonRequest, token: str) -> HttpResponse:
    found = asking.read(token, request.account) if request.account is not None else None
    if found is None or request.account is None:
        raise Http404
    if request.method == "GET":
        proof = rules.asks_proof(found.organisation.proof_asked_from, today())
        return render(request, "desk/team/asked.html", {"asked": found, "asks_proof": proof})
    asking.say_yes(found, request.account)
    messages.success(request, _("You work with it from now on."))
    return redirect("desk:start")
