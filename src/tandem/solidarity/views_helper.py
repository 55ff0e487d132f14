"""The volunteer's pages: by the link of our message, by reference and word, or signed in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts import throttle
from tandem.cases import following
from tandem.cases.fronts import front_for
from tandem.people.http import PersonRequest
from tandem.solidarity import access, arranging, following_up, helper_page, wording
from tandem.solidarity.actions import change_offer, pause
from tandem.solidarity.board_forms import HowItWentForm
from tandem.solidarity.choices import Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.helper_forms import AskedForm
from tandem.solidarity.messages import moment
from tandem.solidarity.models import Arrangement, Offer
from tandem.solidarity.offer_forms import OfferForm
from tandem.ui.headers import never_kept

Opened = AbstractContextManager[Arrangement]


@never_kept
@require_http_methods(["GET", "POST"])
def find(request: PersonRequest) -> HttpResponse:
    """What somebody was asked, by the reference and word of our message."""
    if request.method == "GET":
        return render(request, "solidarity/asked_form.html", {"form": AskedForm(), "wait": ""})
    form = AskedForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    code = form.code()
    tried = _tried(request, code[0] if code else "")
    # The same page opens cases: who guesses at those here waits as there. In this order everywhere.
    of_case = replace(tried, brake="word")
    if wait := throttle.wait_to_try(of_case) or throttle.wait_to_try(tried):
        return _too_soon(request, form, wait)
    if code is not None and access.find_asked(*code) is not None:
        return redirect("solidarity:asked", ".".join(code))
    case = following.find(form.code_of_case())
    if case is not None:
        following.keep(request, case, form.code_of_case())
        return redirect("cases:follow")
    throttle.was_wrong(of_case)
    throttle.was_wrong(tried)
    form.add_error(
        None,
        _("We asked nobody with this reference and word. Look at our message once more."),
    )
    return _again(request, form)


def _again(request: PersonRequest, form: AskedForm) -> HttpResponse:
    return render(request, "solidarity/asked_form.html", {"form": form, "wait": ""}, status=422)


def _too_soon(request: PersonRequest, form: AskedForm, wait: timedelta) -> HttpResponse:
    values = {"form": form, "wait": throttle.in_words(wait)}
    response = render(request, "solidarity/asked_form.html", values, status=429)
    response.headers["Retry-After"] = str(throttle.seconds(wait))
    return response


def _tried(request: PersonRequest, reference: str) -> throttle.Guess:
    return throttle.Guess(throttle.machine_of(request, "asked"), reference, brake="asked")


def _by_link(request: PersonRequest, code: str) -> HttpResponse | Opened:
    """What the bearer of the link was asked; who guesses is slowed down and learns nothing."""
    said = access.read_code(code)
    tried = _tried(request, said[0] if said else "")
    if wait := throttle.wait_to_try(tried):
        return _too_soon(request, AskedForm(), wait)
    place = access.find_asked(*said) if said else None
    if place is None:
        throttle.was_wrong(tried)
        values = {"form": AskedForm(), "wait": ""}
        return render(request, "solidarity/asked_form.html", values, status=404)
    return access.asked_at(place)


def _linked(
    page: Callable[[PersonRequest, Arrangement, str], HttpResponse],
) -> Callable[[PersonRequest, str], HttpResponse]:
    def opened(request: PersonRequest, code: str) -> HttpResponse:
        found = _by_link(request, code)
        if isinstance(found, HttpResponse):
            return found
        with found as arrangement:
            return page(request, arrangement, reverse("solidarity:asked", args=[code]))

    return opened


def _own(
    page: Callable[[PersonRequest, Arrangement, str], HttpResponse],
) -> Callable[[PersonRequest, UUID], HttpResponse]:
    def opened(request: PersonRequest, key: UUID) -> HttpResponse:
        with access.own_task(request, key) as arrangement:
            return page(request, arrangement, reverse("solidarity:own_task", args=[key]))

    return opened


def _show(request: PersonRequest, arrangement: Arrangement, here: str) -> HttpResponse:
    values = {"task": helper_page.task(arrangement), "this_task": here, "own": "/mine/" in here}
    return render(request, "solidarity/asked.html", values)


def _answer(request: PersonRequest, arrangement: Arrangement, here: str) -> HttpResponse:
    yes = request.POST.get("answer") == "yes"
    try:
        if yes:
            arranging.agree(arrangement)
        else:
            arranging.decline(arrangement)
    except NotNow as error:
        messages.info(request, wording.why_not_now(str(error)))
    else:
        messages.success(
            request,
            _("Thank you! Here is what you need to know.")
            if yes
            else _("Thank you for telling us. We ask somebody else."),
        )
    return redirect(here)


def _cancel(request: PersonRequest, arrangement: Arrangement, here: str) -> HttpResponse:
    if request.method == "GET":
        values = {"moment": moment(arrangement), "this_task": here}
        return render(request, "solidarity/asked_cancel.html", values)
    try:
        arranging.cancel(arrangement, by=Side.HELPER)
    except NotNow as error:
        messages.info(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("We tell the person and look for somebody else."))
    return redirect(here)


def _went(request: PersonRequest, arrangement: Arrangement, here: str) -> HttpResponse:
    form = HowItWentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            following_up.say_how_it_went(
                arrangement,
                Side.HELPER,
                Went(said["went"]),
                said["words"],
                rather_somebody_else=said["somebody_else"],
            )
        except NotNow as error:
            messages.info(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("Thank you for telling us."))
        return redirect(here)
    values = {"form": form, "moment": moment(arrangement), "this_task": here}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/asked_went.html", values, status=status)


asked = never_kept(require_GET(_linked(_show)))
asked_answer = never_kept(require_POST(_linked(_answer)))
asked_cancel = never_kept(require_http_methods(["GET", "POST"])(_linked(_cancel)))
asked_went = never_kept(require_http_methods(["GET", "POST"])(_linked(_went)))
own_task = never_kept(login_required(require_GET(_own(_show))))
own_answer = never_kept(login_required(require_POST(_own(_answer))))
own_cancel = never_kept(login_required(require_http_methods(["GET", "POST"])(_own(_cancel))))
own_went = never_kept(login_required(require_http_methods(["GET", "POST"])(_own(_went))))


@never_kept
@login_required
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """What the person who is signed in offers, and what she was asked."""
    offers = access.own_offers(request) if request.person else []
    with access.own_tasks(offers) as rows:
        tasks = helper_page.listed(rows)
        coming = helper_page.in_force(tasks)
        values = {
            "offers": [helper_page.mine(offer) for offer in offers],
            "coming": coming,
            "past": [one for one in tasks if one not in coming],
        }
        return render(request, "solidarity/mine.html", values)


@login_required
@require_POST
def pause_own(request: PersonRequest, key: UUID) -> HttpResponse:
    _pause(request, access.own_offer(request, key))
    return redirect("solidarity:mine")


def _pause(request: PersonRequest, offer: Offer) -> None:
    paused = request.POST.get("paused") == "yes"
    pause(offer, paused)
    messages.success(
        request,
        _("You are not asked until you say so. What you promised stands.")
        if paused
        else _("Good to have you back: we may ask you again."),
    )


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def change_own(request: PersonRequest, key: UUID) -> HttpResponse:
    return _change(request, access.own_offer(request, key), reverse("solidarity:mine"))


def _change(request: PersonRequest, offer: Offer, back: str) -> HttpResponse:
    form = OfferForm(offer, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        change_offer(offer, form.cleaned_data)
        messages.success(request, _("Changed. What you promised before stands."))
        return redirect(back)
    status = 422 if form.is_bound else 200
    values = {"form": form, "back": back, "front": front_for(request)}
    return render(request, "solidarity/yours_change.html", values, status=status)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def leave_own(request: PersonRequest, key: UUID) -> HttpResponse:
    return _leave(request, access.own_offer(request, key), reverse("solidarity:mine"))


def _leave(request: PersonRequest, offer: Offer, back: str) -> HttpResponse:
    if request.method == "GET":
        values = {"promised": following_up.promises_of(offer), "back": back}
        return render(request, "solidarity/leave.html", values)
    following_up.leave(offer)
    messages.success(
        request,
        _("Thank you for all you did. Whoever expected you is told, and somebody else looked for."),
    )
    return redirect(back)


@never_kept
@require_GET
def yours_offer(request: PersonRequest) -> HttpResponse:
    """The volunteer without account, by the reference and word of his offer."""
    with access.followed_offer(request) as offer:
        return render(
            request,
            "solidarity/yours_offer.html",
            {"mine": helper_page.mine(offer), "front": front_for(request)},
        )


@require_POST
def pause_followed(request: PersonRequest) -> HttpResponse:
    with access.followed_offer(request) as offer:
        _pause(request, offer)
    return redirect("cases:follow")


@never_kept
@require_http_methods(["GET", "POST"])
def change_followed(request: PersonRequest) -> HttpResponse:
    with access.followed_offer(request) as offer:
        return _change(request, offer, reverse("cases:follow"))


@never_kept
@require_http_methods(["GET", "POST"])
def leave_followed(request: PersonRequest) -> HttpResponse:
    with access.followed_offer(request) as offer:
        return _leave(request, offer, reverse("cases:follow"))
