from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.ways.kinds import Level
from tandem.cases import access, following, queries
from tandem.cases.looks import choosing
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.territory.signposts import Place
from tandem.toolbox.reference import spaced
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def mine(request: PersonRequest) -> HttpResponse:
    """The requests of whoever is signed in; pressing one opens it as with reference and word."""
    if request.method == "POST":
        case = access.own_case(_herself(request), request.POST.get("reference", ""))
        following.keep(request, Place(str(case.pk), case.territory_id, case.organisation_id))
        return redirect("cases:follow")
    cases = queries.cases_of(request.person) if request.person else []
    lines = [
        (
            spaced(case.reference),
            case.reference,
            queries.title_of(case),
            queries.state_in_words(case),
            case.opened_at,
        )
        for case in cases
    ]
    little = request.level == Level.LITTLE
    values = {"lines": lines, "known": bool(request.person), "little": little}
    return render(request, "cases/mine.html", values)


@never_kept
@login_required
@require_GET
def looks(request: PersonRequest) -> HttpResponse:
    """Who looked at the data of whoever is signed in, and why."""
    person = _herself(request)
    values = {
        "looks": queries.looks_at(person, before=request.GET.get("looks", "")),
        "lookers": choosing.lookers(person, but=request.account),
        "exclude": "cases:looks_exclude",
    }
    return render(request, "cases/looks.html", values)


def _herself(request: PersonRequest) -> Person:
    if request.person is None:
        raise Http404
    return request.person
