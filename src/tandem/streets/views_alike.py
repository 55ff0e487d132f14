"""Two reports that look alike: joined, or said not to be the same, with one press."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.cases.errors import NotNow as CaseNotNow
from tandem.people.http import PersonRequest
from tandem.streets import access, office, resembling, wording
from tandem.streets.access import Office
from tandem.streets.errors import NotNow


@require_POST
@access.office_page
def alike(request: PersonRequest, of: Office, sign: str, other: str) -> HttpResponse:
    """What the reporters will read stood beside the button."""
    ours, theirs = access.report_of(of, sign), access.report_of(of, other)
    deed, lead = request.POST.get("deed"), ours.sign
    try:
        if deed == "join":
            stays = office.join_alike(ours, theirs, seen=request.POST.get("stays", ""))
            lead = stays.sign
            said = _("The two go on as one, under the sign %(sign)s.") % {"sign": stays.shown_sign}
        elif deed == "apart":
            resembling.say_apart(ours, theirs)
            said = _("It is noted that they are not the same. They are not proposed again.")
        else:
            raise Http404
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, said)
    return _back(request, lead)


def _back(request: PersonRequest, sign: str) -> HttpResponse:
    """To the same place of the list, if it was pressed there."""
    if "list" not in request.POST:
        return redirect("streets:office_report", sign)
    # Read and written anew: it can lead to no other address.
    place = QueryDict(request.POST["list"][:1000]).urlencode()
    return redirect(f"{reverse('streets:inbox')}?{place}")
