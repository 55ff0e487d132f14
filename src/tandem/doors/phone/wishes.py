"""What a person says by telephone or at the desk about messages that go to many people."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.doors.phone.access import desk_page, person_here
from tandem.people.actions import wish_broadcasts
from tandem.people.http import PersonRequest
from tandem.territory.models import Organisation


@require_POST
@desk_page
def to_many(request: PersonRequest, _desk: Organisation, person: UUID) -> HttpResponse:
    """No more of them, or again: as she says now."""
    known = person_here(key=person)
    if known is None:
        raise Http404
    wished = request.POST.get("wished") == "yes"
    wish_broadcasts(known, wished=wished)
    if wished:
        messages.success(request, _("Noted: messages that go to many people come again."))
    else:
        messages.success(request, _("Noted: no more messages that go to many people."))
    return redirect("doors:desk_new_for", person=known.key)
