"""Calls to addresses that somebody typed: never into our own network, never longer or larger than said.

The name is looked up once and the address that was checked is the one connected to: a name that
changes its mind in between (DNS rebinding) changes nothing. No redirect is followed, no proxy asked.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 10.0
"""Seconds for all of it, however slowly the other side speaks."""
MOST = 2_000_000
CHUNK = 16_384
EMBEDDING = tuple(ip_network(net) for net in ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96"))
"""Addresses of IPv6 that stand for one of IPv4: NAT64, and two ways of old."""
CLOSED = tuple(
    ip_network(net) for net in ("fec0::/10", "64:ff9b:1::/48", "192.0.0.0/24", "5f00::/16")
)
"""Within somebody's network, whatever the library's list of the open ones says."""
Address = IPv4Address | IPv6Address


class NotReached(Exception):
    """Nothing was said to anybody: it may be tried again. The code says why."""


class Doubtful(Exception):
    """It was said, and no whole answer came: nobody knows whether it was heard."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    said: bytes
    content_type: str


def call(
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = MOST,
    patience: float = PATIENCE,
) -> Answer:
    """One request: GET, or POST where there is a body."""
    address = read_url(url)
    if address is None:
        raise NotReached("no_address")
    line = HTTPConnection(address.hostname or "", port_of(address))
    with closing(_socket(address, patience)) as sock:
        line.sock = sock
        # A peer that drips a byte at a time outlives every timeout but this one.
        rung = Event()
        bell = Timer(patience, _hang_up, [sock, rung])
        bell.daemon = True
        bell.start()
        try:
            _shake_hands(sock)
            answer = _asked(line, address, body, headers or {}, most)
            if rung.is_set():
                # What came until then looks whole where no length was told.
                raise Doubtful("too_slow")
            return answer
        except (OSError, HTTPException, ValueError):
            raise Doubtful("no_answer") from None
        finally:
            bell.cancel()


def _shake_hands(sock: socket.socket) -> None:
    if not isinstance(sock, ssl.SSLSocket):
        return
    try:
        sock.do_handshake()
    except (OSError, ValueError):
        raise NotReached("no_secure_connection") from None


def _asked(
    line: HTTPConnection,
    address: SplitResult,
    body: bytes | None,
    headers: Mapping[str, str],
    most: int,
) -> Answer:
    path = address._replace(scheme="", netloc="", fragment="").geturl() or "/"
    told = {"Host": address.netloc, "Accept-Encoding": "identity", "Connection": "close"}
    line.request("POST" if body is not None else "GET", path, body, {**told, **headers})
    response = line.getresponse()
    said = b""
    while chunk := response.read1(CHUNK):
        said += chunk
        if len(said) > most:
            raise Doubtful("too_large")
    if response.length:
        raise Doubtful("cut_short")
    return Answer(response.status, said, response.headers.get_content_type())


def read_url(url: str) -> SplitResult | None:
    """An address of the web that may be called; None for anything else, and for one with a password."""
    try:
        found = urlsplit(url)
        port_of(found)
    except ValueError:
        return None
    odd = any(ord(sign) <= 32 or ord(sign) > 126 for sign in url)
    if found.scheme not in {"http", "https"} or not found.hostname or odd or "@" in found.netloc:
        return None
    return found


def port_of(address: SplitResult) -> int:
    return address.port or (443 if address.scheme == "https" else 80)


def _socket(address: SplitResult, patience: float) -> socket.socket:
    """Connected to an address that was checked, and to no other."""
    host = address.hostname or ""
    try:
        found = socket.getaddrinfo(host, port_of(address), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    open_ones = [may_be_called(ip_address(str(where[0]).split("%")[0])) for *_kind, where in found]
    if not open_ones or not all(open_ones):
        # One code for both: or an administrator could ask which names our own network knows.
        raise NotReached("not_on_the_internet")
    family, kind, protocol, _name, where = found[0]
    sock = socket.socket(family, kind, protocol)
    try:
        sock.settimeout(patience)
        sock.connect(where)
        if address.scheme == "http":
            return sock
        return _tls().wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    except (OSError, ValueError):
        sock.close()
        raise NotReached("no_connection") from None


def may_be_called(address: Address) -> bool:
    """Whether it stands on the open internet, itself and whatever it carries within."""
    if settings.CALL_PRIVATE_ADDRESSES:
        return True
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if any(address in net for net in EMBEDDING):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return may_be_called(inner)
        if address.teredo is not None:
            return False
    closed = any(address in net for net in CLOSED)
    return address.is_global and not address.is_multicast and not closed


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _hang_up(sock: socket.socket, rung: Event) -> None:
    # Said first: whoever reads sees the end of the answer at once.
    rung.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
