"""A session becomes hers, or is shown one thing more; and where she goes on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tandem.accounts import going_on
from tandem.accounts.actions import enter
from tandem.accounts.second.standing import shown_now
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import standing
from tandem.accounts.ways.kinds import Shown
from tandem.mine.entering.finding import Resident
from tandem.ui import language


def let_in(request: HttpRequest, hers: Resident, shown: Shown, leads: str = "") -> HttpResponse:
    """Signed in; or, if she is already, with one more thing shown."""
    account = hers.account
    again = request.user.is_authenticated and request.user.pk == account.pk
    if not again:
        enter(request, account)
    if not again or standing.by_way(request):
        standing.note(request, shown, hers.counts_from)
    else:
        shown_now(request, "")
    if hers.way is not None:
        ways.note_use(hers.way)
    response = redirect(going_on.safe(request, leads) if leads else "cases:mine")
    if language.COOKIE not in request.COOKIES:
        language.remember(response, hers.person.language)
    return response
