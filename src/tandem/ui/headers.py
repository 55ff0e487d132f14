"""What a browser may do with a page, told by every answer."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


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
