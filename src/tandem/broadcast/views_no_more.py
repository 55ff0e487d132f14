"""The page of a person's own, without signing in: no more messages that go to many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tandem.broadcast import access
from tandem.people.actions import wish_broadcasts
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


# Exempt: a mail program presses its own button from elsewhere (RFC 8058). Whoever has the address
# may press here too, and there is nothing else to be had.
@csrf_exempt
@never_kept
@require_http_methods(["GET", "POST"])
def no_more(request: PersonRequest, token: str) -> HttpResponse:
    """Ask once more, then do it; the same page undoes it."""
    with access.bearer(token) as person:
        if request.method == "POST":
            wished = request.POST.get("again") == "yes"
            wish_broadcasts(person, wished=wished)
            said = _("You get such messages again.") if wished else _("You get no more of them.")
            messages.success(request, said)
            return redirect("broadcast:no_more", token=token)
        values = {"organisation": person.organisation, "stopped": person.no_broadcasts}
        response = render(request, "broadcast/no_more.html", values)
        response["Referrer-Policy"] = "no-referrer"
        return response
