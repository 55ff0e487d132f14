from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts import actions, devices, going_on, invitations, throttle
from tandem.accounts.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from tandem.accounts.models import Account
from tandem.accounts.second import standing
from tandem.accounts.second.forms import ProofForm
from tandem.accounts.second.views import ask
from tandem.ui.headers import never_kept


@sensitive_post_parameters("password")
@never_kept
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        form = SignInForm(initial={"next": request.GET.get("next", "")})
        return _ask(request, form)
    email = request.POST.get("email", "").strip().lower()[:254]
    tried = throttle.Guess(
        ("sign_in:address", throttle.address_of(request)),
        email,
        brake="sign_in",
        device=devices.SIGNED_IN.device(request, email),
        # One password tried at many accounts.
        strict=True,
    )
    form = SignInForm(request.POST)
    if wait := throttle.wait_to_try(tried):
        return _too_soon(request, form, wait)
    if form.is_valid() and form.account is not None:
        throttle.was_right(tried)
        if standing.proofs_of(form.account):
            return _second(request, form, form.account)
        actions.enter(request, form.account)
        response = going_on.to(request, form.cleaned_data)
        devices.SIGNED_IN.remember(response, email)
        return response
    if form.has_error("__all__", "no_such_pair"):
        throttle.was_wrong(tried)
    return _ask(request, form, status=422)


def _second(request: HttpRequest, form: SignInForm, account: Account) -> HttpResponse:
    """The password was right; what she typed before goes along to the page of the second proof."""
    said = form.cleaned_data
    standing.wait_for_proof(request, account, said["next"])
    if not said["carried"]:
        return redirect("accounts:second")
    kept = {"next": said["next"], "carried": said["carried"]}
    return ask(request, account, ProofForm(initial=kept))


def _ask(
    request: HttpRequest, form: SignInForm, *, status: int = 200, wait: str = ""
) -> HttpResponse:
    values = {"form": form, "wait": wait, "carried": bool(form["carried"].value())}
    return render(request, "accounts/sign_in.html", values, status=status)


def _too_soon(request: HttpRequest, form: SignInForm, wait: timedelta) -> HttpResponse:
    """Nothing is checked: waiting costs the guesser, and a person a few seconds."""
    kept = ("email", "next", "carried")
    form = SignInForm(initial={name: form.data.get(name, "") for name in kept})
    response = _ask(request, form, status=429, wait=throttle.in_words(wait))
    response.headers["Retry-After"] = str(throttle.seconds(wait))
    return response


# Without a token, which every page would have to make: another site's form brings no session
# with it (SameSite), a sibling's is told by the browser, and all it could do is sign out.
@csrf_exempt
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if not _is_ours(request):
        return redirect(settings.LOGIN_REDIRECT_URL)
    logout(request)
    messages.success(request, _("You are signed out."))
    response = redirect("accounts:sign_in")
    # On a shared machine, going back shows nothing.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _is_ours(request: HttpRequest) -> bool:
    """As browsers say; older ones name only where it comes from, and some not even that."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin")
    return said is None or urlsplit(said).netloc == request.get_host()


@sensitive_post_parameters("password", "again")
@never_kept
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by the link one was given; a link that is void says how to get another."""
    account = invitations.account_of(token)
    if account is None:
        return render(request, "accounts/invitation_void.html", status=404)
    form = NewPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not actions.choose_password(request, account, form.cleaned_data["password"]):
            messages.success(request, _("Your password is kept. Now show your second proof."))
            return redirect("accounts:second")
        messages.success(request, _("Your password is kept. Welcome."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    values = {"form": form, "email": account.email}
    return render(request, "accounts/invitation.html", values, status=status)


@sensitive_post_parameters("now", "password", "again")
@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    key = ("password:account", str(account.pk))
    form = ChangePasswordForm(account, request.POST or None)
    wait = throttle.wait_for(*key)
    if request.method == "POST" and wait is None:
        if form.is_valid():
            throttle.succeeded(*key)
            actions.change_password(request, account, form.cleaned_data["password"])
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect(settings.LOGIN_REDIRECT_URL)
        if form.has_error("now"):
            throttle.failed(*key)
    status = 429 if form.is_bound and wait else 422 if form.is_bound else 200
    values = {"form": form, "wait": bool(wait)}
    return render(request, "accounts/change_password.html", values, status=status)
