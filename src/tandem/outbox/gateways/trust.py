"""Whether a call comes from our own gateway: it knows the secret that SMS_SECRET names."""

import hashlib
import hmac
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

OLDEST = timedelta(minutes=5)
"""Of a signed call; a longer one may be an old one, played again."""
MOST = 100_000
"""Octets of one call; no text message is a tenth as long."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_gateway(view: View[P]) -> View[P]:
    """Open to our gateway alone; where no secret is set there is no such page."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.SMS_SECRET:
            raise Http404
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
            return HttpResponse(status=413)
        if not (knows_secret(request) or is_signed(request, timezone.now())):
            return HttpResponseForbidden()
        return view(request, *args, **kwargs)

    return guarded


def knows_secret(request: HttpRequest) -> bool:
    """The secret as password of Basic authorisation, whatever the name."""
    scheme, _blank, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        password = b64decode(said, validate=True).partition(b":")[2]
    except (Error, ValueError):
        return False
    return hmac.compare_digest(password, settings.SMS_SECRET.encode())


def is_signed(request: HttpRequest, now: datetime) -> bool:
    """Body and moment signed with the secret, as the telephone's app does; and not long ago."""
    stamp = request.headers.get("X-Timestamp", "")
    signature = request.headers.get("X-Signature", "").lower()
    if not stamp.isdecimal() or len(stamp) > len("9999999999"):
        return False
    if abs(now.timestamp() - int(stamp)) > OLDEST.total_seconds():
        return False
    made = hmac.new(settings.SMS_SECRET.encode(), request.body + stamp.encode(), hashlib.sha256)
    return hmac.compare_digest(made.hexdigest().encode(), signature.encode())
