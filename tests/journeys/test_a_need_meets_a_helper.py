"""The main job of the house, from a person to a helper and back."""

import re

import pytest
from django.utils.translation import gettext, override

from tests.journeys.steps import fill, follow, press, receipt_on, the_letters

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


def ask_on_the_web(page, *questions):
    page.goto("/s/ask-for-help/")
    press(page, "Start")
    for said in questions:
        fill(page, **said)
        press(page, "Continue")
    press(page, "Send")


IN_DUTCH = (
    {"where_postal_code": "1030", "where_street": "Verzonnenstraat 5"},
    {"kind": "meal"},
    {"what": "Een warme soep, ik kan niet koken."},
    {"when": ["4", "7"]},
    {"exactly": "Dinsdag om 12 uur."},
    {"how_often": "once"},
    {"languages": ["nl"]},
    {},
    {"vital": "no"},
    {"program": "yes"},
    {"who_first_name": "Odette", "who_last_name": "Verzonnen"},
    {"reach_channel": "letter"},
    {"contact": "passed_on"},
    {"care": "large_print"},
)


def propose_and_ask(page, language):
    """The coordinator opens the need that waits, reads why, and asks the volunteer."""
    page.goto("/solidarity/board/")
    page.locator('main a[href*="/solidarity/needs/"]').first.click()
    with override(language):
        assert gettext("Why this one") in page.locator("main").inner_text()
    press(page, "Ask this volunteer", language)


def say_yes(page, town, address):
    """The volunteer follows the link in his e-mail and agrees."""
    link = re.search(r"(/solidarity/asked/\S+)", town.last_mail_to(address))[1].rstrip(".")
    page.goto(link)
    assert "Odette" not in page.content()
    press(page, "Yes, I come")


def test_asked_in_dutch_on_the_web_answered_by_letter(town, somebody):
    resident = somebody()
    ask_on_the_web(resident, *IN_DUTCH)
    reference, word = receipt_on(resident)
    town.work()

    propose_and_ask(somebody(town.coordinators["Schaerbeek"]), "nl")
    town.work()
    helper = somebody()
    say_yes(helper, town, "joke@post.example")
    assert "Odette" in helper.locator("main").inner_text()
    assert "warme soep" in helper.locator("main").inner_text()
    town.work()

    letter = the_letters(somebody(town.coordinators["Schaerbeek"]), town, "nl")
    assert "Odette Verzonnen" in letter
    assert "Verzonnenstraat 5" in letter
    assert reference in letter
    assert "Joke" in letter

    follow(resident, reference, word, "nl")
    assert "Joke" in resident.locator("main").inner_text()


AT_THE_TELEPHONE = {
    "where_postal_code": "1300",
    "where_street": "Rue Imaginée 12",
    "kind": "meal",
    "what": "Un repas le mardi.",
    "when": ["4"],
    "how_often": "once",
    "languages": ["fr"],
    "vital": "yes",
    "program": "yes",
    "who_first_name": "Georgette",
    "who_last_name": "Imaginée",
    "reach_channel": "call",
    "reach_phone": "0450 11 22 33",
    "contact": "phone",
    "care": "never_leave_word",
}


def test_a_telephone_call_for_somebody_without_e_mail(town, somebody):
    operator = somebody(town.operator, locale="fr-BE")
    operator.goto("/desk/new/")
    operator.locator('button[name="service"][value="ask-for-help"]').click()
    fill(operator, **AT_THE_TELEPHONE)
    operator.locator('button[name="do"][value="review"]').last.click()
    press(operator, "The person agrees: send", "fr")
    reference, word = receipt_on(operator)
    town.work()

    coordinator = somebody(town.coordinators["Wavre"], locale="fr-BE")
    propose_and_ask(coordinator, "fr")
    town.work()
    say_yes(somebody(), town, "marc@post.example")
    town.work()

    calls = somebody(town.coordinators["Wavre"], locale="fr-BE")
    calls.goto("/desk/calls/")
    assert reference in calls.locator("main").inner_text()
    assert "Georgette" not in calls.locator("main").inner_text()
    stranger = somebody(town.coordinators["Schaerbeek"], locale="fr-BE")
    assert stranger.goto(f"/cases/{reference.replace(' ', '')}/").status == 404

    anybody = somebody(locale="fr-BE")
    follow(anybody, reference, word, "fr")
    assert "Marc" in anybody.locator("main").inner_text()
    assert anybody.locator('main a[href*="how-it-went"]').count() == 0
    town.the_day_comes()
    anybody.goto("/follow/")
    went(anybody)
    anybody.goto("/follow/")
    with override("fr"):
        assert gettext("It was done.") in anybody.locator("main").inner_text()


def went(page):
    page.locator('main a[href*="how-it-went"]').first.click()
    fill(page, went="well")
    press(page, "Send", "fr")
