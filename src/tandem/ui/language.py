"""Which language a page speaks: the one chosen, else the one the browser asks for, else French."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "language"
LAST_RESORT = "fr"

SPEAK = "speak"
"""The name of the switch on a page that keeps what one types before it changes language."""
VARIES = "Accept-Language, Cookie"
A_YEAR = 365 * 24 * 60 * 60

Answer = Callable[[HttpRequest], HttpResponseBase]


def spoken_here() -> dict[str, str]:
    """Code and own name of each language of the house."""
    return dict(settings.LANGUAGES)


def wanted(request: HttpRequest) -> str:
    spoken = spoken_here()
    if (chosen := request.COOKIES.get(COOKIE, "")) in spoken:
        return chosen
    for asked, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        # "nl-be" is answered in Dutch.
        if (code := asked.partition("-")[0]) in spoken:
            return code
    return LAST_RESORT


def spoken_next(request: HttpRequest) -> str:
    """The language just pressed on a page in which one types; empty if another button was."""
    said = request.POST.get(SPEAK, "")
    return said if said in spoken_here() else ""


def remember(response: HttpResponseBase, chosen: str) -> None:
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def choose(get_response: Answer) -> Answer:
    """Middleware: everything inside answers in the language wanted."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language = wanted(request)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if "Vary" in response.headers:
            patch_vary_headers(response, VARIES.split(", "))
        else:
            response.headers["Vary"] = VARIES
        return response

    return answer
