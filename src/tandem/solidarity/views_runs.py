"""The runs of the program, for whoever answers for them; a question is taken away without names."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.register.actions import note_taken
from tandem.register.models import Run
from tandem.solidarity import access, queue, recruiting, runs_page
from tandem.territory.models import Organisation


@require_GET
@access.auditing_page
def runs(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    page, lines = runs_page.page_of(organisation, request.GET.get("page", ""))
    values = {"organisation": organisation, "lines": lines, "page": page}
    return render(request, "solidarity/runs.html", values)


@require_GET
@access.auditing_page
def run(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    shown = runs_page.shown(_found(runs_page.find(organisation, key)))
    return render(request, "solidarity/run.html", {"shown": shown})


@require_POST
@access.auditing_page
def question(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    """The question as a file, to be run again anywhere; that it was taken is noted."""
    found = _found(runs_page.find_question(organisation, key))
    note_taken(found)
    response = HttpResponse(runs_page.as_file(found), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="question.json"'
    return response


@require_http_methods(["GET", "POST"])
@access.auditing_page
def look_for(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Which new volunteers would help most people; worked out again when asked."""
    if request.method == "POST":
        queue.whom_to_look_for(organisation.pk)
        messages.info(request, _("It is being worked out. Look again in a few minutes."))
        return redirect("solidarity:look_for")
    return render(request, "solidarity/look_for.html", {"found": recruiting.latest(organisation)})


def _found(found: Run | None) -> Run:
    if found is None:
        raise Http404
    return found
