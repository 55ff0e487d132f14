"""Gateways that are called by HTTP: one request, no redirect, a short patience."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from tandem.outbox.errors import Later

PATIENCE = 20.0
READ = 4096
"""Of an answer; none of ours is longer."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    said: str


def call(
    url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """What the gateway answers. Later if it was not reached; any other error is a doubt."""
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ImproperlyConfigured("SMS_URL is the address of the gateway: http://… or https://…")
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    with closing(kind(address.hostname, address.port, timeout=PATIENCE)) as line:
        try:
            line.connect()
        except OSError:
            # Nothing was said yet: no name, no route, nobody listening.
            raise Later("no_gateway", for_everyone=True) from None
        path = address._replace(scheme="", netloc="", fragment="").geturl() or "/"
        line.request("POST" if body is not None else "GET", path, body, dict(headers or {}))
        response = line.getresponse()
        return Answer(response.status, response.read(READ).decode("utf-8", "replace"))
