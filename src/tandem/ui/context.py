"""What every frame needs to know, given to each page by a context processor."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils import translation

from tandem.ui import language, navigation


def _footer(request: HttpRequest, roles: Iterable[str]) -> tuple[navigation.Shown, ...]:
    found = navigation.shown("footer", roles)
    if getattr(request, "account", None) is None:
        return found
    # Whoever is signed in has no use for the way in.
    way_in = navigation.address("accounts:sign_in", get_urlconf())
    return tuple(link for link in found if link.href != way_in)


def frame(request: HttpRequest) -> dict[str, Any]:
    code = translation.get_language() or language.LAST_RESORT
    roles = getattr(request, "roles", ())
    return {
        "lang": code,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": language.spoken_here(),
        "platform": str(settings.PLATFORM_NAME),
        # Where the language switch comes back to; a page that answers a POST has no other address.
        "here": request.get_full_path(),
        "public_links": navigation.shown("public", roles),
        "desk_links": navigation.shown("desk", roles),
        "signed_in": getattr(request, "account", None) is not None,
        "sign_out": navigation.address("accounts:sign_out", get_urlconf()),
        "footer_links": _footer(request, roles),
    }
