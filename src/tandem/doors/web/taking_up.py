from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from tandem.accounts import throttle
from tandem.doors import presenting
from tandem.doors.forms import CodeForm
from tandem.doors.fronts import WEBSITE
from tandem.doors.web import codes
from tandem.people.http import PersonRequest
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.ui.front import Front


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: PersonRequest, front: Front = WEBSITE) -> HttpResponse:
    """Go on with a form begun at any door, by its reference and word."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    draft = draft_of_code(request, form) if form.is_bound and form.is_valid() else None
    if draft is not None and (closed := draft.service.impossible.get(drafts.current_door())):
        form.add_error(None, str(closed))
    elif draft is not None:
        response = redirect(presenting.next_page(draft, draft.service, front))
        codes.remember(response, draft.service, draft.code, front)
        return response
    return render(request, "doors/web/take_up.html", {"form": form, "front": front})


def draft_of_code(request: PersonRequest, form: CodeForm) -> OpenDraft | None:
    """The draft of this code; or None, and the form says why. Wrong codes bring a delay."""
    reference = form.code.reference if form.code else ""
    tried = throttle.Guess(throttle.machine_of(request, "draft"), reference)
    if request.account:
        # A desk takes up many forms behind one address; a colleague is known.
        who = f"colleague {request.account.pk}"
        tried = throttle.Guess(("draft:colleague", who), reference, device=who)
    if wait := throttle.wait_to_try(tried):
        form.add_error(None, throttle.in_words(wait))
        return None
    if form.code and (draft := drafts.take_up(form.code)):
        throttle.was_right(tried)
        return draft
    throttle.was_wrong(tried)
    form.add_error(
        None,
        _(
            "We have no form with this reference and word. Check both. "
            "A form that nobody touched for 30 days is thrown away."
        ),
    )
    return None
