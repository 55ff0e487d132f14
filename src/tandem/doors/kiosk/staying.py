"""A terminal shows nothing but the kiosk: other pages, and pages of mistakes, lead back to it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tandem.doors.kiosk.access import COOKIE

Answer = Callable[[HttpRequest], HttpResponse]
ALSO = ("/static/", "/language/", "/healthz")
LOST = frozenset({403, 404, 405})
"""A form that was wiped meanwhile, or a page that is none."""
SORRY_FOR = 20


def stay(get_response: Answer) -> Answer:
    """Middleware. Whoever made the cookie up is led to a page that asks for a code."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.COOKIES.get(COOKIE):
            return get_response(request)
        home, over = reverse("doors:kiosk_home"), reverse("doors:kiosk_over")
        if not request.path.startswith((home, *ALSO)):
            return redirect(home)
        response = get_response(request)
        if response.status_code in LOST and request.path not in {home, over}:
            return redirect(home)
        if response.status_code >= 500:
            response.headers["Refresh"] = f"{SORRY_FOR}; url={over}"
        return response

    return respond
