"""What stands above each page while something lasts, such as acting for a person.

Whoever registers it answers with nothing, and without a question to the database, where it does not
last.
"""

from collections.abc import Callable

from django.http import HttpRequest
from markupsafe import Markup

Shows = Callable[[HttpRequest], Markup | None]
_shows: list[Shows] = []


def register(shows: Shows) -> None:
    _shows.append(shows)


def above(request: HttpRequest) -> list[Markup]:
    return [shown for shows in _shows if (shown := shows(request)) is not None]
