"""To a service where she proves who she is, and back."""

import json
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tandem.accounts import throttle
from tandem.accounts.models import Provider
from tandem.accounts.oidc import client
from tandem.accounts.oidc.errors import Refused
from tandem.accounts.second.standing import is_fresh
from tandem.accounts.ways import codes
from tandem.accounts.ways.kinds import Level, Shown, WayKind
from tandem.cases import following
from tandem.mine.entering import actions, finding
from tandem.mine.entering.letting_in import let_in
from tandem.mine.entering.new_word import may_begin
from tandem.mine.entering.own_views import said_of
from tandem.mine.entering.trying import ask_allowed, too_soon
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept

COOKIE, SALT, PATH = "enter_with", "mine.enter_with", "/enter/"
LIVES = timedelta(minutes=10)
GO_ON = "mine/entering/go_on.html"


def _back() -> str:
    return f"{settings.SITE_URL}{reverse('mine:enter_back')}"


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def go(request: PersonRequest, key: UUID) -> HttpResponse:
    """What was asked stays in her browser, signed: an answer to another browser is good for nothing.

    A link only signs in. That the service is added she says by a button: a link that somebody sent
    her would add his. From there she goes on by a link, since no form of ours leads elsewhere.
    """
    adds = request.method == "POST"
    provider = Provider.objects.filter(key=key, in_use=True).first()
    if provider is None:
        raise Http404
    if adds:
        tried = ask_allowed(request, WayKind.SERVICE, _who_adds(request))
        if wait := throttle.wait_to_try(tried):
            messages.warning(request, throttle.in_words(wait))
            return too_soon(render(request, GO_ON, {"service": provider.name, "address": ""}), wait)
        throttle.was_wrong(tried)
    try:
        address, pending = client.begin(provider, _back())
    except Refused:
        said = _("%(service)s does not answer just now. Take another way, or try later.")
        messages.warning(request, said % {"service": provider.name})
        return redirect("mine:enter")
    response = HttpResponse(status=302, headers={"Location": address})
    if adds:
        response = render(request, GO_ON, {"service": provider.name, "address": address})
    kept = {**asdict(pending), "adds": adds}
    response.set_signed_cookie(
        COOKIE,
        json.dumps({**kept, "next": request.GET.get("next", "")[:500]}),
        salt=SALT,
        max_age=LIVES,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _who_adds(request: PersonRequest) -> bytes:
    account = request.account
    return (str(account.pk) if account is not None else request.session.session_key or "").encode()


@never_kept
@require_safe
def back(request: PersonRequest) -> HttpResponse:
    """The answer of the service, which this browser asked for; whatever it says, it is asked once."""
    response = _answered(request)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _answered(request: PersonRequest) -> HttpResponse:
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIVES)
    try:
        told = json.loads(said or "{}")
        adds, leads = told.pop("adds"), told.pop("next")
        pending = client.Pending(**told)
    except (ValueError, KeyError, TypeError):
        return _nobody(request)
    provider = Provider.objects.filter(key=pending.provider, in_use=True).first()
    if provider is None:
        return _nobody(request)
    try:
        proven = client.finish(provider, pending, request.GET.dict(), _back())
    except Refused:
        return _nobody(request)
    contact = codes.contact_digest(WayKind.SERVICE, f"{provider.issuer}\n{proven.subject}")
    if adds:
        return _added(request, provider, contact)
    found = finding.reached(WayKind.SERVICE, contact)
    if len(found) != 1:
        return render(request, "mine/entering/not_known.html", {"service": provider.name})
    return let_in(request, found[0], Shown.SERVICE, leads)


def _nobody(request: PersonRequest) -> HttpResponse:
    messages.warning(request, _("That did not work, or took too long. Nothing has changed."))
    return redirect("mine:enter")


def _added(request: PersonRequest, provider: Provider, contact: bytes) -> HttpResponse:
    """Hers from now on: to who is signed in for sure, or has reference and word."""
    if request.account is not None and request.level > Level.LITTLE and request.person is not None:
        if not is_fresh(request):
            return redirect("mine:more")
        firm = request.level == Level.FIRM
        way = actions.add_service(request.person, contact, provider.name, proven=firm)
        if way is None:
            return _taken(request)
        messages.success(request, said_of(way.opens_at))
        return redirect("mine:ways")
    with following.opened(request, shown=False, herself=True) as case:
        person = may_begin(case)
        if person is None:
            return _nobody(request)
        way = actions.add_service(person, contact, provider.name, proven=False)
    hers = finding.resident(way.account, Shown.SERVICE, way) if way is not None else None
    if way is None or hers is None:
        return _taken(request)
    messages.success(request, said_of(way.opens_at))
    return let_in(request, hers, Shown.SERVICE, reverse("mine:enter_done"))


def _taken(request: PersonRequest) -> HttpResponse:
    messages.warning(
        request,
        _("Somebody signs in by this already. Is it you? Then take that way; else tell us."),
    )
    return redirect("mine:enter")


@require_safe
def keys(request: PersonRequest, key: UUID) -> HttpResponse:
    """Our own public key, for a service that wants each request signed."""
    provider = Provider.objects.filter(key=key).first()
    if provider is None:
        raise Http404
    return JsonResponse(client.public_keys(provider))
