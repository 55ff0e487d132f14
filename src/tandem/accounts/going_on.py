"""Where somebody goes after she has shown who she is: nothing she typed before is lost."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tandem.accounts import carrying

View = Callable[..., HttpResponse]


def to(request: HttpRequest, said: Mapping[str, str]) -> HttpResponse:
    """Where she wanted to go; or first what she was typing when her session ended."""
    carried = said.get("carried", "")
    if carried and (typed := carrying.opened(carried)):
        values = {"typed": typed, "instead": resolve_url(settings.LOGIN_REDIRECT_URL)}
        return render(request, "accounts/carried.html", values)
    if carried:
        messages.warning(request, _("What you typed was kept for an hour, which has passed."))
    return redirect(safe(request, said.get("next", "")))


def safe(request: HttpRequest, wanted: str) -> str:
    """An address of ours, whatever was asked for."""
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else resolve_url(settings.LOGIN_REDIRECT_URL)
