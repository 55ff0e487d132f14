"""No address and no cookie holds a NUL: people type none, and no row of the database can hold one.

Taken out rather than refused: whoever follows a link that was broken on its way loses nothing.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

NUL, WRITTEN, IN_COOKIE = "\0", "%00", "\\000"
Answer = Callable[[HttpRequest], HttpResponseBase]


class WithoutNull:
    """Middleware, before whatever reads a value."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("QUERY_STRING", "")
        while WRITTEN in asked or NUL in asked:
            # Until none is left: what stood around one may make another.
            asked = asked.replace(WRITTEN, "").replace(NUL, "")
        request.META["QUERY_STRING"] = asked
        if IN_COOKIE in request.META.get("HTTP_COOKIE", ""):
            kept = {name: said.replace(NUL, "") for name, said in request.COOKIES.items()}
            request.COOKIES = kept
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """An address with one leads nowhere. What is typed into a form is kept as it is, and its form
        says kindly what is wrong; programs are answered by their doors.
        """
        if NUL in request.path_info and not getattr(view, "csrf_exempt", False):
            raise Http404
