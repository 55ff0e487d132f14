"""No value that comes in holds a NUL: people type none, and no row of the database can hold one.

Taken out rather than refused: whoever pasted one by mistake loses nothing of what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
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
        """An address with one leads nowhere. What is posted was read already, to see its token; what
        programs send is read by their doors alone.
        """
        if NUL in request.path_info:
            raise Http404
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _without(request.POST)  # type: ignore[assignment]


def _without(said: QueryDict) -> QueryDict:
    if not any(NUL in one for name, every in said.lists() for one in (name, *every)):
        return said
    kept = QueryDict(mutable=True)
    for name, every in said.lists():
        kept.setlist(name.replace(NUL, ""), [one.replace(NUL, "") for one in every])
    return kept
