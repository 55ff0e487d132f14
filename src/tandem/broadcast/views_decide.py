"""A second person's yes, what became of it, and what can still be done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.broadcast import access, actions, counting, queries, rules, sending
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.foreseeing import foresee
from tandem.broadcast.models import Broadcast
from tandem.people import public
from tandem.people.http import PersonRequest

NOT_NOW = {
    "nobody": gettext_lazy("Nobody would be told. Say more widely who is meant."),
    "too_many": gettext_lazy("That is more people than one message may reach. Say who is meant more narrowly."),
    "too_many_today": gettext_lazy("With those of the last 24 hours that is too many people. Wait until tomorrow."),
    "no_words": gettext_lazy("Write the text first, also in the language for all others."),
    "asked_already": gettext_lazy("A colleague is asked already."),
    "changed_meanwhile": gettext_lazy("It was changed meanwhile. Read it again before you decide."),
    "decided_already": gettext_lazy("A colleague has decided already."),
    "too_new_to_agree": gettext_lazy(
        "Who agrees has worked here for thirty days at least. Ask a colleague who has been here longer."
    ),
    "own_words": gettext_lazy("You wrote some of it: somebody else must agree."),
    "left_already": gettext_lazy("Nothing is left to take back."),
    "no_form": gettext_lazy("The form that its letters should bring is no longer offered."),
    "not_as_agreed": gettext_lazy("It is not what the second person agreed to: something of it was changed since."),
    "nobody_left": gettext_lazy("There is nobody left to whom a letter could go."),
}  # fmt: skip


@access.page
@require_GET
def broadcast(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """Where it stands, who is meant, and what can be done now; nobody's details are read."""
    account = request.account.pk if request.account else None
    wrote = [*ours.writers, *([ours.asked_by] if ours.asked_by else [])]
    wrote_it, agreed = queries.colleagues(ours)
    may_name = access.may_name(request, ours)
    values = {
        "ours": ours,
        "wrote_it": wrote_it,
        "agreed": agreed,
        "label": public.known(ours.public).label,
        "meant": ours.chosen().in_words(),
        "form": queries.form_in_letters(ours),
        "against_form": queries.against_the_form(ours) if _brings_it_still(ours) else "",
        "report": queries.report(ours) if ours.sent_at else None,
        "may_count": may_name or not rules.is_narrowed(ours.narrowing),
        "few": counting.few,
        "columns": [head for head, _states in queries.columns()],
        "left_out": queries.kept_reasons(ours),
        "may_write": rules.may_write(State(ours.state)),
        "may_take_back": rules.may_take_back(State(ours.state)) and _has_some_left(ours),
        "may_approve": rules.may_approve(State(ours.state), account, wrote),
        "may_name": may_name,
        "stopped": NOT_NOW.get(ours.stopped, ""),
    }  # fmt: skip
    return render(request, "broadcast/broadcast.html", values)


def _brings_it_still(ours: Broadcast) -> bool:
    """Whether its letters are still to be printed."""
    return State(ours.state) != State.CANCELLED and (
        not ours.sent_at or queries.report(ours).letters > 0
    )


def _has_some_left(ours: Broadcast) -> bool:
    if ours.state != State.SENT:
        return True
    found = queries.report(ours)
    return bool(found.waiting or found.letters or found.calls)


@access.page
@require_GET
def count(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """Whom it would reach now, how, and at what cost; the look at them is in the journal before."""
    if not ours.languages or not rules.may_write(State(ours.state)):
        return redirect("broadcast:broadcast", key=ours.key)
    account = request.account.pk if request.account else None
    values = {
        "ours": ours,
        "meant": ours.chosen().in_words(),
        "form": queries.form_in_letters(ours),
        "against_form": queries.against_the_form(ours),
        "seen": actions.fingerprint(ours),
        "untold": "",
        "too_many": "",
        "may_approve": rules.may_approve(
            State(ours.state), account, [*ours.writers, ours.asked_by or 0]
        ),
    }
    if rules.is_narrowed(ours.narrowing) and not access.may_name(request, ours):
        values["untold"] = _("How many a narrowed public has is told to coordinators alone.")
    elif counting.has_counted_enough(account):
        values["untold"] = _(
            "You have counted too often today to be told how many. Tomorrow you can again."
        )
    else:
        values |= _counted(ours)
    return render(request, "broadcast/count.html", values)


def _counted(ours: Broadcast) -> dict[str, Any]:
    foreseen = foresee(ours)
    more, fewer = queries.difference(ours, foreseen)
    why = actions.bounds(ours, len(foreseen.told), promised=True)
    return {
        "counted": counting.count(foreseen),
        "more": more,
        "fewer": fewer,
        "too_many": NOT_NOW.get(why or "", ""),
    }


@access.page
@require_POST
def ask(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    return _do(
        request,
        ours,
        lambda: actions.ask_approval(ours, request.POST.get("seen", "")),
        _("A second person can now read it and say yes. Tell a colleague."),
    )


@access.page
@require_POST
def approve(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    return _do(
        request,
        ours,
        lambda: actions.approve(ours, request.POST.get("seen", "")),
        _("You agreed. It leaves now."),
    )


@access.page
@require_POST
def send_back(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    return _do(request, ours, lambda: actions.send_back(ours), _("It can be changed again."))


@access.page
@require_POST
def take_back(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    return _do(request, ours, lambda: actions.take_back(ours), _("What had not left never will."))


@access.page
@require_POST
def letters(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """Letters for those whom no other way reached."""
    try:
        written, closed = sending.write_to_those_not_reached(ours)
    except NotNow as error:
        messages.info(request, NOT_NOW[error.code])
        return redirect("broadcast:broadcast", key=ours.key)
    said = _("Letters on their way to the printer: %(count)s.")
    messages.success(request, said % {"count": counting.few(written)})
    if closed:
        said = _("People to whom no letter can go either: %(count)s.")
        messages.info(request, said % {"count": counting.few(closed)})
    return redirect("broadcast:broadcast", key=ours.key)


@access.naming_page
@require_GET
def names(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """Who was not reached, by name."""
    return render(request, "broadcast/names.html", {"ours": ours, "rows": access.named(ours)})


def _do(
    request: PersonRequest, ours: Broadcast, deed: Callable[[], Any], done: str
) -> HttpResponse:
    try:
        deed()
    except NotNow as error:
        messages.info(request, NOT_NOW[error.code])
    else:
        messages.success(request, done)
    return redirect("broadcast:broadcast", key=ours.key)
