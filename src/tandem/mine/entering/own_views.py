"""Her own page: the ways by which she signs in, one more, one less; where she is signed in."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.accounts import sessions, throttle
from tandem.accounts.kinds_of_device import in_words
from tandem.accounts.models import Account, Passkey, WayIn
from tandem.accounts.second import actions as proofs
from tandem.accounts.second import passkeys
from tandem.accounts.second import standing as proof_standing
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import rules
from tandem.accounts.ways.kinds import Level, WayKind
from tandem.mine import access
from tandem.mine.entering import actions, offered
from tandem.mine.entering.forms import CodeForm, ContactForm, PasskeyForm
from tandem.mine.entering.trying import ask_allowed, code_tried, too_soon
from tandem.mine.entering.views import ASKED, NOT_RIGHT
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.ui.headers import never_kept

P = ParamSpec("P")
Page = Callable[Concatenate[PersonRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def proven_lately(page: Page[P]) -> View[P]:
    """For who has just shown who she is: somebody else may hold her telephone."""

    @wraps(page)
    @never_kept
    @login_required
    def guarded(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        hers = cast(PersonRequest, request)
        access.herself(hers)
        if not proof_standing.is_fresh(request):
            back = request.path if request.method == "GET" else reverse("mine:ways")
            leads = "mine:more" if not _has_password(hers) else "accounts:second"
            return redirect(f"{reverse(leads)}?{urlencode({'next': back})}")
        return page(hers, *args, **named)

    return guarded


def _has_password(request: PersonRequest) -> bool:
    return request.account is not None and request.account.has_usable_password()


def _account(request: PersonRequest) -> Account:
    return cast(Account, request.account)


@never_kept
@require_safe
@login_required
def ways_in(request: PersonRequest) -> HttpResponse:
    access.herself(request)
    account, now = _account(request), timezone.now()
    rows = [(way, ways.hint_of(way), way.opens_at > now) for way in account.ways_in.all()]
    values = {
        "ways": rows,
        "keys": [(one, in_words(one.device)) for one in Passkey.objects.filter(account=account)],
        "possible": passkeys.possible(),
        "providers": offered.providers(),
        "password": account.has_usable_password(),
        "sessions": len(sessions.of_account(account)),
    }
    return render(request, "mine/entering/ways.html", values)


@require_http_methods(["GET", "POST"])
@proven_lately
def add(request: PersonRequest) -> HttpResponse:
    """One more address or number: a code goes there first."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    return ask_contact(request, form, "mine:way_code", reverse("mine:ways"))


def ask_contact(request: PersonRequest, form: ContactForm, leads: str, back: str) -> HttpResponse:
    values = {"form": form, "wait": "", "back": back, "providers": offered.providers()}
    page = "mine/entering/add.html"
    if not form.is_bound or not form.is_valid():
        return render(request, page, values, status=422 if form.is_bound else 200)
    said = form.cleaned_data["contact"]
    tried = ask_allowed(request, form.kind, said)
    if wait := throttle.wait_to_try(tried):
        values["wait"] = throttle.in_words(wait)
        return too_soon(render(request, page, values), wait)
    throttle.was_wrong(tried)
    asked = actions.ask_code(form.kind, said, proves=True)
    request.session[ASKED] = str(asked.key)
    return redirect(leads)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@proven_lately
def add_code(request: PersonRequest) -> HttpResponse:
    person = access.herself(request)
    proven = request.level == Level.FIRM
    response, way = keep_contact(request, person, proven=proven)
    if way is None:
        return response
    messages.success(request, said_of(way.opens_at))
    return redirect("mine:ways")


def said_of(opens_at: datetime) -> str:
    if opens_at > timezone.now():
        return _(
            "It is kept. For three days it opens only where your requests stand: so nobody who "
            "took your telephone gets further. Another way of yours opens everything."
        )
    return _("It is kept. You can sign in by it from now on.")


def keep_contact(
    request: PersonRequest, person: Person, *, proven: bool
) -> tuple[HttpResponse, WayIn | None]:
    """The way that is kept once its code was typed; else the page that asks for the code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    key = request.session.get(ASKED, "")
    values = {"form": form, "wait": "", "known": bool(key)}
    if not form.is_bound or not form.is_valid():
        return _code_page(request, values, 422 if form.is_bound else 200), None
    tried = code_tried(request, key)
    if wait := throttle.wait_to_try(tried):
        values["wait"] = throttle.in_words(wait)
        return too_soon(_code_page(request, values, 429), wait), None
    asked = ways.take_code(key, form.cleaned_data["code"])
    if asked is None or not asked.proves:
        throttle.was_wrong(tried)
        form.add_error("code", NOT_RIGHT)
        return _code_page(request, values, 422), None
    throttle.was_right(tried)
    throttle.made_good(ask_allowed(request, WayKind(asked.kind), bytes(asked.contact)))
    del request.session[ASKED]
    return HttpResponse(), actions.add_way(person, asked, proven=proven)


def _code_page(request: PersonRequest, values: dict[str, object], status: int) -> HttpResponse:
    return render(request, "mine/entering/add_code.html", values, status=status)


@require_POST
@proven_lately
def end(request: PersonRequest, key: UUID) -> HttpResponse:
    if actions.end_way(access.herself(request), _account(request), key):
        messages.success(request, _("It opens nothing any more."))
    return redirect("mine:ways")


@sensitive_post_parameters("passkey")
@require_http_methods(["GET", "POST"])
@proven_lately
def add_passkey(request: PersonRequest) -> HttpResponse:
    """A key on her own device; it makes sure who holds it, so it signs in alone."""
    account, person = _account(request), access.herself(request)
    if _has_password(request):
        # There it is a second proof, and comes with codes for the day when it is lost.
        return redirect("accounts:add_passkey")
    if request.method == "POST":
        question = request.session.pop(proof_standing.QUESTION, None)
        try:
            new = passkeys.made(request.POST.get("passkey", ""), question or {})
        except passkeys.Refused:
            messages.error(request, _("The passkey was not made. Try again, or keep another way."))
            return redirect("mine:way_passkey")
        firm = request.level == Level.FIRM
        opens_at = rules.settled_at(timezone.now(), known=firm)
        proofs.keep_passkey(request, account, new, opens_at=opens_at)
        actions.note_change(person, "mine.way_in_added")
        messages.success(request, said_of(opens_at))
        return redirect("mine:ways")
    question = ""
    if passkeys.possible():
        kept = proof_standing.credentials_of(account)
        name = _("My requests")
        question, request.session[proof_standing.QUESTION] = passkeys.ask_new(
            account.pk, account.email or name, kept, alone=True
        )
    values = {"form": PasskeyForm(), "question": question}
    return render(request, "mine/entering/add_passkey.html", values)


@require_POST
@proven_lately
def end_passkey(request: PersonRequest, key: int) -> HttpResponse:
    if proofs.end_passkey_alone(_account(request), key):
        actions.note_change(access.herself(request), "mine.way_in_ended")
        messages.success(request, _("This passkey opens nothing any more."))
    return redirect("mine:ways")


@require_POST
@login_required
@never_kept
def everywhere(request: PersonRequest) -> HttpResponse:
    """Signed out on every device, this one too."""
    access.herself(request)
    actions.sign_out_everywhere(_account(request))
    messages.success(request, _("You are signed out everywhere."))
    response = redirect("mine:enter")
    # On a shared machine, going back shows nothing.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
