"""Perhaps the same person: two requests, and somebody who decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.cases import likenesses
from tandem.people import actions
from tandem.people.choices import LikenessState
from tandem.people.errors import AlreadyDecided, AlreadyMerged
from tandem.people.http import PersonRequest
from tandem.people.joining import has_ways_in
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_GET
def alike(request: PersonRequest) -> HttpResponse:
    """Every pair that waits, without a name, and those decided of late."""
    organisations = likenesses.organisations_of(request)
    if not organisations:
        raise Http404
    waiting, decided = likenesses.lines(organisations)
    return render(request, "cases/alike.html", {"waiting": waiting, "decided": decided})


@never_kept
@login_required
@require_GET
def pair(request: PersonRequest, key: UUID) -> HttpResponse:
    """Opening it is a look at both."""
    row = likenesses.pair(request, key)
    values = {
        "likeness": row,
        "same": likenesses.in_common(row),
        "sides": likenesses.opened(row),
        "is_open": row.state == LikenessState.OPEN,
        "signs_in": not row.across and any(has_ways_in(one) for one in (row.one, row.other)),
        "state": LikenessState(row.state).label,
    }
    return render(request, "cases/alike_pair.html", values)


@never_kept
@login_required
@require_POST
def decide(request: PersonRequest, key: UUID) -> HttpResponse:
    row = likenesses.pair(request, key)
    said = request.POST.get("said", "")
    try:
        if said == "different":
            actions.say_different(row)
        elif said in {"same_first", "same_last"}:
            actions.say_same(row, reach_as_last_said=said == "same_last")
        else:
            messages.error(request, _("Choose one of the answers."))
            return redirect("cases:alike_pair", row.key)
    except (AlreadyDecided, AlreadyMerged):
        messages.warning(request, _("A colleague was faster. Look at what was decided."))
    else:
        messages.success(request, _("It is noted. You can still go back on it."))
    return redirect("cases:alike")


@never_kept
@login_required
@require_POST
def undo(request: PersonRequest, key: UUID) -> HttpResponse:
    """It was a mistake: undecided again, and what was joined is parted."""
    row = likenesses.pair(request, key)
    actions.reconsider(row)
    messages.success(request, _("This pair is undecided again; nothing was lost."))
    return redirect("cases:alike_pair", row.key)
