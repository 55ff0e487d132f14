"""How often may be tried: whoever guesses waits, and nobody who shares a machine waits for him."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from tandem.accounts import devices, throttle
from tandem.accounts.ways import codes
from tandem.accounts.ways.kinds import WayKind


def ask_allowed(request: HttpRequest, kind: WayKind, said: str | bytes) -> throttle.Guess:
    """To have a code sent to one address or number; the same whether anybody is known there."""
    contact = (said if isinstance(said, bytes) else codes.contact_digest(kind, said)).hex()
    return throttle.Guess(
        throttle.machine_of(request, "code_asked"),
        contact,
        brake="code_asked",
        device=devices.ENTERED.device(request, contact),
        strict=True,
    )


def code_tried(request: HttpRequest, asked: str) -> throttle.Guess:
    """A code that was sent: beside it few tries are counted in its own row."""
    return throttle.Guess(throttle.machine_of(request, "code"), asked, brake="code", strict=True)


def too_soon(response: HttpResponse, wait: timedelta) -> HttpResponse:
    response.status_code = 429
    response.headers["Retry-After"] = str(throttle.seconds(wait))
    return response
