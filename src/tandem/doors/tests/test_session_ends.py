"""A session that ends while somebody types: she signs in again, and nothing she typed is lost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.journal.choices import Door
from tandem.services import drafts
from tests.factories import MembershipFactory
from tests.factories.territory import PASSWORD
from tests.parity.pages import Page

pytestmark = pytest.mark.django_db
WHAT = "Milk & “bread”,\r\nevery week"
HERE = {"origin": "http://testserver"}


@pytest.fixture
def account(commune):
    return MembershipFactory(organisation=commune, role="operator").account


@pytest.fixture
def browser(account):
    """As strict as the installed platform: a form without its token is refused."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(account)
    return client


@pytest.fixture
def path(commune, service):
    begun = drafts.begin(service, "en", door=Door.PHONE, organisation=commune.pk)
    return f"/desk/drafts/{begun.row.key}/"


def fields(response, **typed):
    """What the browser would send of the form in the middle of the page."""
    return {**Page(response.text.partition("<main")[2]).values, **typed}


def again(response) -> str:
    """Where the one form in the middle of the page leads."""
    found = re.search(r'action="([^"]+)"', response.text.partition("<main")[2])
    assert found
    return found[1]


def sign_in(browser, account, asked, password=PASSWORD):
    said = fields(asked, email=account.email, password=password)
    return browser.post("/sign-in/", said)


def kept(browser, path):
    return fields(browser.get(path))["what"][0].splitlines()


def test_what_an_operator_typed_survives_the_end_of_her_session(browser, account, path):
    sent = fields(browser.get(path), what=WHAT, do="refresh")
    del browser.cookies["sessionid"]

    asked = browser.post(path, sent)
    mistaken = sign_in(browser, account, asked, "not hers at all")
    signed_in = sign_in(browser, account, mistaken)
    sent_again = browser.post(again(signed_in), fields(signed_in))

    assert "What you typed is kept" in asked.text
    assert "bread" not in asked.text
    assert again(signed_in) == path
    assert sent_again.url.startswith(path)
    assert kept(browser, path) == ["Milk & “bread”,", "every week"]


def test_with_every_cookie_gone_one_press_sends_it_again_and_then_she_signs_in(
    browser, account, path
):
    sent = fields(browser.get(path), what=WHAT, do="refresh")
    browser.cookies.clear()

    refused = browser.post(path, sent, headers=HERE)
    asked = browser.post(again(refused), fields(refused), headers=HERE)
    signed_in = sign_in(browser, account, asked)
    browser.post(again(signed_in), fields(signed_in))

    assert refused.status_code == 403
    assert refused.headers["Cache-Control"].count("no-store") == 1
    assert kept(browser, path) == ["Milk & “bread”,", "every week"]


def test_a_visitor_whose_cookies_are_gone_sends_her_answer_again(browser, service, commune):
    page = f"/s/{service.slug}/where/"
    browser.logout()
    sent = fields(browser.get(page), where_postal_code="1030", where_street="Rue Haute 1")
    browser.cookies.clear()

    refused = browser.post(page, sent, headers=HERE)
    browser.post(again(refused), fields(refused), headers=HERE)

    assert fields(browser.get(page))["where_street"] == ["Rue Haute 1"]


@pytest.mark.parametrize("site", [{"origin": "https://evil.example"}, {"origin": "null"}, {}])
def test_what_another_site_made_up_is_not_offered_for_sending(browser, path, site):
    refused = browser.post(path, {"what": "bread"}, headers=site)

    assert refused.status_code == 403
    assert "bread" not in refused.text


def test_what_was_typed_is_carried_for_an_hour_only(browser, account, path):
    sent = fields(browser.get(path), what=WHAT)
    del browser.cookies["sessionid"]
    asked = browser.post(path, sent)
    later = timezone.now() + timedelta(hours=1, minutes=1)

    with time_machine.travel(later):
        signed_in = sign_in(browser, account, asked)

    assert signed_in.url == path


def test_nobody_else_can_make_up_what_is_carried(browser, account, path):
    browser.logout()
    said = {"email": account.email, "password": PASSWORD, "next": path, "carried": "AXhh"}
    said |= {"csrfmiddlewaretoken": fields(browser.get("/sign-in/"))["csrfmiddlewaretoken"][-1]}

    assert browser.post("/sign-in/", said).url == path


def test_a_password_is_never_carried(browser):
    sent = fields(browser.get("/password/"), now=PASSWORD, password="a b c d e f g", again="x")
    del browser.cookies["sessionid"]

    asked = browser.post("/password/", sent)
    browser.cookies.clear()
    refused = browser.post("/password/", sent, headers=HERE)

    assert asked.status_code == 302
    assert PASSWORD not in refused.text
    assert "a b c d e f g" not in refused.text
