# ruff: noqa: F811 - a fixture is asked for by the name under which it was imported
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import browser_type_launch_args, collected, sign_in, site  # noqa: F401
from tests.looks.pages import LOOKS, Look
from tests.looks.shown import other_than_said

Open = Callable[..., Page]


# Committed, because the house is served from another thread, on connections of its own.
WITH_ROWS = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
SHOWN = [
    pytest.param(look, id=look.name, marks=[WITH_ROWS] if look.needs_rows else []) for look in LOOKS
]


@pytest.fixture(params=SHOWN)
def look(request: pytest.FixtureRequest) -> Look:
    return request.param


@pytest.fixture
def visit(look: Look, browser: Browser, site: str) -> Iterator[Open]:
    """Opens the page in a browser that has seen nothing yet; complains of whatever it complains of."""
    to = look.arrange()
    assert other_than_said(look.name, to.path) == ""
    contexts = []

    def open_page(listen: Callable[[Page], None] | None = None, **wishes: Any) -> Page:
        context = browser.new_context(**wishes)
        contexts.append(context)
        if to.account:
            sign_in(context, site, to.account)
        for name, said in to.cookies.items():
            context.add_cookies([{"name": name, "value": said, "url": site}])
        page = context.new_page()
        if listen:
            listen(page)
        response = page.goto(site + to.path)
        assert response and response.status == look.status
        return page

    yield open_page
    for context in contexts:
        context.close()
