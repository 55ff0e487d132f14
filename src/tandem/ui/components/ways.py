"""Where one stands and where one may go next."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import get_language
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup


class Tab(NamedTuple):
    """A view of the same things; a link like any other."""

    label: Text
    href: str
    current: bool = False
    many: int | None = None
    """How many things that view holds."""


def tabs(label: Text, ways: Iterable[Tab | tuple[object, ...]]) -> Markup:
    """Links between views of one thing; `label` names them for those who hear the page."""
    return markup("tabs", {"label": label, "ways": [Tab(*way) for way in ways]})


def steps(current: int, total: int) -> Markup:
    """How far one is: "Question 3 of 7"."""
    if not 1 <= current <= total:
        raise ValueError(f"There is no question {current} of {total}.")
    return markup("steps", {"current": current, "total": total})


def pagination(page: Page[Any], query: Mapping[str, str] | None = None) -> Markup:
    """Pages of a list that can be counted; `query` (request.GET) keeps the filters."""
    total = page.paginator.num_pages
    near = {1, total, *range(page.number - 1, page.number + 2)}
    shown = sorted(number for number in near if 1 <= number <= total)
    # A gap is shown where numbers are left out.
    numbers: list[int | None] = []
    for number in shown:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    hrefs = {number: _with_page(query, number) for number in range(1, total + 1)}
    return markup("pagination", {"page": page, "numbers": numbers, "hrefs": hrefs})


def pager(*, earlier: str = "", later: str = "") -> Markup:
    """Back and forth in a list too long to be counted."""
    return _pager(earlier, later, get_language() or "")


# Everybody's first page of a list is left for the same second one.
@lru_cache(maxsize=256)
def _pager(earlier: str, later: str, language: str) -> Markup:
    return markup("pager", {"earlier": earlier, "later": later})


def _with_page(query: Mapping[str, str] | None, number: int) -> str:
    kept = QueryDict(mutable=True)
    if isinstance(query, QueryDict):
        for name, values in query.lists():
            kept.setlist(name, values)
    elif query:
        for name, value in query.items():
            kept[name] = value
    kept["page"] = str(number)
    return f"?{kept.urlencode()}"
