"""The pages that only a kiosk has; its questions are those of the website, in another frame."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.accounts import throttle
from tandem.doors import presenting
from tandem.doors.fronts import KIOSK
from tandem.doors.kiosk import access, actions, queries, rules
from tandem.doors.kiosk.access import KioskRequest, kiosk_page
from tandem.doors.kiosk.errors import NotEnrolled, TooManyRings
from tandem.doors.kiosk.forms import EnrolForm
from tandem.doors.presenting import next_page
from tandem.doors.web import codes
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.tenancy.scope import within

FAREWELL = 12
"""Seconds for which the page says that everything is cleared."""
LOOK_AGAIN = 6
"""Seconds after which who waits for a colleague reads whether she comes."""


@require_safe
@kiosk_page
def home(request: KioskRequest) -> HttpResponse:
    """What one can do here, in large pictures and words."""
    values = {
        "front": KIOSK,
        "services": presenting.open_to(Door.KIOSK, None),
        "draft": (draft := access.draft_in_hand(request)),
        "go_on": next_page(draft, draft.service, KIOSK) if draft else "",
    }
    response = render(request, "doors/kiosk/home.html", values)
    access.keep_enrolled(response, request.visit.token)
    return response


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: PersonRequest) -> HttpResponse:
    """A colleague types the one-time code, and the machine is a terminal from now on."""
    is_one = access.visit_at(request) is not None
    if is_one and request.method != "POST":
        # Whoever stands before it may come by this address; it stays what it is.
        return redirect(KIOSK.at("home"))
    form = EnrolForm(request.POST if request.method == "POST" else None)
    token = _tried(request, form) if form.is_bound and form.is_valid() else None
    if token is None:
        response = render(request, "doors/kiosk/enrol.html", {"form": form})
        if not is_one:
            # A terminal that was revoked is an ordinary machine again.
            response.delete_cookie(access.COOKIE, samesite="Lax")
        return response
    response = redirect(KIOSK.at("over"))
    access.keep_enrolled(response, token)
    return response


def _tried(request: PersonRequest, form: EnrolForm) -> str | None:
    tried = ("enrol:address", throttle.address_of(request))
    if wait := throttle.longest_wait(tried):
        seconds = throttle.seconds(wait)
        said = ngettext(
            "Too many wrong codes were tried. Wait %(seconds)s second, then send it again.",
            "Too many wrong codes were tried. Wait %(seconds)s seconds, then send it again.",
            seconds,
        )
        form.add_error(None, said % {"seconds": seconds})
        return None
    try:
        return actions.enrol(form.cleaned_data["code"])[1]
    except NotEnrolled:
        throttle.failed(*tried)
        form.add_error("code", _("This code opens no terminal. Ask for a new one at the desk."))
        return None


@require_safe
@kiosk_page
def still_there(request: KioskRequest) -> HttpResponse:
    """Asked after a while without a press. Without an answer everything is cleared."""
    values = {
        "front": KIOSK,
        "back": access.page_to_return_to(request.GET.get("back", "")),
        "draft": access.draft_in_hand(request),
        "seconds": rules.STILL_THERE,
    }
    response = render(request, "doors/kiosk/still_there.html", values)
    response["Refresh"] = f"{rules.STILL_THERE}; url={KIOSK.at('over')}"
    return response


# Without a token: the browser comes here by itself, and the worst a stranger's page can do is to
# end a visit. What it writes is only that nobody waits before the terminal any more.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page
def over(request: KioskRequest) -> HttpResponse:
    """The visit ends: nothing of it is left on this machine, and nobody waits there."""
    with within(request.visit.scope):
        for ring in queries.open_rings_of(request.visit.terminal):
            actions.end_ring(ring)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    response = render(request, "doors/kiosk/over.html", {"front": KIOSK, "seconds": FAREWELL})
    for name in access.left_behind(request):
        # A browser forgets a cookie only at the very path for which it was set.
        path = KIOSK.at("home") if name.startswith(codes.PREFIX) else "/"
        response.delete_cookie(name, path=path, samesite="Lax")
    access.keep_enrolled(response, request.visit.token)
    # Not the cookies: that of the terminal itself must stay, and the others are named above.
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Refresh"] = f"{FAREWELL}; url={KIOSK.at('home')}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page
def help(request: KioskRequest) -> HttpResponse:
    """Call a colleague, then read whether she comes; a form in hand is shared only if one says so."""
    draft = access.draft_in_hand(request)
    if request.method == "POST":
        return _ring(request)
    with within(request.visit.scope):
        found = next(iter(queries.open_rings_of(request.visit.terminal)), None)
    values = {
        "front": KIOSK,
        "draft": draft,
        "go_on": next_page(draft, draft.service, KIOSK) if draft else KIOSK.at("home"),
        "telephone": queries.telephone_of(request.visit.terminal),
        "ring": found,
        "late": found and queries.is_late(found, timezone.now()),
        "watched": bool(found and timezone.now() - found.rung_at < rules.RING_SHOWN),
    }
    response = render(request, "doors/kiosk/help.html", values)
    if values["watched"]:
        response["Refresh"] = str(LOOK_AGAIN)
    return response


def _ring(request: KioskRequest) -> HttpResponse:
    draft = access.draft_in_hand(request) if "share" in request.POST else None
    with within(request.visit.scope):
        try:
            actions.ring(request.visit.terminal, get_language() or "", draft=draft)
        except TooManyRings:
            messages.warning(
                request,
                _("This button was pressed very often just now. Please go to the desk, or call."),
            )
    return redirect(KIOSK.at("help"))


@require_POST
@kiosk_page
def need_nobody(request: KioskRequest) -> HttpResponse:
    """The person manages, and says so: nobody comes in vain."""
    with within(request.visit.scope):
        for ring in queries.open_rings_of(request.visit.terminal):
            actions.end_ring(ring)
    draft = access.draft_in_hand(request)
    return redirect(next_page(draft, draft.service, KIOSK) if draft else KIOSK.at("home"))
