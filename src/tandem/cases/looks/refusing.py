"""What a colleague reads where the guard refused her: a page, and never a fault."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tandem.people.errors import LookRefused
from tandem.ui.headers import never_kept

Answer = Callable[[HttpRequest], HttpResponseBase]


class TellRefusal:
    """Middleware. The page that asked is undone; the try stays in the journal."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _page(request, exception) if isinstance(exception, LookRefused) else None


@never_kept
def _page(request: HttpRequest, refused: LookRefused) -> HttpResponse:
    values = {"code": refused.code, "person": refused.person}
    return render(request, "cases/looks/refused.html", values, status=403)
