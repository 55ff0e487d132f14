from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.people.http import PersonRequest
from tandem.solidarity import access, actions
from tandem.territory.models import Organisation


@require_POST
@access.coordinator_page
def say(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """A coordinator knows that a minor is to be helped; the program knows only a birth date."""
    need = access.need_to_decide(organisation, key)
    actions.say_minor(need, minor=request.POST.get("minor") == "yes")
    messages.success(request, _("It is written down. The program looks again."))
    return redirect("solidarity:need", key)
