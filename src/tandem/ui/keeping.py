"""Pages that are the same for everybody, kept ready: reading them asks nothing of the database."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tandem.ui import language

View = Callable[..., HttpResponse]
Place = tuple[str, str, str, str]
"""Host, scheme, path and language: all by which such a page differs."""


class Kept(NamedTuple):
    until: float
    content: bytes
    headers: Any


SECONDS = 60.0
MOST = 256
_kept: dict[Place, Kept] = {}


def same_for_everybody(view: View) -> View:
    """The page is made once a minute and language; whoever is signed in gets it made anew."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.same_for_everybody = True  # type: ignore[attr-defined]
        return response

    # No transaction is begun for a page that asks nothing.
    return transaction.non_atomic_requests(marked)


def kept_pages(get_response: View) -> View:
    """Middleware, the first of all: what the others add to such a page is kept with it."""

    def respond(request: HttpRequest) -> HttpResponse:
        place = _place(request)
        if place is None:
            return get_response(request)
        found = _kept.get(place)
        if found is not None and found.until > time.monotonic():
            response = HttpResponse(found.content)
            response.headers = found.headers
            return response
        response = get_response(request)
        if getattr(response, "same_for_everybody", False):
            _keep(place, response)
        return response

    return respond


def _place(request: HttpRequest) -> Place | None:
    """None if a question is asked, somebody is signed in, or a message waits to be shown."""
    asked, cookies = request.META, request.COOKIES
    if settings.DEBUG or request.method != "GET" or asked.get("QUERY_STRING"):
        return None
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return None
    return asked.get("HTTP_HOST", ""), request.scheme or "", request.path, language.wanted(request)


def _keep(place: Place, response: HttpResponse) -> None:
    # What was compressed for one browser is not for all.
    if response.status_code != 200 or response.cookies or "Content-Encoding" in response.headers:
        return
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[place] = Kept(time.monotonic() + SECONDS, response.content, response.headers)


def forget() -> None:
    """Make every page anew: something they all show has changed.

    Other processes of the web make theirs anew within the minute, as they do anyway.
    """
    _kept.clear()
