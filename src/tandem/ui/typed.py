"""What a browser sent and could not be taken: shown again to be sent once more, nothing lost."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest

PASSWORDS = frozenset({"password", "again", "now"})
"""They stand in no page; they are typed again."""
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a name


class Typed(NamedTuple):
    path: str
    """Where it was being sent."""
    fields: list[tuple[str, str]]


def typed_in(request: HttpRequest) -> Typed:
    """Every field as it was typed; a file has to be chosen again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in PASSWORDS and name != TOKEN
        for value in values
    ]
    return Typed(request.get_full_path(), fields)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent it. What another site made up is never offered for sending."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(said).netloc == request.get_host()
