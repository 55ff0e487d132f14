"""A passkey alone: the device finds it, and makes sure who holds it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tandem.accounts import throttle
from tandem.accounts.models import Passkey
from tandem.accounts.second import actions as proofs
from tandem.accounts.second import passkeys, standing
from tandem.accounts.ways.kinds import Shown
from tandem.mine.entering import finding
from tandem.mine.entering.forms import PasskeyForm
from tandem.mine.entering.letting_in import let_in
from tandem.mine.entering.trying import too_soon
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@sensitive_post_parameters("passkey")
@never_kept
@require_POST
def passkey(request: PersonRequest) -> HttpResponse:
    """Asked first, then shown; both are sent, so that merely looking at a page begins nothing."""
    form = PasskeyForm(request.POST)
    said = form.cleaned_data["passkey"] if form.is_valid() else ""
    if not said:
        return _ask(request, form)
    tried = throttle.Guess(throttle.machine_of(request, "passkey"), "", strict=True)
    if wait := throttle.wait_to_try(tried):
        messages.warning(request, throttle.in_words(wait))
        return too_soon(_ask(request, form), wait)
    question = request.session.pop(standing.QUESTION, None)
    number = passkeys.number_in(said)
    key = Passkey.objects.filter(number=number).select_related("account").first()
    hers = finding.resident(key.account, Shown.PASSKEY) if number and key is not None else None
    if key is None or hers is None or not proofs.take_passkey(key.account, said, question):
        throttle.was_wrong(tried)
        messages.warning(request, _("This passkey opens nothing here. Take another way."))
        return redirect("mine:enter")
    throttle.was_right(tried)
    if key.opens_at is not None:
        hers = replace(hers, counts_from=key.opens_at.timestamp())
    return let_in(request, hers, Shown.PASSKEY, form.cleaned_data["next"])


def _ask(request: PersonRequest, form: PasskeyForm) -> HttpResponse:
    if not passkeys.possible():
        return redirect("mine:enter")
    question, request.session[standing.QUESTION] = passkeys.ask_anybody()
    again = PasskeyForm(initial={"next": form.data.get("next", "")})
    values = {"form": again, "question": question}
    return render(request, "mine/entering/passkey.html", values)
