"""Who handed in a form on paper and comes to ask: the number printed on her sheet leads to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.doors.scans import queries
from tandem.doors.scans.access import scans_page
from tandem.doors.scans.forms import SheetNumberForm
from tandem.people.http import PersonRequest
from tandem.territory.models import Organisation


@require_POST
@scans_page
def numbered(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Not by the address: whoever has the number has the way to reference and word."""
    form = SheetNumberForm(request.POST)
    if not form.is_valid():
        for said in form.errors["number"]:
            messages.error(request, str(said))
        return redirect("doors:waiting_room")
    found = queries.numbered(desk, form.cleaned_data["number"])
    if not found:
        messages.error(request, _("We have no sheet of this number. Was it scanned here?"))
    elif len(found) > 1:
        # A photocopy bears the number of its first: nobody is told of another person's request.
        messages.error(request, _("Several people filled in a copy of this sheet: ask her name."))
    else:
        return redirect("doors:waiting_done", found[0].key)
    return redirect("doors:waiting_room")
