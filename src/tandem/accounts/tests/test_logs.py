import logging
import sys
from io import StringIO

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tandem.toolbox.logs import PageNames

SECRET = "ZKQ74MPA.babebibo"
TOKEN = "an-invitation-of-somebody"


@pytest.fixture
def console():
    """What the console is told, as it is set up for the pages."""
    handler = next(one for one in logging.getLogger().handlers if one.filters)
    said = StringIO()
    before = handler.setStream(said)
    yield said.getvalue
    handler.setStream(before)


@pytest.mark.django_db
def test_the_log_names_the_page_and_not_its_address(client, console):
    client.get(f"/solidarity/asked/{SECRET}/answer/")
    client.get(f"/no/such/{SECRET}/")

    said = console()
    assert "solidarity:asked_answer" in said
    assert "an address nobody has" in said
    assert SECRET not in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd", ["%C3%A0", "%c3%a0", "%07", "%0A", "%E9", "%5C", "%25", "%F0%9F%90%84"]
)
@pytest.mark.parametrize(
    "address", ["/solidarity/asked/{}/", "/invitation/{}/", "/no/such/{}/?q={}"]
)
def test_odd_signs_in_an_address_do_not_bring_it_into_the_log(client, console, address, odd):
    client.get(address.format(SECRET + odd, SECRET))

    said = console()
    assert "Not Found: " in said
    assert SECRET not in said


def _said_of(request: HttpRequest, error: Exception) -> str:
    record = logging.LogRecord("django.request", 40, "", 1, "Failed: %s", (request.path,), None)
    record.request = request
    try:
        raise error
    except Exception:
        record.exc_info = sys.exc_info()
    PageNames().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize("said", ["/invitation/{}é/", "/invitation/{}%C3%A9/", "{!r}"])
def test_what_a_traceback_says_of_an_address_is_hidden_and_the_rest_stays(said):
    request = RequestFactory().get(f"/invitation/{TOKEN}%C3%A9/")
    quoted = f"/invitation/{TOKEN}é/" if "!r" in said else TOKEN

    told = _said_of(request, ValueError(f"odd: {said.format(quoted)}"))

    assert TOKEN not in told
    assert "ValueError: odd: " in told
    assert "Traceback" in told


def test_the_page_one_comes_from_is_hidden_too():
    before = f"http://testserver/invitation/{TOKEN}/"
    request = RequestFactory().get("/sign-in/", HTTP_REFERER=before)

    assert TOKEN not in _said_of(request, ValueError(f"no such referer: {before}"))
