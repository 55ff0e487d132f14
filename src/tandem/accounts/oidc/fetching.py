"""Calls to services: one request, no redirect, a short patience, and nothing within our own walls."""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

from tandem.accounts.oidc.errors import Refused

PATIENCE = 8.0
MOST = 300_000
"""Octets of an answer."""
OK = 200


def may_be_called(url: str) -> bool:
    """Over a line nobody listens to; else only where whoever runs the installation named the host."""
    site = urlsplit(url)
    if not site.hostname or site.username or site.fragment:
        return False
    return site.scheme == "https" or (site.scheme == "http" and _is_named(site))


def fetch(
    url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the service says, as JSON; raises Refused."""
    if not may_be_called(url):
        raise Refused("not_to_be_called")
    site = urlsplit(url)
    said = {"Accept": "application/json", **(headers or {})}
    body = None
    if form is not None:
        body = urlencode(form).encode()
        said["Content-Type"] = "application/x-www-form-urlencoded"
    path = site._replace(scheme="", netloc="").geturl() or "/"
    try:
        with closing(_line(site)) as line:
            line.request("POST" if body is not None else "GET", path, body, said)
            answer = line.getresponse()
            told = json.loads(answer.read(MOST))
    except (OSError, HTTPException, ValueError) as error:
        raise Refused("no_answer") from error
    if answer.status != OK or not isinstance(told, dict):
        raise Refused("refused")
    return told


def _line(site: SplitResult) -> HTTPConnection:
    host, port = site.hostname or "", site.port or (443 if site.scheme == "https" else 80)
    line = HTTPConnection(host, port, timeout=PATIENCE)
    # To the very address that was looked at: a name may lead elsewhere a moment later.
    plain = socket.create_connection((_outside(host, port, site), port), timeout=PATIENCE)
    if site.scheme == "https":
        plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    line.sock = plain
    return line


def _outside(host: str, port: int, site: SplitResult) -> str:
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not _is_named(site) and not all(ip_address(one).is_global for one in found):
        raise Refused("within")
    return found[0]


def _is_named(site: SplitResult) -> bool:
    return site.netloc in settings.OIDC_PLAIN_HOSTS
