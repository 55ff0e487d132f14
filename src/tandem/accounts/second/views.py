from datetime import timedelta
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import devices, going_on, notices, throttle
from tandem.accounts.actions import enter
from tandem.accounts.models import Account
from tandem.accounts.second import actions, passkeys, standing
from tandem.accounts.second.forms import PasswordAgainForm, ProofForm
from tandem.accounts.second.kinds import Proof
from tandem.accounts.ways.standing import by_way
from tandem.ui.headers import never_kept

TOLD_AFTER = 5
"""Wrong codes after which she is told that somebody has her password; and again after as many."""
NOT_RIGHT = gettext_lazy(
    "This code is not right, or it was used already. Wait for the next one, then write it here."
)


@sensitive_post_parameters("proof", "passkey", "password")
@never_kept
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The second proof: after the password, or again before something that matters."""
    if waited := standing.waiting(request):
        return _prove(request, *waited)
    if not request.user.is_authenticated:
        return redirect("accounts:sign_in")
    if by_way(request):
        return redirect("mine:more")
    account = request.user
    leads = request.GET.get("next", "")
    if standing.proofs_of(account):
        return _prove(request, account, leads)
    return _password_again(request, account, leads)


@never_kept
@require_GET
@login_required
def owed(request: HttpRequest) -> HttpResponse:
    """Her organisation asks for a second proof: shown now, or made now."""
    leads = request.GET.get("next", "")
    if standing.proofs_of(cast(Account, request.user)):
        return redirect(f"{reverse('accounts:second')}?{urlencode({'next': leads})}")
    said = _("Your organisation asks for a second proof beside the password. Choose one here.")
    messages.warning(request, said)
    return redirect("accounts:proofs")


def _prove(request: HttpRequest, account: Account, leads: str) -> HttpResponse:
    if request.method == "GET":
        return ask(request, account, ProofForm(initial={"next": leads}))
    form = ProofForm(request.POST)
    tried = throttle.Guess(
        ("second:address", throttle.address_of(request)),
        str(account.pk),
        brake="second",
        device=devices.SIGNED_IN.device(request, account.email),
    )
    if wait := throttle.wait_to_try(tried):
        return _too_soon(request, account, wait)
    if not form.is_valid():
        return ask(request, account, form, status=422)
    proof = _taken(request, account, form)
    if proof is None:
        throttle.was_wrong(tried)
        if throttle.wrong_in_all(tried) % TOLD_AFTER == 0:
            notices.tell_on_commit(account, notices.GUESSED)
        form.add_error("proof", NOT_RIGHT)
        return ask(request, account, form, status=422)
    throttle.was_right(tried)
    form.cleaned_data["next"] = form.cleaned_data["next"] or leads
    return _let_in(request, account, form, proof)


def _taken(request: HttpRequest, account: Account, form: ProofForm) -> Proof | None:
    # Each question is answered once: an answer that was listened to is good for nothing after.
    question = request.session.pop(standing.QUESTION, None)
    if said := form.cleaned_data["passkey"]:
        return actions.take_passkey(account, said, question)
    return actions.take_code(account, form.cleaned_data["proof"])


def _let_in(request: HttpRequest, account: Account, form: ProofForm, proof: Proof) -> HttpResponse:
    if request.user == account:
        request.session.cycle_key()
        standing.shown_now(request, proof)
    else:
        enter(request, account, proof=proof)
    if proof == Proof.RESCUE:
        left = standing.rescues_left(account)
        said = ngettext(
            "You have %(left)s rescue code left.", "You have %(left)s rescue codes left.", left
        )
        messages.warning(request, said % {"left": left})
    response = going_on.to(request, form.cleaned_data)
    devices.SIGNED_IN.remember(response, account.email)
    return response


def ask(
    request: HttpRequest, account: Account, form: ProofForm, *, status: int = 200, wait: str = ""
) -> HttpResponse:
    """With a question to her passkeys, if she has some."""
    kept = standing.credentials_of(account)
    question = ""
    if kept and passkeys.possible():
        question, request.session[standing.QUESTION] = passkeys.ask(kept)
    values = {"form": form, "question": question, "wait": wait}
    return render(request, "accounts/second/show.html", values, status=status)


def _too_soon(request: HttpRequest, account: Account, wait: timedelta) -> HttpResponse:
    """Nothing is checked; what she was typing before stays in the form."""
    kept = {name: request.POST.get(name, "") for name in ("next", "carried")}
    form = ProofForm(initial=kept)
    response = ask(request, account, form, status=429, wait=throttle.in_words(wait))
    response.headers["Retry-After"] = str(throttle.seconds(wait))
    return response


def _password_again(request: HttpRequest, account: Account, leads: str) -> HttpResponse:
    key = ("password:account", str(account.pk))
    if request.method == "GET":
        form = PasswordAgainForm(account, initial={"next": leads})
        return render(request, "accounts/second/again.html", {"form": form, "wait": ""})
    form = PasswordAgainForm(account, request.POST)
    wait = throttle.wait_for(*key)
    if wait is None and form.is_valid():
        throttle.succeeded(*key)
        standing.shown_now(request, "")
        return going_on.to(request, form.cleaned_data)
    if wait is None:
        throttle.failed(*key)
    values = {"form": form, "wait": throttle.in_words(wait) if wait else ""}
    return render(request, "accounts/second/again.html", values, status=429 if wait else 422)


def shown_lately(view: going_on.View) -> going_on.View:
    """Only for who has just shown who she is: a desk may be left open."""

    @wraps(view)
    @never_kept
    @login_required
    def guarded(request: HttpRequest, /, *args: object, **named: object) -> HttpResponse:
        if by_way(request):
            # Her own page: there what is new waits, and a text message alone adds nothing.
            return redirect("mine:ways")
        account = cast(Account, request.user)
        proven = standing.was_shown(request) or not standing.proofs_of(account)
        if not proven or not standing.is_fresh(request):
            back = request.path if request.method == "GET" else reverse("accounts:proofs")
            return redirect(f"{reverse('accounts:second')}?{urlencode({'next': back})}")
        return view(request, *args, **named)

    return guarded
