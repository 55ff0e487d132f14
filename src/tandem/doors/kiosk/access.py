"""Which terminal a page is asked from, and what its visitor has in hand; nothing for other machines."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control

from tandem.doors.fronts import KIOSK
from tandem.doors.kiosk import rules
from tandem.doors.models import Terminal
from tandem.doors.web import codes
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.services.catalogue import services
from tandem.services.drafts import OpenDraft
from tandem.tenancy.scope import Scope, within
from tandem.territory import signposts
from tandem.toolbox.sealing import digest
from tandem.ui import language

COOKIE, SALT = "terminal", "tandem.doors.terminal"
LIVES = 400 * 24 * 60 * 60
"""As long as a browser keeps a cookie; each visit to the first page begins it anew."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One person before the terminal, from the first press to the wiping."""

    terminal: Terminal
    scope: Scope
    token: str
    begun: bool
    """Whether there is anything to wipe."""

    @property
    def seconds(self) -> int:
        """Without a press, until the page asks whether anybody is there."""
        return settings.KIOSK_IDLE_SECONDS

    @property
    def slow_seconds(self) -> int:
        return self.seconds * rules.SLOWER

    @property
    def last_seconds(self) -> int:
        return self.seconds * rules.SURELY_OVER

    def to_be_cleared(self, request: HttpRequest) -> bool:
        """Whether the page may tell something of somebody; the first one does not, untouched."""
        return self.begun or request.path != KIOSK.at("home")

    @property
    def warned(self) -> int:
        return min(rules.WARNED, self.seconds)


class KioskRequest(PersonRequest):
    visit: Visit
    shared_machine: str


View = Callable[..., HttpResponse]


def kiosk_page(view: View) -> View:
    """For an enrolled terminal; another machine is led to where a colleague enrols it."""

    @wraps(view)
    def guarded(request: KioskRequest, /, *args: object, **kwargs: object) -> HttpResponse:
        visit = visit_at(request)
        if visit is None:
            return redirect("doors:kiosk_enrol")
        request.visit = visit
        # Wrong codes typed here count for this terminal, and not for whoever shares its address.
        request.shared_machine = str(visit.terminal.key)
        with acting(
            replace(current(), account=None, organisation=None, door=Door.KIOSK, shown=None)
        ):
            response = view(request, *args, **kwargs)
        if response.status_code < 300 and visit.to_be_cleared(request):
            back = f"{KIOSK.at('still_there')}?back={quote(request.path)}"
            response.headers.setdefault("Refresh", f"{visit.last_seconds}; url={back}")
        return response

    kept_nowhere: View = cache_control(no_store=True, private=True)(guarded)
    return kept_nowhere


def visit_at(request: HttpRequest) -> Visit | None:
    """The visit at the terminal whose cookie this is; None if it is revoked or never was."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
    place = signposts.find_one("terminal", token) if token else None
    if place is None:
        return None
    with within(place.scope):
        rows = Terminal.objects.in_use().filter(pk=place.target)
        terminal = rows.filter(token_digest=digest("terminal", token)).first()
    if terminal is None:
        return None
    return Visit(terminal, place.scope, token, bool(left_behind(request)))


def left_behind(request: HttpRequest) -> list[str]:
    """The names of every cookie that is the visitor's and not the machine's."""
    own = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, language.COOKIE, "messages"}
    named = [name for name, said in request.COOKIES.items() if said]
    return [name for name in named if name in own or name.startswith(codes.PREFIX)]


def keep_enrolled(response: HttpResponse, token: str) -> None:
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=LIVES,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def draft_in_hand(request: HttpRequest) -> OpenDraft | None:
    """The unfinished form that this visitor touched last."""
    found = [draft for service in services() if (draft := codes.draft_in(request, service))]
    unsent = [draft for draft in found if not draft.sent]
    return max(unsent, key=lambda draft: draft.row.touched_at, default=None)


def page_to_return_to(said: str) -> str:
    """Only a page of the kiosk itself; nobody is led elsewhere from here."""
    home = reverse(f"{KIOSK.names}home")
    is_ours = said.startswith(home) and ".." not in said and "\\" not in said
    return said if is_ours else home
