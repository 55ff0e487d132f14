from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts import throttle
from tandem.accounts.devices import FOLLOWED
from tandem.cases import actions, following, helped, panels, queries, rules
from tandem.cases.choices import State
from tandem.cases.errors import NotNow
from tandem.cases.forms import (
    AtHerWordForm,
    ContestForm,
    FollowForm,
    NotSolvedForm,
    WithdrawForm,
)
from tandem.cases.fronts import WEBSITE, front_for
from tandem.cases.looks import choosing
from tandem.cases.models import Case
from tandem.people.http import PersonRequest
from tandem.toolbox.texts import Text
from tandem.ui.front import Front
from tandem.ui.headers import never_kept

NOT_FOR_HER = _(
    "She said that it is not solved, or that she does not agree: nobody withdraws it for her until "
    "it is answered. She can herself, with her reference and her word."
)


@never_kept
@require_http_methods(["GET", "POST"])
def follow(request: PersonRequest, front: Front = WEBSITE) -> HttpResponse:
    """Where a request stands, for whoever has its reference and word."""
    if request.method == "POST":
        return _try(request, front)
    with following.opened(request) as case:
        if case is None:
            return _asked(request, front, FollowForm())
        front = _front(request, front)
        told = _told(case, request.GET.get("looks", ""), front)
        # On a shared machine the room's own pages are not reached.
        told |= {"exclude": "" if front.shared else "cases:follow_exclude"}
        told |= {"asked_in_room": not front.shared and _is_asked_in_room(case)}
        alone = not (front.helped or front.shared or request.account)
        told |= {"may_add_way": alone and following.may_add_way(case)}
        if front.helped:
            told |= _told_to_helper(request, case)
        return render(request, "cases/followed.html", told | {"front": front})


def _front(request: PersonRequest, front: Front) -> Front:
    return front_for(request) if front is WEBSITE else front


def _told_to_helper(request: PersonRequest, case: Case) -> dict[str, object]:
    """Beside what she reads herself: what is said to her, and who lets her sign in."""
    held = {m.organisation_id for m in request.memberships}
    return {
        "spoken": helped.spoken(case),
        "language": helped.language_of(case),
        "not_for_her": NOT_FOR_HER if _is_hers_to_withdraw(case) else "",
        "may_let_in": case.organisation_id in held,
        "lookers": choosing.lookers(case.person, but=request.account) if case.person else [],
    }


def _is_hers_to_withdraw(case: Case) -> bool:
    may = rules.may_move(State(case.state), State.WITHDRAWN)
    return may and queries.waits_for_another_answer(case)


def _asked(
    request: PersonRequest, front: Front, form: FollowForm, *, wait: str = "", status: int = 200
) -> HttpResponse:
    values = {"form": form, "wait": wait, "front": front}
    return render(request, "cases/follow.html", values, status=status)


def _told(case: Case, before: str, front: Front) -> dict[str, object]:
    state = State(case.state)
    return {
        "case": case,
        "title": queries.title_of(case),
        "state": queries.state_in_words(case),
        "late": queries.is_late(case),
        "answer": queries.answer_of(case),
        "told": queries.read_back(case),
        "moments": queries.moments_told(case),
        "looks": queries.looks_at(case.person, before=before) if case.person else None,
        "lookers": choosing.lookers(case.person) if case.person else [],
        "panels": panels.said_about(case, for_staff=False),
        "deeds": [name for name, deed in DEEDS.items() if _may(case, deed, front)],
        "takes_photos": queries.takes_photos(case),
        "may_say_solved": rules.may_move(state, State.CLOSED),
    }


def _is_asked_in_room(case: Case) -> bool:
    """Whether the room itself asks if its answer is true: it is not asked here a second time."""
    return queries.is_answered_in_room(case) and case.state in {State.ANSWERED, State.CLOSED}


