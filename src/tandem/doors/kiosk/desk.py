"""The desk's side of the kiosk: who calls, and which machines are terminals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors.kiosk import actions, queries
from tandem.doors.kiosk.forms import TerminalForm
from tandem.doors.models import Ring, Terminal
from tandem.doors.phone.access import desk_page
from tandem.people.http import PersonRequest
from tandem.territory.models import Organisation
from tandem.toolbox.reference import spaced

LOOK_AGAIN = "10"
"""Seconds after which the page of rings looks again by itself."""


@require_safe
@desk_page
def rings(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Who calls for a colleague at a terminal just now."""
    values = {"organisation": desk, "rings": queries.calling([desk.pk], timezone.now())}
    response = render(request, "doors/kiosk/rings.html", values)
    response["Refresh"] = LOOK_AGAIN
    return response


@require_POST
@desk_page
def coming(request: PersonRequest, desk: Organisation, ring: int) -> HttpResponse:
    """The person reads on her page that a colleague comes; of two colleagues, the first goes."""
    if actions.answer_ring(_ring_of(desk, ring), by=request.account):
        messages.success(request, _("The person reads that you are coming."))
    else:
        messages.info(request, _("A colleague is already on the way, or nobody waits any more."))
    return redirect("doors:rings")


@require_POST
@desk_page
def helped(request: PersonRequest, desk: Organisation, ring: int) -> HttpResponse:
    actions.end_ring(_ring_of(desk, ring))
    messages.success(request, _("The ring is ended."))
    return redirect("doors:rings")


def _ring_of(desk: Organisation, key: int) -> Ring:
    ring = Ring.objects.filter(organisation=desk, pk=key).first()
    if ring is None:
        raise Http404
    return ring


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def terminals(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """The machines that are kiosks; one more is named here, and gets its code."""
    form = TerminalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = actions.make_terminal(desk, said["name"], said["place"], by=request.account)
        return _with_code(request, desk, made)
    return _shown(request, desk, form)


@require_POST
@desk_page
def new_code(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """For another machine, or the same one whose browser forgot."""
    return _with_code(request, desk, _terminal_of(desk, key))


@require_POST
@desk_page
def revoke(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    actions.revoke(_terminal_of(desk, key))
    messages.success(request, _("The machine is no kiosk any more. It shows so at the next press."))
    return redirect("doors:terminals")


def _with_code(request: PersonRequest, desk: Organisation, terminal: Terminal) -> HttpResponse:
    # Shown in this one answer and kept nowhere: read again, the page has no code.
    code = spaced(actions.give_code(terminal))
    return _shown(request, desk, TerminalForm(), terminal=terminal, code=code)


def _shown(
    request: PersonRequest,
    desk: Organisation,
    form: TerminalForm,
    *,
    terminal: Terminal | None = None,
    code: str = "",
) -> HttpResponse:
    values = {
        "organisation": desk,
        "form": form,
        "terminals": queries.terminals(desk),
        "now": timezone.now(),
        "named": terminal,
        "code": code,
    }
    return render(request, "doors/kiosk/terminals.html", values)


def _terminal_of(desk: Organisation, key: UUID) -> Terminal:
    terminal = Terminal.objects.filter(organisation=desk, key=key).first()
    if terminal is None:
        raise Http404
    return terminal
