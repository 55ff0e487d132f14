"""The language is changed in the middle of a question, and what was typed is kept."""

import re

import pytest

from tandem.journal.choices import Door
from tandem.services import drafts
from tests.factories import MembershipFactory
from tests.parity.pages import Page

pytestmark = pytest.mark.django_db


def switch(text: str, code: str) -> str:
    """The button of this language."""
    found = re.search(rf'<button[^>]*value="{code}"[^>]*>', text)
    assert found
    return found[0]


def test_a_question_half_answered_is_asked_in_the_other_language(web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"], "kind": answers["kind"]})
    page = f"/s/{service.slug}/what/"
    button = switch(web.browser.get(page).html, "nl")

    web.browser.post(page, {"what": "Bread, and somebody to", "speak": "nl"})

    assert 'form="answers"' in button
    assert 'name="speak"' in button
    assert web.browser.path == f"{page}?midway"
    assert 'lang="nl"' in web.browser.page.html
    assert web.browser.page.values["what"] == ["Bread, and somebody to"]


def test_what_is_typed_in_the_very_first_question_is_kept_too(web, service, commune):
    page = f"/s/{service.slug}/where/"

    web.browser.post(page, {"where_postal_code": "10", "where_street": "Hoog", "speak": "de"})

    assert web.browser.path == f"{page}?midway"
    assert 'lang="de"' in web.browser.page.html
    assert web.browser.page.values["where_street"] == ["Hoog"]
    assert web.browser.page.errors == []


def test_nothing_typed_is_no_answer(web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"]})

    web.browser.post(f"/s/{service.slug}/kind/", {"speak": "en"})

    assert web.browser.get(f"/s/{service.slug}/kind/").errors == []


def test_the_enter_key_goes_on_and_changes_no_language(web, service, commune):
    text = web.browser.get(f"/s/{service.slug}/where/").html

    first = next(one for one in re.findall("<button[^>]*>", text) if 'form="answers"' in one)

    assert "name=" not in first
    assert 'tabindex="-1"' in first


def test_a_language_that_nobody_speaks_here_changes_nothing(web, service, answers):
    web.begin(service)

    web.browser.post(f"/s/{service.slug}/where/", {**answers["where"], "speak": "xx"})

    assert web.browser.path == f"/s/{service.slug}/kind/"


def test_at_the_desk_the_script_keeps_what_was_typed(client, service, commune):
    client.force_login(MembershipFactory(organisation=commune, role="operator").account)
    begun = drafts.begin(service, "fr", door=Door.PHONE, organisation=commune.pk)
    page = f"/desk/drafts/{begun.row.key}/"
    button = switch(client.get(page).text, "nl")

    client.post(page, {"what": "Bread", "speak": "nl"})

    shown = client.get(page).text
    assert 'form="script"' in button
    assert '<html lang="nl"' in shown
    assert Page(shown).values["what"] == ["Bread"]
    assert client.cookies["language"].value == "nl"
