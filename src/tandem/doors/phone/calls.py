from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tandem.doors.actions import mark_called_back, promise_call_back
from tandem.doors.models import CallBack
from tandem.doors.phone.access import desk_page, door_of, draft_page, person_shown
from tandem.doors.phone.forms import CallBackForm
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation
from tandem.ui.formats import day_time

NO_NUMBER = gettext_lazy(
    "No telephone number of this person is known. Begin a form with her, keep it as a draft, and "
    "promise the call there: it asks for the number."
)


@require_POST
@draft_page
def promise(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """To call back about a draft; the number that was missing is kept in it."""
    form = CallBackForm(request.POST, has_number=number_in(draft))
    if not _promise(request, desk, form, draft=draft):
        return redirect("doors:desk_kept", draft.row.key)
    if said := form.cleaned_data.get("phone"):
        reach = draft.service.form.reach_question
        # Not as answered: how she wishes to be reached is still to be asked.
        drafts.keep(draft.code, {f"{reach}_phone": [said]}, asked=[], door=door_of(draft))
    return redirect("doors:desk")


def number_in(draft: OpenDraft) -> bool:
    """Whether there is something to dial."""
    return any(draft.answers.get(f"{draft.service.form.reach_question}_phone", ()))


@require_POST
@desk_page
def promise_to(request: PersonRequest, desk: Organisation, person: UUID) -> HttpResponse:
    """To call back somebody this desk knows."""
    known, who = person_shown(person)
    if not who.phone:
        messages.error(request, NO_NUMBER)
        return redirect("doors:desk_new_for", person)
    form = CallBackForm(request.POST, has_number=True)
    if not _promise(request, desk, form, person=known):
        return redirect("doors:desk_new_for", person)
    return redirect("doors:desk")


def _promise(
    request: PersonRequest,
    desk: Organisation,
    form: CallBackForm,
    *,
    draft: OpenDraft | None = None,
    person: Person | None = None,
) -> bool:
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
