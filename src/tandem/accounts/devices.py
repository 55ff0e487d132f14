"""Devices from which somebody has signed in before.

Whoever guesses at her password elsewhere delays himself, and not her: tries from a device she has
used are counted apart. After OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from tandem.toolbox.sealing import digest

LIVES = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cookie that says: what belongs to this key was told here before."""

    cookie: str
    path: str

    def device(self, request: HttpRequest, key: str) -> str:
        """The number of this device, if the secret of `key` was told on it; else nothing."""
        said = request.get_signed_cookie(self.cookie, default="", salt=self._salt, max_age=LIVES)
        whose, _dot, device = (said or "").partition(".")
        return device if constant_time_compare(whose, self._whose(key)) else ""

    def remember(self, response: HttpResponse, key: str) -> None:
        """The cookie names nobody: a keyed digest, and a number of its own."""
        response.set_signed_cookie(
            self.cookie,
            f"{self._whose(key)}.{secrets.token_hex(8)}",
            salt=self._salt,
            max_age=LIVES,
            path=self.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def forget(self, response: HttpResponse) -> None:
        response.delete_cookie(self.cookie, path=self.path)

    @property
    def _salt(self) -> str:
        return f"accounts.{self.cookie}"

    def _whose(self, key: str) -> str:
        return digest(self.cookie, key).hex()


SIGNED_IN = Mark("device", "/sign-in/")
FOLLOWED = Mark("followed", "/follow/")
"""On a machine of her own; closing her request takes it away, and a machine in a hall gets none."""
ENTERED = Mark("entered", "/enter/")
"""On a machine on which somebody signed in by a code to this address or number."""
