"""kannel's HTTP interface: we call `sendsms`, it calls back with receipts and what comes in."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from tandem.outbox import coding
from tandem.outbox.errors import Later, Refused
from tandem.outbox.gateways import web

TAKEN = {200, 202}
"""Delivered to the centre's connection, or queued for it."""
ARRIVED, LOST, REJECTED = 1, 2, 16
ASKED_TO_TELL = ARRIVED | LOST | REJECTED
URL_SAFE = re.compile(r"[A-Za-z0-9_-]+")
"""kannel takes a password in an address as it stands there."""
GSM, UCS2 = "0", "2"


class Kannel:
    def send(self, number: str, text: str, key: str) -> str | None:
        answer = web.call(f"{settings.SMS_URL}?{urlencode(_asked(number, text, key))}")
        if answer.status in TAKEN:
            return None
        if answer.status in {400, 403}:
            # Its own settings refuse us, not the number: nothing is lost, a person repairs it.
            raise Later("not_let_in", for_everyone=True)
        if answer.status in {404, 503}:
            raise Later("busy", for_everyone=True)
        raise Refused("refused")

    def close(self) -> None:
        return


def _asked(number: str, text: str, key: str) -> dict[str, str]:
    gsm = coding.is_gsm(text)
    asked = {
        "username": settings.SMS_USER,
        "password": settings.SMS_PASSWORD,
        "to": number,
        "text": text,
        "charset": "UTF-8",
        "coding": GSM if gsm else UCS2,
        "dlr-mask": str(ASKED_TO_TELL),
        "dlr-url": _receipt_address(key),
    }
    return asked | ({"from": settings.SMS_NUMBER} if settings.SMS_NUMBER else {})


def _receipt_address(key: str) -> str:
    """Where kannel tells what became of it; %d is its own placeholder for the kind of news."""
    if not URL_SAFE.fullmatch(settings.SMS_SECRET):
        raise ImproperlyConfigured("SMS_SECRET holds only letters, figures, - and _.")
    path = reverse("outbox:kannel_receipt")
    address = urlsplit(urljoin(settings.SITE_URL.rstrip("/") + "/", path.lstrip("/")))
    # The secret as a password: an address with it would stand in the log of every server.
    let_in = f"tandem:{settings.SMS_SECRET}@{address.netloc}"
    return address._replace(netloc=let_in, query=f"{urlencode({'key': key})}&type=%d").geturl()
