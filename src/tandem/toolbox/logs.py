"""What the log may say of a request: the name of its page, never its address."""

import logging
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from django.http import HttpRequest

WHOLE = logging.Formatter()
TELLING = 6
"""Signs from which on a part of an address may be somebody's word."""


VALUES = re.compile(
    r"^[ \t]*(?:DETAIL|CONTEXT):.*?"
    r"(?=^(?:HINT|QUERY|LOCATION):|^(?:The above|During handling|Traceback) |\Z)",
    re.DOTALL | re.MULTILINE,
)
"""In what PostgreSQL says of a row that it refuses stands the row, with all that is in it."""


class NoValues(logging.Filter):
    """What a row held stands in no log, however the row came to be refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = VALUES.sub("", record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = WHOLE.formatException(record.exc_info)
        record.exc_text = record.exc_text and VALUES.sub("", record.exc_text)
        return True


class PageNames(logging.Filter):
    """An address may hold an invitation or a volunteer's word: whoever reads the log reads neither.

    It is hidden in every spelling: as sent, decoded, encoded anew, and as Django escapes what it
    logs; in the text, in what is put into it, and in what a traceback says.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            found = request.resolver_match
            name = found.view_name if found else "an address nobody has"
            hide(record, name, _told_by(request))
        return True


def hide(record: logging.LogRecord, name: str, told: Iterator[str]) -> None:
    """Wherever the record says one of what was `told`, it says `name`."""
    secrets = sorted({form for one in told for form in _spellings(one)}, key=len, reverse=True)

    def without(said: object) -> object:
        if not isinstance(said, str):
            return said
        if said in secrets:
            return name
        for secret in secrets:
            if len(secret) >= TELLING:
                said = said.replace(secret, name)
        return said

    record.msg = without(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(without(arg) for arg in record.args)
    if record.exc_info and not record.exc_text:
        # Formatters take what stands here rather than format it again.
        record.exc_text = WHOLE.formatException(record.exc_info)
    record.exc_text = record.exc_text and str(without(record.exc_text))


def _told_by(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield request.get_full_path()
    for name in ("RAW_URI", "REQUEST_URI", "HTTP_REFERER", "PATH_INFO"):
        if said := str(request.META.get(name, "")):
            yield said
            yield urlsplit(said).path
    if request.resolver_match:
        parts = map(str, request.resolver_match.kwargs.values())
        yield from (part for part in parts if len(part) >= TELLING)


def _spellings(said: str) -> set[str]:
    """As it is, decoded, and encoded; each of them also with its odd signs escaped."""
    plain = {said, unquote(said), quote(unquote(said)), quote(said)}
    plain.add(said.encode("utf-8", "surrogateescape").decode("latin-1"))
    escaped = {one.encode("unicode_escape").decode("ascii") for one in plain}
    return {one for one in plain | escaped if one}
