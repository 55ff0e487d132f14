"""What coordinators settle for the line: greeting, exchanges, and what is closed for a while."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.cases.actions import close_intake, reopen_intake
from tandem.cases.intake import closures_of
from tandem.doors.line import actions, queries
from tandem.doors.line.access import coordinators_page
from tandem.doors.line.forms import ClosingForm, GreetingForm, LineForm
from tandem.doors.models import Line
from tandem.people.http import PersonRequest
from tandem.services.catalogue import find
from tandem.territory.models import Organisation
from tandem.ui import keeping


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_page
def greeting(request: PersonRequest, desk: Organisation) -> HttpResponse:
    form = GreetingForm(
        request.POST if request.method == "POST" else None, initial=queries.greetings_of(desk)
    )
    if form.is_bound and form.is_valid():
        actions.word_greeting(desk, form.words())
        messages.success(request, _("Operators read this from now on."))
        return redirect("doors:line")
    return render(request, "doors/line/greeting.html", {"organisation": desk, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_page
def exchanges(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """The exchanges that may tell who rings; a token is shown once."""
    form = LineForm(request.POST if request.method == "POST" else None)
    made, token = None, ""
    if form.is_bound and form.is_valid():
        made, token = actions.open_line(desk, form.cleaned_data["name"])
        form = LineForm()
    values = {
        "organisation": desk,
        "form": form,
        "lines": queries.lines_of(desk),
        "made": made,
        "token": token,
    }
    return render(request, "doors/line/exchanges.html", values)


@require_POST
@coordinators_page
def end_exchange(request: PersonRequest, desk: Organisation, line: int) -> HttpResponse:
    row = Line.objects.filter(organisation=desk, pk=line).first()
    if row is None:
        raise Http404
    actions.end_line(row)
    messages.success(request, _("This exchange can tell us nothing any more."))
    return redirect("doors:line_exchanges")


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_page
def closing(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Take in none of a service for a while: every door says so before its questions."""
    form = ClosingForm(desk, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        close_intake(desk, said["service"], form.words(), said["reopens_on"])
        keeping.forget()
        messages.success(
            request, _("Every door says so from now on, the home page within a minute.")
        )
        return redirect("doors:line_closing")
    values = {
        "organisation": desk,
        "form": form,
        "closed": closures_of(desk, timezone.localdate()),
    }
    return render(request, "doors/line/closing.html", values)


@require_POST
@coordinators_page
def reopen(request: PersonRequest, desk: Organisation, slug: str) -> HttpResponse:
    if find(slug) is None:
        raise Http404
    reopen_intake(desk, slug)
    keeping.forget()
    messages.success(request, _("It is taken in again. The home page says so within a minute."))
    return redirect("doors:line_closing")
