from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tandem.desk import complaints, duties, queries
from tandem.desk.forms import PostalCodeForm
from tandem.people.http import PersonRequest
from tandem.people.middleware import BY_ITSELF
from tandem.territory.models import Platform
from tandem.toolbox.postal_codes import plain
from tandem.ui.headers import never_kept
from tandem.ui.keeping import same_for_everybody

REVIEWED = date(2026, 11, 27)
"""When somebody last read the accessibility statement beside the site."""


@require_GET
@same_for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """What can be done here, and by which other ways; on an empty installation, its first run."""
    if not Platform.objects.exists():
        return redirect("desk:first_run")
    values = {
        "services": queries.offered_online(),
        "closures": queries.closed_for_a_while(),
        "telephones": queries.telephones(),
        "streets": queries.streets_told(),
    }
    return render(request, "desk/home.html", values)


@require_GET
@login_required
def start(request: PersonRequest) -> HttpResponse:
    """Where somebody who has just signed in begins."""
    return redirect("desk:staff" if request.memberships else "cases:mine")


@never_kept
@require_GET
@login_required
def staff(request: PersonRequest) -> HttpResponse:
    """What waits to be done, as numbers that lead there."""
    if not request.memberships:
        return redirect("cases:mine")
    values = {
        "figures": duties.waiting(request, timezone.now()),
        "organisations": [str(m.organisation) for m in request.memberships],
        "shut": [str(one) for one in request.shut],
    }
    response = render(request, "desk/staff.html", values)
    # Nothing is typed here, and somebody may be calling at a terminal. That the page looks again
    # does not show that she is still there.
    response["Refresh"] = f"60; url={request.path}?{BY_ITSELF}"
    return response


@require_GET
@same_for_everybody
def privacy(request: HttpRequest) -> HttpResponse:
    values = {
        "places": queries.places(),
        "authority": complaints.AUTHORITY,
        "ombudsmen": complaints.ombudsmen_of(queries.communes()),
        "today": timezone.localdate(),
    }
    return render(request, "desk/privacy.html", values)


@require_GET
@same_for_everybody
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/accessibility.html", {"reviewed": REVIEWED})


@require_GET
@same_for_everybody
def contact(request: HttpRequest) -> HttpResponse:
    """Telephone, desk and address of the service of one's commune."""
    asked = plain(request.GET.get("postal_code", "").strip()[:60])
    values = {
        "form": PostalCodeForm(initial={"postal_code": asked}),
        "asked": asked,
        "found": queries.place_for(asked) if asked else None,
        "telephones": queries.telephones(),
        "places": queries.places(),
        "ombudsmen": complaints.ombudsmen_of(queries.communes(asked)),
        "today": timezone.localdate(),
    }
    return render(request, "desk/contact.html", values)
