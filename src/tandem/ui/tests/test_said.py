"""Messages for the next page: none lost, none made up."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse

from tandem.ui.said import Storage


def asked(cookies: dict[str, str], session: SessionStore) -> HttpRequest:
    request = HttpRequest()
    request.COOKIES, request.session = cookies, session
    request._messages = Storage(request)
    return request


@pytest.mark.parametrize("size", [1, 2 * CookieStorage.max_cookie_size])
def test_what_was_said_is_read_once_on_the_next_page(size):
    """What is too long for a cookie stands in the session."""
    session = SessionStore()
    deed, kept = asked({}, session), HttpResponse()
    messages.success(deed, "Kept.")
    messages.info(deed, "x" * size)
    deed._messages.update(kept)
    cookies = {name: cookie.value for name, cookie in kept.cookies.items()}

    page, shown = asked(cookies, session), HttpResponse()
    said = [str(one) for one in messages.get_messages(page)]
    page._messages.update(shown)
    cookies = {name: cookie.value for name, cookie in shown.cookies.items() if cookie.value}
    after = asked(cookies, session)

    assert sorted(said) == ["Kept.", "x" * size]
    assert list(messages.get_messages(after)) == []


def test_a_page_without_messages_makes_no_place_for_them():
    page, answer = asked({}, SessionStore()), HttpResponse()

    assert list(messages.get_messages(page)) == []
    page._messages.update(answer)

    assert not answer.cookies
    assert "storages" not in vars(page._messages)
