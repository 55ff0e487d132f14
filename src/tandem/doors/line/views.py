"""The pages of the operator line."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors.line import actions, queries
from tandem.doors.line.access import look_at_number
from tandem.doors.line.forms import LanguagesForm
from tandem.doors.models import Call, CallBack
from tandem.doors.phone.access import desk_page
from tandem.doors.phone.queries import hidden_number
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.queries import find_people
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable

LOOK_AGAIN = "15"


@require_safe
@desk_page
def line(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Who rings, and whom we promised to call: one list, the late ones first."""
    today = timezone.localdate()
    values = {
        "organisation": desk,
        "waiting": queries.waiting(desk, timezone.now(), today),
        "named": queries.named,
        "speakers": queries.speakers_of(desk, today),
    }
    response = render(request, "doors/line/line.html", values)
    # Nothing is typed here, so that it may look again by itself.
    response["Refresh"] = LOOK_AGAIN
    return response


@require_POST
@desk_page
def take(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """Of two operators who take one call, the first has it."""
    call = _call_of(desk, key)
    if not actions.take_call(call, by=request.account):
        messages.info(request, _("A colleague has taken this call."))
        return redirect("doors:line")
    return redirect("doors:line_call", call.key)


@require_POST
@desk_page
def take_back(request: PersonRequest, desk: Organisation, promised: int) -> HttpResponse:
    row = CallBack.objects.filter(organisation=desk, pk=promised).first()
    if row is None:
        raise Http404
    if not actions.take_call_back(row, by=request.account):
        messages.info(request, _("A colleague is calling already, or has called."))
        return redirect("doors:line")
    return redirect(queries.page_of(row))


@require_safe
@desk_page
def call(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """The number, and who may be ringing: several may share it, so it is a proposal."""
    ours = _call_of(desk, key)
    number = look_at_number(ours)
    values = {
        "organisation": desk,
        "call": ours,
        "number": readable(number) if number else "",
        "language": queries.named(ours.language),
        "speakers": queries.speakers_of(desk, timezone.localdate()).get(ours.language, ()),
        "found": [
            (known, hidden_number(known.identity))
            for known in (find_people(Identity(phone=number)) if number else ())
        ],
    }
    return render(request, "doors/line/call.html", values)


@require_safe
@desk_page
def open_screen(request: PersonRequest, desk: Organisation, exchange_id: str) -> HttpResponse:
    """Where the exchange's own program leads an operator who has picked up."""
    key = queries.call_named(desk, exchange_id)
    if key is None:
        raise Http404
    return redirect("doors:line_call", key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def languages(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """What a colleague speaks on the line today."""
    today = timezone.localdate()
    spoken = {"languages": queries.spoken_today(desk, request.account, today)}
    form = LanguagesForm(request.POST if request.method == "POST" else None, initial=spoken)
    if form.is_bound and form.is_valid() and request.account is not None:
        actions.say_languages(desk, request.account, today, form.cleaned_data["languages"])
        messages.success(request, _("Your colleagues see what you speak today."))
        return redirect("doors:line")
    return render(request, "doors/line/languages.html", {"organisation": desk, "form": form})


def _call_of(desk: Organisation, key: UUID) -> Call:
    call = Call.objects.filter(organisation=desk, key=key).first()
    if call is None:
        raise Http404
    return call
