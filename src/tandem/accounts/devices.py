"""Devices from which somebody has signed in before.

Whoever guesses at her password elsewhere delays himself, and not her: tries from a device she has
used are counted apart. After OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from tandem.toolbox.sealing import digest

COOKIE, SALT = "device", "accounts.device"
LIVES = timedelta(days=180)


def counted_as(request: HttpRequest, email: str) -> str:
    """Under which name tries for this address are counted: of this device, or of all others."""
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIVES) or ""
    whose, _dot, device = said.partition(".")
    known = constant_time_compare(whose, _whose(email))
    return f"{email}:{device}" if known else email


def remember(response: HttpResponse, email: str) -> None:
    """The cookie names nobody: a keyed digest, and a number of its own."""
    response.set_signed_cookie(
        COOKIE,
        f"{_whose(email)}.{secrets.token_hex(8)}",
        salt=SALT,
        max_age=LIVES,
        path="/sign-in/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _whose(email: str) -> str:
    return digest("device", email).hex()
