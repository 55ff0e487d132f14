from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.doors.actions import mark_called_back, promise_call_back
from tandem.doors.models import CallBack
from tandem.doors.phone.access import desk_page, draft_page, person_here
from tandem.doors.phone.forms import CallBackForm
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation
from tandem.ui.formats import day_time


@require_POST
@draft_page
def promise(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """To call back about a draft."""
    if not _promise(request, desk, draft=draft):
        return redirect("doors:desk_kept", draft.row.key)
    return redirect("doors:desk")


@require_POST
@desk_page
def promise_to(request: PersonRequest, desk: Organisation, person: UUID) -> HttpResponse:
    """To call back somebody this desk knows."""
    known = person_here(key=person)
    if known is None:
        raise Http404
    if not _promise(request, desk, person=known):
        return redirect("doors:desk_new_for", person)
    return redirect("doors:desk")


def _promise(
    request: PersonRequest,
    desk: Organisation,
    *,
    draft: OpenDraft | None = None,
    person: Person | None = None,
) -> bool:
    form = CallBackForm(request.POST)
    if not form.is_valid() or request.account is None:
        said = next((error for errors in form.errors.values() for error in errors), "")
        messages.error(request, str(said))
        return False
    promised = promise_call_back(desk, form.at(), by=request.account, draft=draft, person=person)
    said = _("A call is promised for %(when)s.")
    messages.success(request, said % {"when": day_time(promised.promised_at)})
    return True


@require_POST
@desk_page
def done(request: PersonRequest, desk: Organisation, promised: int) -> HttpResponse:
    waiting = CallBack.objects.filter(organisation=desk, pk=promised).first()
    if waiting is None:
        raise Http404
    mark_called_back(waiting)
    messages.success(request, _("The call is noted as made."))
    return redirect("doors:desk")
