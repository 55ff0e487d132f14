"""Her own proofs: what she has, one more, one less."""

from typing import cast

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from markupsafe import Markup

from tandem.accounts.kinds_of_device import in_words
from tandem.accounts.models import Account, Passkey
from tandem.accounts.second import actions, codes, passkeys, standing
from tandem.accounts.second.forms import FirstCodeForm, NewPasskeyForm
from tandem.accounts.second.kinds import Proof
from tandem.accounts.second.views import shown_lately
from tandem.toolbox.sealing import Unreadable, seal, unseal

SECRET = "code_app_secret"  # noqa: S105 - a name
PLACE = "accounts:code_app:new"


@require_GET
@shown_lately
def proofs(request: HttpRequest) -> HttpResponse:
    """What she can show besides her password."""
    account = cast(Account, request.user)
    keys = [(one, in_words(one.device)) for one in Passkey.objects.filter(account=account)]
    has = standing.proofs_of(account)
    values = {
        "app": Proof.CODE in has,
        "keys": keys,
        "left": standing.rescues_left(account),
        "any": bool(has),
        "possible": passkeys.possible(),
    }
    return render(request, "accounts/second/proofs.html", values)


@sensitive_post_parameters("proof")
@require_http_methods(["GET", "POST"])
@shown_lately
def add_app(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    secret = _secret(request)
    form = FirstCodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        step = codes.step_of(secret, form.cleaned_data["proof"], timezone.now().timestamp())
        if step is not None:
            del request.session[SECRET]
            return _kept(request, actions.add_app(request, account, secret, step))
        form.add_error(
            "proof", _("This is not the code of now. Is the clock of the telephone right?")
        )
    link = codes.address_for(secret, account.email, str(settings.PLATFORM_NAME))
    values = {"form": form, "secret": codes.in_fours(secret), "link": link, "square": _square(link)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/second/add_app.html", values, status=status)


def _secret(request: HttpRequest) -> str:
    """The same until it is kept, however often she reads the page; sealed in the session."""
    try:
        return unseal(bytes.fromhex(request.session[SECRET]), PLACE)
    except (KeyError, ValueError, Unreadable):
        secret = codes.new_secret()
        request.session[SECRET] = seal(secret, PLACE).hex()
        return secret


def _square(link: str) -> Markup:
    drawn = segno.make(link, error="m").svg_inline(scale=4, omitsize=False, border=4, light="#fff")
    # On white also in the dark, else no camera reads it. Made from our own link: paths and numbers.
    return Markup(drawn)  # noqa: S704


def _kept(request: HttpRequest, rescues: list[str]) -> HttpResponse:
    if rescues:
        return render(request, "accounts/second/rescues.html", {"rescues": rescues, "first": True})
    messages.success(request, _("Your second proof is kept. Other devices are signed out."))
    return redirect("accounts:proofs")


@sensitive_post_parameters("passkey")
@require_http_methods(["GET", "POST"])
@shown_lately
def add_passkey(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    form = NewPasskeyForm(request.POST or None)
    if form.is_bound:
        question = request.session.pop(standing.QUESTION, None)
        try:
            new = passkeys.made(request.POST.get("passkey", ""), question or {})
        except passkeys.Refused:
            messages.error(request, _("The passkey was not made. Try again, or take an app."))
            return redirect("accounts:add_passkey")
        return _kept(request, actions.add_passkey(request, account, new))
    question = ""
    if passkeys.possible():
        kept = standing.credentials_of(account)
        question, request.session[standing.QUESTION] = passkeys.ask_new(
            account.pk, account.email, kept
        )
    return render(request, "accounts/second/add_passkey.html", {"form": form, "question": question})


@require_POST
@shown_lately
def end_app(request: HttpRequest) -> HttpResponse:
    actions.end_app(cast(Account, request.user))
    messages.success(request, _("The app opens nothing any more."))
    return redirect("accounts:proofs")


@require_POST
@shown_lately
def end_passkey(request: HttpRequest, key: int) -> HttpResponse:
    actions.end_passkey(cast(Account, request.user), key)
    messages.success(request, _("This passkey opens nothing any more."))
    return redirect("accounts:proofs")


@require_POST
@shown_lately
def new_rescues(request: HttpRequest) -> HttpResponse:
    """Ten new ones, shown on this page and never again."""
    account = cast(Account, request.user)
    if not standing.proofs_of(account):
        return redirect("accounts:proofs")
    values = {"rescues": actions.make_rescues(account), "first": False}
    return render(request, "accounts/second/rescues.html", values)
