"""The requests of somebody known: where each stands, and one opened with her, for this call only."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.cases import access as cases
from tandem.cases import following, queries
from tandem.cases.following import Helper
from tandem.cases.models import Case
from tandem.doors.phone.access import desk_page, person_here
from tandem.doors.phone.forms import WithHerForm
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.territory.models import Organisation
from tandem.territory.signposts import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One of her requests as the desk sees it before it is opened: nothing of what is in it."""

    case: Case
    title: str
    state: str
    late: bool


def requests_of(person: Person) -> list[Line]:
    """Newest first."""
    return list(_lines(queries.cases_of(person)))


def _lines(cases: Iterable[Case]) -> Iterable[Line]:
    for case in cases:
        said = queries.state_for_colleagues(case)
        yield Line(case, queries.title_of(case), said, queries.is_late(case))


@require_POST
@desk_page
def open_with_her(request: PersonRequest, desk: Organisation, person: UUID) -> HttpResponse:
    """She is on the line or at the desk: what she could read and do by herself is read and done."""
    known = person_here(key=person)
    if known is None or request.account is None:
        raise Http404
    form = WithHerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose where the person is."))
        return redirect("doors:desk_new_for", known.key)
    case = cases.own_case(known, request.POST.get("reference", ""))
    place = Place(str(case.pk), case.territory_id, case.organisation_id)
    helper = Helper(request.account.pk, desk.pk, Door(form.cleaned_data["door"]))
    following.keep_with_her(request, place, helper)
    return redirect("cases:follow")
