"""The only way to a number that rang, and who may word and close the line."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse

from tandem.doors.models import Call
from tandem.doors.phone.access import desk_page
from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.people.http import PersonRequest
from tandem.people.words import text_of
from tandem.territory.choices import Role
from tandem.territory.models import Organisation

P = ParamSpec("P")


def look_at_number(call: Call) -> str:
    """The number that rang, empty where it is withheld; the look is in the journal before."""
    looked([call], Purpose.INTAKE, what="doors.call_opened")
    # Forgotten after a month.
    return text_of(None, call.sealed, call.place)


def coordinators_page(
    page: Callable[Concatenate[PersonRequest, Organisation, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """What is said in public, or by every operator, is for those who answer for it."""

    @desk_page
    def guarded(
        request: PersonRequest, desk: Organisation, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        held = [m for m in request.memberships if m.organisation.pk == desk.pk]
        if not any(Role(one.role) == Role.COORDINATOR for one in held):
            raise Http404
        return page(request, desk, *args, **kwargs)

    return guarded
