"""Her first way in, by reference and word; or a code by letter for who has neither address nor number."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.ways.kinds import Shown
from tandem.cases import following
from tandem.mine.entering import actions, finding, new_word
from tandem.mine.entering.forms import ContactForm
from tandem.mine.entering.letting_in import let_in
from tandem.mine.entering.own_views import ask_contact, keep_contact, said_of
from tandem.mine.errors import NotNow
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    with following.opened(request, shown=False, herself=True) as case:
        if case is not None and new_word.was_renewed(case.pk):
            messages.info(
                request,
                _("With a word that was made anew no way to sign in is added. Come to the desk."),
            )
            return redirect("cases:follow")
        if new_word.may_begin(case) is None:
            raise Http404
    form = ContactForm(request.POST if request.method == "POST" else None)
    return ask_contact(request, form, "mine:yours_way_code", reverse("cases:follow"))


@sensitive_post_parameters("code")
@never_kept
@require_http_methods(["GET", "POST"])
def begin_code(request: PersonRequest) -> HttpResponse:
    with following.opened(request, shown=False, herself=True) as case:
        person = new_word.may_begin(case)
        if person is None:
            raise Http404
        response, way = keep_contact(request, person, proven=False)
    if way is None:
        return response
    hers = finding.resident(way.account, Shown(way.kind), way)
    if hers is None:
        messages.info(request, _("It is kept. Who works here signs in with a password."))
        return redirect("cases:follow")
    messages.success(request, said_of(way.opens_at))
    return let_in(request, hers, Shown(way.kind), reverse("mine:enter_done"))


@never_kept
@require_POST
def letter(request: PersonRequest) -> HttpResponse:
    """A code to the address that is known of her."""
    with following.opened(request, shown=False, herself=True) as case:
        person = new_word.may_begin(case)
        if person is None:
            raise Http404
        try:
            actions.send_letter(person, timezone.now())
        except NotNow as error:
            messages.warning(request, why_no_letter(str(error)))
        else:
            said = _("A letter with a code leaves for the address that we know of you.")
            messages.success(request, said)
    return redirect("cases:follow")


def why_no_letter(code: str) -> str:
    if code == "sent_lately":
        return _("A letter left less than a week ago. Wait for it, or come to the desk.")
    if code == "not_surely_hers":
        return _("No code goes to this address just now. Come to the desk for one.")
    return _("No letter is sent to your address, as you asked. Come to the desk for a code.")


@never_kept
@require_http_methods(["GET"])
def done(request: PersonRequest) -> HttpResponse:
    """What signing in changes, and what it does not."""
    if request.account is None:
        return redirect("mine:enter")
    return render(request, "mine/entering/done.html", {})
