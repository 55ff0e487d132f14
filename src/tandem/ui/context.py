"""What every frame needs to know, given to each page by a context processor."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils import translation

from tandem.ui import above, language, navigation
from tandem.ui.rendering import markup

WAYS_IN = ("accounts:sign_in", "mine:enter")


def frame(request: HttpRequest) -> dict[str, Any]:
    signed_in = getattr(request, "account", None) is not None
    roles = getattr(request, "ways", ())
    spoken, urlconf = translation.get_language(), get_urlconf()
    code = spoken or language.LAST_RESORT
    public, desk, footer = navigation.shown(roles, spoken, urlconf)
    return {
        **_same(code, urlconf, signed_in, str(settings.PLATFORM_NAME), footer),
        # Where the language switch comes back to; a page that answers a POST has no other address.
        "here": request.get_full_path(),
        "public_ways": navigation.listed(public, request.path),
        "desk_ways": navigation.listed(desk, request.path),
        "above": above.above(request),
    }


# Made on every page, it was half the work of making one.
@lru_cache(maxsize=512)
def _same(
    code: str,
    urlconf: str | None,
    signed_in: bool,
    platform: str,
    footer: tuple[navigation.Shown, ...],
) -> dict[str, Any]:
    """What the pages of one language and one kind of reader share."""
    spoken = language.spoken_here()
    if signed_in:
        # She has no use for the ways in.
        ways_in = {navigation.address(name, urlconf) for name in WAYS_IN}
        footer = tuple(link for link in footer if link.href not in ways_in)
    return {
        "lang": code,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": spoken,
        "language_buttons": markup("language_buttons", {"languages": spoken, "lang": code}),
        "platform": platform,
        "assets": markup("assets", {}),
        "home": markup("home", {"platform": platform}),
        "signed_in": signed_in,
        "sign_out": navigation.address("accounts:sign_out", urlconf),
        "bottom": markup("footer", {"platform": platform, "ways": navigation.listed(footer)}),
    }
