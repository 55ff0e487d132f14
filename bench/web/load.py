"""A visitor in a hurry, over the loopback only: bounded in time and in requests."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from itertools import cycle

CONNECTIONS = 8
MOST = 40_000
PATIENCE = 30.0

# What a browser says of itself; the server reads it for every contestant alike.
BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: fr-BE,fr;q=0.8,en;q=0.5",
    "Accept-Encoding: gzip, deflate, br",
    "Connection: keep-alive",
)


class Unexpected(RuntimeError):
    """A page did not answer as it should; a ratio would compare other things."""


@dataclass(frozen=True)
class Page:
    """What is asked for, and of whom."""

    port: int
    path: str = "/"
    cookies: dict[str, str] = field(default_factory=dict)
    must_say: str = ""
    others: tuple[str, ...] = ()
    """Paths asked in turn with the first, so that no answer can be one that was kept."""

    def requests(self) -> Iterator[bytes]:
        """Without end."""
        return cycle([self.request(path) for path in (self.path, *self.others)])

    def request(self, path: str) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *BROWSER]
        if self.cookies:
            said = SimpleCookie(self.cookies).output(attrs=[], header="", sep=";").strip()
            lines.append(f"Cookie: {said}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def known_to(page: Page) -> Page:
    """The page as it is asked for the second time, after seeing that it is the one meant."""
    with _connected(page) as line:
        head, body = _answer(line, page.request(page.path))
    if b"content-encoding: gzip" in head.lower():
        body = gzip.decompress(body)
    if page.must_say not in body.decode():
        raise Unexpected(f"{page.path} does not say {page.must_say!r}.")
    cookies = SimpleCookie(page.cookies)
    for header in head.decode().splitlines():
        name, _colon, said = header.partition(": ")
        if name.lower() == "set-cookie":
            cookies.load(said)
    return replace(page, cookies={name: kept.value for name, kept in cookies.items()})


def visit(page: Page, seconds: float) -> list[float]:
    """How long each answer took, in seconds; all connections ask as fast as they are answered."""
    until = time.perf_counter() + seconds
    took: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    problems: list[Exception] = []
    requests = page.requests()
    visitors = [
        threading.Thread(target=_visitor, args=(page, requests, until, one, problems))
        for one in took
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if problems:
        raise problems[0]
    return [each for one in took for each in one]


def _visitor(
    page: Page,
    requests: Iterator[bytes],
    until: float,
    took: list[float],
    problems: list[Exception],
) -> None:
    try:
        with _connected(page) as line:
            while len(took) < MOST // CONNECTIONS:
                began = time.perf_counter()
                if began > until:
                    return
                _answer(line, next(requests))
                took.append(time.perf_counter() - began)
    except (OSError, Unexpected) as problem:
        problems.append(problem)


def _connected(page: Page) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", page.port), timeout=PATIENCE)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _answer(line: socket.socket, request: bytes) -> tuple[bytes, bytes]:
    line.sendall(request)
    head, separator, body = b"", b"", b""
    while not separator:
        head, separator, body = (head + _read(line)).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        asked, answered = request.splitlines()[0], head.splitlines()[0]
        raise Unexpected(f"{asked.decode()}: {answered.decode()}")
    length = int(head.lower().partition(b"content-length:")[2].splitlines()[0])
    while len(body) < length:
        body += _read(line)
    return head, body


def _read(line: socket.socket) -> bytes:
    if not (part := line.recv(65536)):
        raise Unexpected("The server hung up.")
    return part
