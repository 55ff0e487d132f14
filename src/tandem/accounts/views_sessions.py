from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.kinds_of_device import in_words
from tandem.accounts.models import Account
from tandem.accounts.sessions import SessionStore, end_one, end_others, handle_of, of_account
from tandem.accounts.ways.standing import by_way
from tandem.ui.headers import never_kept

EVERYWHERE = "others"


@never_kept
@require_GET
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where she is signed in: a word for the device, since when, when used last."""
    here = cast(SessionStore, request.session).stored_key
    rows = [
        (handle_of(one), in_words(one.device), one.began_at, one.seen_at, one.session_key == here)
        for one in of_account(cast(Account, request.user))
    ]
    # Who has no password has a page of her own.
    back = reverse("mine:ways" if by_way(request) else "accounts:proofs")
    values = {"rows": rows, "others": len(rows) > 1, "back": back}
    return render(request, "accounts/sessions.html", values)


@never_kept
@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """One of them, or all but this one."""
    account = cast(Account, request.user)
    handle = request.POST.get("which", "")
    if handle == EVERYWHERE:
        end_others(account, cast(SessionStore, request.session))
        messages.success(request, _("You are signed out everywhere but here."))
    elif end_one(account, handle):
        messages.success(request, _("You are signed out there."))
    else:
        messages.warning(request, _("That device was signed out already."))
    return redirect("accounts:sessions")
