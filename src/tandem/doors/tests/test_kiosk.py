"""One visit at a terminal, from the first press to the wiping."""

import re

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.ui.formats import day
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
FORM = "/kiosk/s/ask-for-help/"


@pytest.fixture
def begun(kiosk, answers, service):
    """A form with its first three answers."""
    kiosk.begin(service)
    first = dict(list(answers.items())[:3])
    kiosk.answer(first)
    return kiosk


def test_the_first_page_offers_every_service_and_every_language_at_one_press(kiosk):
    page = kiosk.browser.client.get("/kiosk/").text

    assert page.count('class="tile"') >= 5
    for name in ("Français", "Nederlands", "Deutsch", "English"):
        assert name in page
    assert "Follow my request" in page
    assert "Call a helper" in page


def test_every_page_can_call_a_helper_and_end_the_visit(begun):
    for path in (FORM, f"{FORM}where/", f"{FORM}kept/", "/kiosk/follow/", "/kiosk/draft/"):
        page = begun.browser.client.get(path).text
        assert "Call a helper" in page, path
        assert "/kiosk/over/" in page, path


def test_no_page_may_be_kept_by_the_browser(begun):
    paths = (FORM, f"{FORM}where/", f"{FORM}kept/", "/kiosk/", "/kiosk/follow/", "/kiosk/help/")
    for path in (*paths, "/kiosk/still-there/", "/kiosk/over/"):
        answer = begun.browser.client.get(path)
        assert "no-store" in answer["Cache-Control"], path


def test_the_browser_is_asked_to_remember_no_field(begun):
    page = begun.browser.client.get(f"{FORM}where/").text
    typed = re.findall(r'<input[^>]*name="where_[^>]*>', page)

    assert len(typed) == 4
    assert all('autocomplete="off"' in one for one in typed)


def test_without_a_press_the_page_asks_who_is_there_and_then_clears(begun):
    page = begun.browser.client.get(f"{FORM}where/").text
    asked = begun.browser.client.get("/kiosk/still-there/?back=" + f"{FORM}where/")

    wait, then = re.search(r'refresh" content="(\d+); url=([^"]*)"', page).groups()
    assert (wait, then) == ("270", f"/kiosk/still-there/?back={FORM}where/")
    assert asked["Refresh"] == "40; url=/kiosk/over/"
    assert f'href="{FORM}where/"' in asked.text
    assert f'href="{FORM}kept/"' in asked.text


def test_a_page_whose_script_did_not_load_leaves_all_the_same(begun):
    page = begun.browser.client.get(f"{FORM}where/")

    assert page["Refresh"] == f"900; url=/kiosk/still-there/?back={FORM}where/"
    assert "Refresh" not in begun.browser.client.get(f"{FORM}review/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/staff/", ""])
def test_nobody_is_led_elsewhere_by_saying_that_she_is_still_there(kiosk, elsewhere):
    page = kiosk.browser.client.get("/kiosk/still-there/", {"back": elsewhere}).text

    assert 'href="/kiosk/">Yes' in page.replace("\n", "")
    assert "evil" not in page.split("<main")[1]


def test_a_visit_that_ends_leaves_no_cookie_but_the_terminals(begun):
    client = begun.browser.client
    client.get("/kiosk/follow/")
    assert client.cookies["draft-ask-for-help"].value

    over = client.get("/kiosk/over/")

    left = {name for name, morsel in client.cookies.items() if morsel.value}
    assert left == {"terminal"}
    assert over["Clear-Site-Data"] == '"cache", "storage"'
    assert over["Refresh"].endswith("url=/kiosk/")


def test_a_request_that_was_followed_is_closed_with_the_visit(kiosk, commune):
    case = CaseFactory(organisation=commune)
    client = kiosk.browser.client
    client.post("/kiosk/follow/", {"reference": case.shown_reference, "word": case.word})
    assert case.shown_reference in client.get("/kiosk/follow/").text

    client.get("/kiosk/over/")

    assert case.shown_reference not in client.get("/kiosk/follow/").text


def test_who_comes_next_finds_nothing_by_going_back(begun):
    client = begun.browser.client
    where = client.get(f"{FORM}where/").text
    assert "1030" in where

    client.get("/kiosk/over/")

    assert client.get(f"{FORM}kind/").url == FORM
    assert client.get(f"{FORM}review/").url == FORM
    assert client.get(f"{FORM}kept/").url == FORM
    assert client.get(f"{FORM}sent/").url == FORM
    assert "1030" not in client.get(f"{FORM}where/").text
    assert "could not find your form" not in client.get(FORM).text


def test_a_form_kept_at_a_kiosk_goes_on_on_the_website(begun, web, service):
    code = begun.save()
    begun.browser.client.get("/kiosk/over/")

    web.take_up(service, code)

    assert "Question 4" in web.browser.page.text


def test_the_receipt_bears_reference_word_date_and_organisation_alone(kiosk, answers, commune):
    kiosk.begin(known("ask-for-help"))
    kiosk.answer(answers)
    told = kiosk.send()

    receipt = kiosk.browser.page.html.split("<main")[1].split("</main>")[0]
    for personal in ("Rosa", "Vandenput", "Tilleuls", "rosa@example.example", "1958"):
        assert personal not in receipt
    with override("en"):
        due = day(known("ask-for-help").promise.due_on(timezone.localdate()))
    assert due in told.text
    assert str(commune) in told.text
    assert 'class="unprinted"' in receipt


def test_calling_a_helper_from_a_question_keeps_what_was_typed(kiosk, commune, service):
    kiosk.begin(service)
    typed = {"where_postal_code": "1030", "where_street": "Rue X 4", "where_landmark": ""}

    answer = kiosk.browser.client.post(f"{FORM}where/", typed | {"help": "yes"})

    assert answer.url == "/kiosk/help/"
    code = kiosk.save()
    assert drafts.take_up(drafts.read_code(*code)).answers["where_street"] == ["Rue X 4"]
