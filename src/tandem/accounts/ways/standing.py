"""What a resident's session knows of how she signed in."""

from django.http import HttpRequest
from django.utils import timezone

from tandem.accounts.second.standing import shown_now
from tandem.accounts.ways.kinds import Level, Shown
from tandem.accounts.ways.rules import level_of

SHOWN = "ways_shown"
ASKED, LINKS, WHICH = "way_asked", "way_links", "way_which"
"""In a session: which code it waits for; whom a first way is for; which of several she is."""


def note(request: HttpRequest, shown: Shown, since: float = 0) -> None:
    """Shown in this session, counting from `since`; the session must be hers already."""
    request.session[SHOWN] = {**request.session.get(SHOWN, {}), str(shown): since}
    shown_now(request, "")


def by_way(request: HttpRequest) -> bool:
    """Whether the session was opened without a password."""
    return SHOWN in request.session


def level(request: HttpRequest) -> Level:
    """Of the session at hand; a password counts as what it always opened."""
    shown = request.session.get(SHOWN)
    return Level.FIRM if shown is None else level_of(shown, timezone.now().timestamp())
