"""A session ended while somebody was typing: what she typed goes with her through signing in.

Nothing is kept on the server: the fields stand sealed in the sign-in form, for an hour.
"""

import base64
import binascii
import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone

from tandem.accounts.forms import SignInForm
from tandem.toolbox.sealing import Unreadable, seal, unseal
from tandem.ui.typed import PASSWORDS, Typed, typed_in

PLACE = "accounts:typed"
LIVES = 60 * 60
MOST_SIGNS = 1_000_000
"""Beyond this the sign-in form itself would be too large to be sent."""

Handler = Callable[[HttpRequest], HttpResponse]


def carry(get_response: Handler) -> Handler:
    """Middleware: whoever is led to the sign-in page with a form in hand keeps what is in it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        back = _back_from_sign_in(response)
        if not back or request.method != "POST":
            return response
        if not (carried := _sealed(request)):
            return response
        form = SignInForm(initial={"next": back, "carried": carried})
        values = {"form": form, "wait": "", "carried": True}
        asked = render(request, "accounts/sign_in.html", values, status=403)
        asked.headers["Cache-Control"] = "no-store, private"
        return asked

    return answer


def _back_from_sign_in(response: HttpResponse) -> str:
    """Where signing in would lead back to; empty for every other answer."""
    if response.status_code != 302:
        return ""
    leads = urlsplit(response.headers["Location"])
    if leads.path != resolve_url(settings.LOGIN_URL):
        return ""
    return next(iter(parse_qs(leads.query).get("next", [])), "")


def _sealed(request: HttpRequest) -> str:
    """Readable only here; empty for too much, and for a form with passwords in it."""
    if PASSWORDS & {*request.POST}:
        return ""
    typed = typed_in(request)
    told = {"at": int(timezone.now().timestamp()), "path": typed.path, "fields": typed.fields}
    text = json.dumps(told, ensure_ascii=False)
    if len(text) > MOST_SIGNS:
        return ""
    return base64.urlsafe_b64encode(seal(text, PLACE)).decode()


def opened(carried: str) -> Typed | None:
    """What was typed; None if it was sealed too long ago, or not by us."""
    try:
        told = json.loads(unseal(base64.urlsafe_b64decode(carried), PLACE))
    except (Unreadable, ValueError, binascii.Error):
        return None
    if timezone.now().timestamp() - told["at"] > LIVES:
        return None
    return Typed(told["path"], [(name, value) for name, value in told["fields"]])
