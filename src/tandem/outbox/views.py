import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.outbox import access, actions, queries, rules, speech
from tandem.outbox import printing as press
from tandem.outbox.access import for_desk
from tandem.outbox.choices import CallResult, Heard, PrintState, Proof
from tandem.outbox.errors import NotNow
from tandem.outbox.forms import CallForm, PostedForm, WayForm
from tandem.outbox.models import Message
from tandem.outbox.text import MANY, ONE_WAY
from tandem.people.choices import Channel
from tandem.people.http import PersonRequest
from tandem.toolbox.telephone import readable
from tandem.ui.headers import never_kept

LOOK_AGAIN = "4"
"""Seconds after which the page of letters being prepared looks again by itself."""


@for_desk
@require_GET
def letters(request: PersonRequest) -> HttpResponse:
    """Letters that wait, and those printed that are not posted yet."""
    readers = press.taken_whole(access.reading_words(request))
    shown = {
        "waiting": queries.letters_waiting(readers),
        "with_words": queries.words_waiting(readers),
        "printings": queries.printings(),
    }
    return render(request, "outbox/letters.html", shown)


@for_desk
@require_POST
def print_letters(request: PersonRequest) -> HttpResponse:
    said = (request.POST.get("organisation", ""), request.POST.get("to_many", ""))
    reading = access.reading_words(request)
    waiting = {
        (str(one.organisation.pk), one.to_many): one.organisation
        for one in queries.letters_waiting(press.taken_whole(reading))
    }
    found = waiting.get(said)
    reads = found is not None and found.pk in reading
    asked = press.ask_printing(found, to_many=said[1], reads_words=reads) if found else None
    if asked is None:
        messages.info(request, _("There is no letter left to print."))
        return redirect("outbox:letters")
    return redirect("outbox:printing", key=asked.key)


