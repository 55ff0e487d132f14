"""Requests as they come in, whatever alphabet they say that they are written in."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

OCTETS = bytes(range(128, 256))


class Request(WSGIRequest):
    """In UTF-8 where the alphabet that is named cannot read every octet: `hex` is none.

    Django believes each name that Python knows, and breaks before any page could answer.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
            OCTETS.decode(self.encoding or "utf-8", "replace")
        except (LookupError, ValueError):
            self.encoding = "utf-8"


class Handler(WSGIHandler):
    request_class = Request
