"""The least a WSGI server can be asked for: the measure of every page."""

from collections.abc import Callable, Iterable
from typing import Any

WORDS = b"Hello\n"
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(WORDS)))]


def application(_asked: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", HEADERS)
    return [WORDS]
