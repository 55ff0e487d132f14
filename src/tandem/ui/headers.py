"""What a browser may do with a page, told by every answer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

P = ParamSpec("P")
Asked = TypeVar("Asked", bound=HttpRequest)
Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[Concatenate[Asked, P], HttpResponse]
LARGE = 24_000
"""A page of so many bytes, with what it brings along, is much for a slow line."""

NEVER_KEPT = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Expires": "0",
}


def never_kept(view: View[Asked, P]) -> View[Asked, P]:
    """Neither a browser nor anything between keeps this page; what Django says, at a tenth of its
    cost.
    """

    @wraps(view)
    def marked(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, said in NEVER_KEPT.items():
            response.headers[name] = said
        return response

    return marked


def guard(get_response: Answer) -> Answer:
    """Middleware. The policy is one for the whole house, so it is written once."""
    told = {HEADER: build_policy(), "X-Frame-Options": settings.X_FRAME_OPTIONS}

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, said in told.items():
            response.headers.setdefault(name, said)
        return response

    return answer


def answer_head(get_response: Answer) -> Answer:
    """Middleware. HEAD is answered like GET, without the page: who watches over links asks so."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return answer


def squeeze(get_response: Answer) -> Answer:
    """Middleware. Large pages go compressed; small ones are not worth the time.

    As Django does it: at a length that chance varies, so that it tells nothing of what is inside
    (BREACH, CVE-2013-3587).
    """
    squeezed = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and isinstance(response, HttpResponse) and len(response.content) >= LARGE:
            return squeezed.process_response(request, response)
        return response

    return answer
