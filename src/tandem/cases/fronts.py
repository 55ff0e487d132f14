"""The frame of a page about a case: hers, or that of the colleague to whom she speaks."""

from tandem.cases import following
from tandem.people.http import PersonRequest
from tandem.ui.front import Front

WEBSITE = Front("ui/page.html", "cases:")
WITH_HER = Front("ui/desk.html", "cases:", helped=True)
"""The same pages, before a colleague to whom she speaks."""


def front_for(request: PersonRequest) -> Front:
    return WITH_HER if following.helper(request) else WEBSITE
