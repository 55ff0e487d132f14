"""Signing in without a password: nobody needs it, and every page says so."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tandem.accounts import devices, throttle
from tandem.accounts.models import Provider
from tandem.accounts.second import passkeys
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import standing
from tandem.accounts.ways.kinds import Level, Shown, WayKind
from tandem.cases.forms import FollowForm
from tandem.mine.choices import EntryKind
from tandem.mine.entering import actions, finding
from tandem.mine.entering.finding import Resident
from tandem.mine.entering.forms import CodeForm, ContactForm, PaperCodeForm
from tandem.mine.entering.letting_in import let_in
from tandem.mine.entering.trying import ask_allowed, code_tried, too_soon
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept

ASKED, LEADS, WHICH = standing.ASKED, "way_leads", standing.WHICH
NOT_RIGHT = gettext_lazy(
    "This code is not right, it is too old, or it was used already. Look at it once more, or ask "
    "for another."
)
WHICH_LIVES = 15 * 60


@never_kept
@require_http_methods(["GET", "POST"])
def enter(request: PersonRequest) -> HttpResponse:
    """By which way? An answer to an address says the same whoever is known there."""
    if request.method == "GET":
        return _ways(request, ContactForm(initial={"next": request.GET.get("next", "")}))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _ways(request, form, status=422)
    said = form.cleaned_data["contact"]
    tried = ask_allowed(request, form.kind, said)
    if wait := throttle.wait_to_try(tried):
        return too_soon(_ways(request, form, status=429, wait=throttle.in_words(wait)), wait)
    # Each costs something, whatever comes of it; a right code makes up for it.
    throttle.was_wrong(tried)
    asked = actions.ask_code(form.kind, said)
    request.session[ASKED], request.session[LEADS] = str(asked.key), form.cleaned_data["next"]
    return redirect("mine:enter_code")


def _ways(
    request: PersonRequest, form: ContactForm, *, status: int = 200, wait: str = ""
) -> HttpResponse:
    values = {
        "form": form,
        "wait": wait,
        "providers": Provider.objects.filter(in_use=True),
        "passkeys": passkeys.possible(),
        "next": form["next"].value() or "",
        "more": request.account is not None,
    }
    return render(request, "mine/entering/enter.html", values, status=status)


@sensitive_post_parameters("code")
@never_kept
@require_http_methods(["GET", "POST"])
def code(request: PersonRequest) -> HttpResponse:
    """The code is typed where it was asked for; in another browser it is good for nothing."""
    key = request.session.get(ASKED, "")
    if request.method == "GET":
        return _code(request, CodeForm(), status=200)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code(request, form, status=422)
    tried = code_tried(request, key)
    if wait := throttle.wait_to_try(tried):
        return too_soon(_code(request, form, status=429, wait=throttle.in_words(wait)), wait)
    asked = ways.take_code(key, form.cleaned_data["code"])
    if asked is None or asked.proves:
        throttle.was_wrong(tried)
        form.add_error("code", NOT_RIGHT)
        return _code(request, form, status=422)
    throttle.was_right(tried)
    return _received(request, asked.kind, bytes(asked.contact), request.session.get(LEADS, ""))


def _code(request: PersonRequest, form: CodeForm, *, status: int, wait: str = "") -> HttpResponse:
    values = {"form": form, "wait": wait, "known": ASKED in request.session}
    return render(request, "mine/entering/code.html", values, status=status)


@sensitive_post_parameters()
@never_kept
@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, token: str) -> HttpResponse:
    """Opened by whoever reads the mail, or by a program that looks for dangers: only the button
    signs in, and only in the browser in which it is pressed.
    """
    if request.method == "GET":
        found = ways.of_link(token) is not None
        values = {"token": token, "found": found}
        return render(request, "mine/entering/link.html", values, status=200 if found else 404)
    asked = ways.take_link(token)
    if asked is None:
        values = {"token": token, "found": False}
        return render(request, "mine/entering/link.html", values, status=404)
    leads = request.session.get(LEADS, "") if request.session.get(ASKED) == str(asked.key) else ""
    return _received(request, asked.kind, bytes(asked.contact), leads)


def _received(request: PersonRequest, kind: str, contact: bytes, leads: str) -> HttpResponse:
    """She reads what is sent there; where several do, she says which of them she is."""
    request.session.pop(ASKED, None)
    found = finding.reached(kind, contact)
    # A row was made by somebody known there; since then she may have taken the way away.
    if not found:
        values = {"token": "", "found": False}
        return render(request, "mine/entering/link.html", values, status=404)
    throttle.made_good(ask_allowed(request, WayKind(kind), contact))
    if len(found) > 1:
        told = {"kind": kind, "contact": contact.hex(), "at": timezone.now().timestamp()}
        request.session[WHICH] = {**told, "next": leads}
        return redirect("mine:enter_which")
    return _in(request, found[0], kind, leads)


def _in(request: PersonRequest, hers: Resident, kind: str, leads: str) -> HttpResponse:
    response = let_in(request, hers, Shown(kind), leads)
    if hers.way is not None and not getattr(request, "shared_machine", ""):
        devices.ENTERED.remember(response, bytes(hers.way.digest).hex())
    return response


@sensitive_post_parameters("word")
@never_kept
@require_http_methods(["GET", "POST"])
def which(request: PersonRequest) -> HttpResponse:
    """Several share an address or a number: only what is hers alone says which of them she is, and
    no name is shown.
    """
    told: dict[str, Any] = request.session.get(WHICH) or {}
    if timezone.now().timestamp() - told.get("at", 0) > WHICH_LIVES:
        return redirect("mine:enter")
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _which(request, form, status=422 if form.is_bound else 200)
    found = finding.reached(told["kind"], bytes.fromhex(told["contact"]))
    person, response = _by_word(request, form, lambda: _which(request, form, status=422))
    if response is not None:
        return response
    hers = next((one for one in found if person is not None and one.person.pk == person), None)
    if hers is None:
        form.add_error(None, _("This request belongs to nobody who signs in by this way."))
        return _which(request, form, status=422)
    del request.session[WHICH]
    return _in(request, hers, told["kind"], told["next"])


def _which(request: PersonRequest, form: FollowForm, *, status: int) -> HttpResponse:
    return render(request, "mine/entering/which.html", {"form": form}, status=status)


@sensitive_post_parameters("word")
@never_kept
@require_http_methods(["GET", "POST"])
def more(request: PersonRequest) -> HttpResponse:
    """One thing more that is hers: what was shown so far opens only where her requests stand."""
    if request.account is None:
        return redirect("accounts:sign_in")
    leads = request.GET.get("next", "") or request.POST.get("next", "")
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _more(request, form, leads, status=422 if form.is_bound else 200)
    person, response = _by_word(request, form, lambda: _more(request, form, leads, status=422))
    if response is not None:
        return response
    hers = finding.resident(request.account, Shown.WORD)
    if hers is None or hers.person.pk != person:
        form.add_error(None, _("This request is not one of yours."))
        return _more(request, form, leads, status=422)
    return let_in(request, hers, Shown.WORD, leads)


def _more(request: PersonRequest, form: FollowForm, leads: str, *, status: int) -> HttpResponse:
    values = {"form": form, "next": leads, "little": request.level == Level.LITTLE}
    return render(request, "mine/entering/more.html", values, status=status)


def _by_word(
    request: PersonRequest, form: FollowForm, again: Any
) -> tuple[int | None, HttpResponse | None]:
    """The person of the request with this reference and word; guessed at as slowly as anywhere."""
    said = form.code()
    tried = throttle.Guess(
        throttle.machine_of(request, "follow"), said.reference if said else "", strict=True
    )
    if wait := throttle.wait_to_try(tried):
        form.add_error(None, throttle.in_words(wait))
        return None, too_soon(again(), wait)
    person = finding.person_of_code(said)
    if person is None:
        throttle.was_wrong(tried)
        form.add_error(None, _("We have no request with this reference and this word."))
        return None, again()
    throttle.was_right(tried)
    return person.pk, None


@sensitive_post_parameters("code")
@never_kept
@require_http_methods(["GET", "POST"])
def paper(request: PersonRequest) -> HttpResponse:
    """A code from a letter, or from the desk."""
    form = PaperCodeForm(
        request.POST if request.method == "POST" else None,
        initial={"next": request.GET.get("next", "")},
    )
    if not form.is_bound or not form.is_valid():
        return _paper(request, form, status=422 if form.is_bound else 200)
    tried = throttle.Guess(throttle.machine_of(request, "paper"), "", strict=True)
    if wait := throttle.wait_to_try(tried):
        return too_soon(_paper(request, form, status=429, wait=throttle.in_words(wait)), wait)
    found = actions.use_paper_code(form.cleaned_data["code"], timezone.now())
    shown = Shown.DESK if found and found.kind == EntryKind.DESK else Shown.LETTER
    hers = finding.resident(found.account, shown) if found else None
    if found is None or hers is None:
        throttle.was_wrong(tried)
        form.add_error("code", NOT_RIGHT)
        return _paper(request, form, status=422)
    throttle.was_right(tried)
    waits = found.counts_from > timezone.now().timestamp()
    leads = form.cleaned_data["next"] or reverse("cases:mine" if waits else "mine:ways")
    return let_in(request, replace(hers, counts_from=found.counts_from), shown, leads)


def _paper(
    request: PersonRequest, form: PaperCodeForm, *, status: int, wait: str = ""
) -> HttpResponse:
    values = {"form": form, "wait": wait}
    return render(request, "mine/entering/paper.html", values, status=status)