@for_desk
@never_kept
@require_http_methods(["GET", "POST"])
def printing(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    """One printing: wait for it, print it, then say what was posted."""
    ours = access.printing_of_desk(key)
    form = PostedForm(press.numbers_in(ours), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            posted = press.mark_posted(ours, spoilt=form.cleaned_data["spoilt"])
        except NotNow:
            messages.info(request, _("A colleague has already said so."))
        else:
            messages.success(
                request,
                ngettext("%(count)s letter is posted.", "%(count)s letters are posted.", posted)
                % {"count": posted},
            )
        return redirect("outbox:letters")
    made = set(press.numbers_in(ours))
    shown = {
        "letters": len(made) or ours.count,
        "printing": ours,
        "form": form,
        "is_ready": ours.state == PrintState.READY,
        "may_open": access.may_open_letters(request, ours),
    }
    response = render(request, "outbox/printing.html", shown)
    if ours.state == PrintState.ASKED:
        response["Refresh"] = LOOK_AGAIN
    return response


@for_desk
@never_kept
@require_GET
def pdf(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    ours = access.printing_of_desk(key)
    if ours.sealed is None or not access.may_open_letters(request, ours):
        raise Http404
    response = HttpResponse(access.opened_letters(ours), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letters-{ours.pk}.pdf"'
    return response


@for_desk
@require_GET
def calls(request: PersonRequest) -> HttpResponse:
    page, tasks = queries.calls(request.GET.get("page"), timezone.now())
    return render(request, "outbox/calls.html", {"page": page, "tasks": tasks})


@for_desk
@never_kept
@require_http_methods(["GET", "POST"])
def call(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    """Whom to call and what to say; POST takes the call, or says how it went."""
    try:
        ours = access.call_of_desk(key)
    except Http404:
        if request.method == "GET":
            raise
        messages.info(request, _("A colleague has already made this call."))
        return redirect("outbox:calls")
    if request.method == "POST":
        return _called(request, ours)
    return _call(request, ours, _call_form(ours))


def _call(request: PersonRequest, ours: Message, form: CallForm) -> HttpResponse:
    called = access.whom_to_call(ours)
    shown = {
        "call": ours,
        "phrases": speech.of_message(ours),
        "answered_at": speech.page_of_answer(ours),
        "who": called.who,
        "careful": called.careful,
        "care": called.care,
        "number": readable(called.who.phone),
        "results": CallResult.choices,
        "form": form,
    }
    return render(request, "outbox/call.html", shown)


def _call_form(ours: Message, said: QueryDict | None = None) -> CallForm:
    return CallForm(said, to_herself=ours.person.never_leave_word, goes_to_many=ours.kind == MANY)


@for_desk
@never_kept
@require_GET
def call_list(request: PersonRequest) -> HttpResponse:
    """The calls on paper, with what to say and boxes to tick: for a day without a screen."""
    page, _tasks = queries.calls(request.GET.get("page"), timezone.now())
    return render(request, "outbox/call_list.html", {"page": page, "calls": access.calls_on(page)})


def _called(request: PersonRequest, ours: Message) -> HttpResponse:
    form = _call_form(ours, request.POST)
    try:
        if "result" not in request.POST:
            actions.take_call(ours)
            return redirect("outbox:call", key=ours.key)
        if not form.is_valid():
            return _call(request, ours, form)
        said = form.cleaned_data
        actions.say_called(
            ours,
            CallResult(said["result"]),
            proof=Proof(said["proof"] or Proof.NONE),
            heard_by=Heard(said["heard_by"] or Heard.HERSELF),
            no_more=said.get("no_more", False),
        )
    except NotNow:
        messages.info(request, _("A colleague has already made this call."))
    else:
        to_herself = (said["heard_by"] or Heard.HERSELF) == Heard.HERSELF
        heard = said["result"] == CallResult.SAID and to_herself
        if heard and (more := access.next_for_the_same(ours)):
            return _go_on(request, more)
        messages.success(request, _("Noted. Thank you for calling."))
    return redirect("outbox:calls")


def _go_on(request: PersonRequest, more: Message) -> HttpResponse:
    """Nobody is called three times for three messages."""
    try:
        actions.take_call(more)
    except NotNow:
        return redirect("outbox:calls")
    messages.info(request, _("Noted. There is one more thing to say to the same person."))
    return redirect("outbox:call", key=more.key)


@for_desk
@require_GET
def failed(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    page = queries.stuck(request.GET.get("page"), now)
    shown = {"page": page, "came_back": queries.messages_came_back(now)}
    return render(request, "outbox/messages.html", shown)


@for_desk
@require_GET
def message(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    return _message(request, access.message_of_desk(key), WayForm())


def _message(request: PersonRequest, ours: Message, form: WayForm) -> HttpResponse:
    shown = {
        "ours": ours,
        "attempts": queries.attempts_of(ours),
        "form": form,
        "can_retry": ours.state in rules.RETRIED,
        "can_change": ours.state in rules.REROUTED and ours.kind not in ONE_WAY,
    }
    return render(request, "outbox/message.html", shown)


@for_desk
@require_POST
def retry(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    return _do(request, key, actions.retry, _("It is tried again now."))


@for_desk
@require_POST
def choose_way(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    form = WayForm(request.POST)
    if not form.is_valid():
        return _message(request, access.message_of_desk(key), form)
    channel = Channel(form.cleaned_data["channel"])
    return _do(
        request,
        key,
        lambda ours: actions.choose_channel(ours, channel),
        _("It goes another way now."),
    )


@for_desk
@require_POST
def mark_known(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    return _do(request, key, actions.mark_left, _("Noted: the person knows. Nothing more is sent."))


def _do(
    request: PersonRequest, key: uuid.UUID, deed: Callable[[Message], Any], done: str
) -> HttpResponse:
    ours = access.message_of_desk(key)
    try:
        deed(ours)
    except NotNow:
        messages.info(request, _("This message went on meanwhile; look at where it stands now."))
        return redirect("outbox:message", key=key)
    messages.success(request, done)
    return redirect("outbox:failed")
