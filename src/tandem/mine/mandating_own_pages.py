"""For the person herself, on the page of what she gave: end some of it, or all; see what she does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.mandates import queries
from tandem.mine import mandating_access as access
from tandem.mine import mandating_deeds
from tandem.mine.mandating_desk_forms import TakeBackNotedForm
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def take_back(request: PersonRequest) -> HttpResponse:
    """One page, one button: in fewer steps than giving."""
    with access.followed(request) as mandate:
        left = queries.acts_left(mandate)
        form = TakeBackNotedForm(left, request.POST if request.method == "POST" else None)
        if "all" in request.POST:
            mandating_deeds.end_acts(mandate, None)
            messages.success(request, _("It has ended: nobody may act for you any more."))
            return redirect("cases:follow")
        if form.is_bound and form.is_valid():
            mandating_deeds.end_acts(mandate, form.chosen())
            messages.success(request, _("It has ended: this may no longer be done for you."))
            return redirect("cases:follow")
        status = 422 if form.is_bound else 200
        return render(request, "mine/yours_take_back.html", {"form": form}, status=status)


@never_kept
@require_http_methods(["GET", "POST"])
def end_consent(request: PersonRequest) -> HttpResponse:
    with access.followed_consent(request) as given:
        if request.method == "GET":
            return render(request, "mine/yours_consent_end.html", {})
        mandating_deeds.end_consent(given)
        messages.success(request, _("You no longer agree. It has ended, with what it allowed."))
    return redirect("cases:follow")