def _try(request: PersonRequest, front: Front) -> HttpResponse:
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _asked(request, front, form, status=422)
    code = form.code()
    tried = throttle.Guess(
        throttle.machine_of(request, "follow"),
        code.reference if code else "",
        device=FOLLOWED.device(request, code.reference) if code else "",
    )
    if wait := throttle.wait_to_try(tried):
        return _too_soon(request, front, form, wait)
    place = following.find(code)
    if place is not None:
        throttle.was_right(tried)
        following.keep(request, place, code)
        response = redirect(front.at("follow"))
        if front is WEBSITE:
            FOLLOWED.remember(response, tried.reference)
        return response
    # What a volunteer was asked has its page elsewhere: who guesses at it here waits as there.
    elsewhere = replace(tried, brake="asked", device="")
    if wait := throttle.wait_to_try(elsewhere):
        return _too_soon(request, front, form, wait)
    page = following.page_elsewhere(code)
    # On a shared machine an address that opens something would stay for whoever comes next.
    if page and not front.shared:
        return redirect(page)
    throttle.was_wrong(tried)
    throttle.was_wrong(elsewhere)
    form.add_error(
        None,
        _(
            "We have no request with this reference and this word. Look at your receipt once more; "
            "capitals and spaces do not matter. Lost them? Telephone us or come to the desk."
        ),
    )
    return _asked(request, front, form, status=422)


def _too_soon(
    request: PersonRequest, front: Front, form: FollowForm, wait: timedelta
) -> HttpResponse:
    response = _asked(request, front, form, wait=throttle.in_words(wait), status=429)
    response.headers["Retry-After"] = str(throttle.seconds(wait))
    return response


@never_kept
@require_POST
def close(request: PersonRequest, front: Front = WEBSITE) -> HttpResponse:
    """Nothing of it stays on this machine."""
    helper = following.helper(request)
    following.end(request)
    if helper is not None:
        messages.success(request, _("It is closed. What this person asks for goes on."))
        return redirect("doors:desk")
    messages.success(
        request, _("Your request is hidden on this machine, and goes on. Nobody else can see it.")
    )
    response = redirect(front.at("follow"))
    FOLLOWED.forget(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@never_kept
@require_POST
def say_solved(request: PersonRequest, front: Front = WEBSITE) -> HttpResponse:
    with following.opened(request, shown=False) as case:
        if case is None:
            return redirect(front.at("follow"))
        try:
            actions.move(case, State.CLOSED)
        except NotNow:
            messages.error(request, _("Something changed meanwhile. Read where it stands now."))
        else:
            messages.success(request, _("Thank you. Your request is solved and closed."))
    return redirect(front.at("follow"))


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the person may do with her case, and the page that asks for it."""

    to: State
    form: type[forms.Form]
    do: Callable[[Case, str], Case]
    button: Text
    explained: Text
    done: Text


DEEDS = {
    "not-solved": Deed(
        State.REOPENED,
        NotSolvedForm,
        actions.reopen,
        _("It is not solved"),
        _("We take it up again, and you have a new answer within the same time."),
        _("Your request is open again. You will have a new answer."),
    ),
    "contest": Deed(
        State.CONTESTED,
        ContestForm,
        actions.contest,
        _("I do not agree"),
        _("Another person than the first looks at everything again. It costs nothing."),
        _("We know that you do not agree. Another person will look at it."),
    ),
    "withdraw": Deed(
        State.WITHDRAWN,
        WithdrawForm,
        lambda case, _words: actions.withdraw(case),
        _("Withdraw my request"),
        _("You need not say why. You can still open it again afterwards."),
        _("Your request is withdrawn."),
    ),
}


AT_HER_WORD = DEEDS | {
    "withdraw": Deed(
        State.WITHDRAWN,
        AtHerWordForm,
        actions.call_off,
        _("Withdraw my request"),
        _("The person is told by her own way that you wrote this down, and can open it again."),
        _("It is withdrawn, and the person is told by her own way."),
    ),
}
"""The same where a colleague does it for her: what ends something, she hears of."""


def _may(case: Case, deed: Deed, front: Front) -> bool:
    if not rules.may_move(State(case.state), deed.to):
        return False
    return not (front.helped and deed.to == State.WITHDRAWN and _is_hers_to_withdraw(case))


@never_kept
@require_http_methods(["GET", "POST"])
def do(request: PersonRequest, name: str, front: Front = WEBSITE) -> HttpResponse:
    """Ask once more, in words where words help, then do it."""
    front = _front(request, front)
    deed = (AT_HER_WORD if front.helped else DEEDS).get(name)
    if deed is None:
        raise Http404
    with following.opened(request, shown=False) as case:
        if case is None or not _may(case, deed, front):
            return redirect(front.at("follow"))
        form = deed.form(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                deed.do(case, form.cleaned_data.get("words", ""))
            except NotNow:
                messages.error(request, _("Something changed meanwhile. Read where it stands now."))
            else:
                messages.success(request, deed.done)
            return redirect(front.at("follow"))
        status = 422 if form.is_bound else 200
        values = {"case": case, "deed": deed, "form": form, "front": front}
        return render(request, "cases/deed.html", values, status=status)
