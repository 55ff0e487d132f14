"""Which partners' programs may come in; for administrators."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.doors.api.actions import let_in, shut_out
from tandem.doors.api.forms import LetInForm
from tandem.doors.choices import Right
from tandem.doors.models import Token
from tandem.people.http import PersonRequest
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.ui.headers import never_kept

Page = Callable[..., HttpResponse]


def administrator_page(page: Page) -> Page:
    """For the administrator of an organisation, in its scope alone; else 404."""

    @wraps(page)
    def guarded(request: PersonRequest, **named: object) -> HttpResponse:
        run = [m.organisation for m in request.memberships if m.role == Role.ADMINISTRATOR]
        if not run:
            raise Http404
        with within(scopes.of_organisation(run[0])):
            return page(request, run[0], **named)

    kept_nowhere: Page = never_kept(login_required(guarded))
    return kept_nowhere


@require_http_methods(["GET", "POST"])
@administrator_page
def programs(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    form = LetInForm(request.POST if request.method == "POST" else None)
    secret = ""
    if form.is_bound and form.is_valid() and request.account is not None:
        said = form.cleaned_data
        rights = [Right(right) for right in said["rights"]]
        _token, secret = let_in(
            organisation, said["name"], rights, said["until"], by=request.account
        )
        form = LetInForm()
    values = {
        "organisation": organisation,
        "form": form,
        # Shown once, on this page alone, and kept nowhere.
        "secret": secret,
        "tokens": [
            (token, ", ".join(str(Right(right).label) for right in token.rights))
            for token in Token.objects.in_force().filter(organisation=organisation)
        ],
    }
    return render(request, "doors/api/programs.html", values, status=422 if form.errors else 200)


@require_POST
@administrator_page
def end(request: PersonRequest, organisation: Organisation, token: int) -> HttpResponse:
    ours = Token.objects.filter(organisation=organisation, pk=token).first()
    if ours is None:
        raise Http404
    shut_out(ours)
    messages.success(request, _("This program no longer comes in."))
    return redirect("doors:programs")
