"""Which machine is a terminal, and what its cookie is worth."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.accounts import throttle
from tandem.doors.kiosk import actions
from tandem.doors.models import Terminal
from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tandem.toolbox.reference import new_reference
from tests.factories import MembershipFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def terminal(commune):
    with within(scope_of(commune)):
        yield actions.make_terminal(commune, "Entrance hall", "Beside the lift", by=None)


def enrolled(code):
    machine = Client()
    machine.cookies["language"] = "en"
    answer = machine.post("/kiosk/enrol/", {"code": code})
    return machine, answer


def test_a_machine_becomes_a_terminal_by_a_code_that_works_once(terminal):
    code = actions.give_code(terminal)

    machine, answer = enrolled(code)
    _other, again = enrolled(code)

    assert (answer.status_code, again.status_code) == (302, 200)
    assert "This code opens no terminal" in again.text
    assert "What would you like to do?" in machine.get("/kiosk/").text
    assert Entry.objects.filter(word="doors.terminal_enrolled").count() == 1


def test_a_code_that_waited_too_long_opens_nothing(terminal):
    code = actions.give_code(terminal)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        _machine, answer = enrolled(code)

    assert "This code opens no terminal" in answer.text


def test_a_machine_that_is_no_terminal_is_asked_for_its_code():
    assert Client().get("/kiosk/s/ask-for-help/").url == "/kiosk/enrol/"


def test_nobody_before_a_terminal_makes_an_ordinary_machine_of_it(terminal):
    machine, _answer = enrolled(actions.give_code(terminal))

    asked = machine.get("/kiosk/enrol/")
    tried = machine.post("/kiosk/enrol/", {"code": "WRONG"})

    assert asked.url == "/kiosk/"
    assert "terminal" not in asked.cookies and "terminal" not in tried.cookies
    assert machine.get("/s/ask-for-help/").url == "/kiosk/"


def test_a_cookie_carried_away_opens_nothing_once_the_terminal_is_ended(terminal):
    machine, _answer = enrolled(actions.give_code(terminal))
    thief = Client()
    thief.cookies["terminal"] = machine.cookies["terminal"].value
    assert thief.get("/kiosk/").status_code == 200

    actions.revoke(terminal)

    assert thief.get("/kiosk/").url == machine.get("/kiosk/").url == "/kiosk/enrol/"


def test_a_cookie_carried_away_is_worth_nothing_once_the_terminal_is_enrolled_anew(terminal):
    thief, _answer = enrolled(actions.give_code(terminal))

    machine, _answer = enrolled(actions.give_code(terminal))

    assert thief.get("/kiosk/").url == "/kiosk/enrol/"
    assert machine.get("/kiosk/").status_code == 200


def test_a_cookie_made_up_leads_nowhere(terminal):
    forger = Client()
    forger.cookies["terminal"] = "made-up:signature"

    assert forger.get("/").url == "/kiosk/"
    assert forger.get("/kiosk/").url == "/kiosk/enrol/"


def test_a_terminal_shows_nothing_but_the_kiosk(terminal):
    machine, _answer = enrolled(actions.give_code(terminal))

    for page in ("/", "/sign-in/", "/s/ask-for-help/", "/kiosk/no-such-page/", "/follow/"):
        assert machine.get(page).url == "/kiosk/", page


def test_whoever_guesses_codes_of_terminals_waits(terminal):
    for _ in range(throttle.FREE["address"] + 1):
        enrolled("ZKQ7 4MPA")

    _machine, answer = enrolled(actions.give_code(terminal))

    assert "Too many wrong codes were tried" in answer.text


def test_wrong_codes_at_a_terminal_delay_neither_the_next_visitor_nor_her_neighbours(kiosk, web):
    for _ in range(throttle.FREE["address"] + 5):
        kiosk.browser.post("/kiosk/draft/", {"reference": new_reference(), "word": "mokadelu"})

    said = {"reference": new_reference(), "word": "mokadelu"}
    next_visitor = kiosk.browser.post("/kiosk/draft/", said)
    neighbour = web.browser.post("/draft/", said)

    assert "Too many tries" not in next_visitor.text
    assert "Too many tries" not in neighbour.text


def test_wrong_words_for_one_reference_wait_at_a_terminal_too(kiosk):
    reference = new_reference()
    for _ in range(throttle.FREE_ELSE + 1):
        kiosk.browser.post("/kiosk/draft/", {"reference": reference, "word": "mokadelu"})

    page = kiosk.browser.post("/kiosk/draft/", {"reference": reference, "word": "mokadelu"})

    assert "Too many tries" in page.text


def test_the_desk_names_terminals_gives_codes_and_ends_them(commune):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(MembershipFactory(organisation=commune, role="operator").account)

    named = client.post("/desk/terminals/", {"name": "Library", "place": "Second floor"})
    with within(scope_of(commune)):
        terminal = Terminal.objects.get()
    listed = client.get("/desk/terminals/")
    ended = client.post(f"/desk/terminals/{terminal.key}/end/", follow=True)

    code = named.text.split('kiosk-number">')[1].split("<")[0]
    assert len(code) == 9
    assert code not in listed.text
    assert "Waits for its code" in listed.text
    assert "Ended" in ended.text


def test_another_desk_neither_sees_nor_ends_a_terminal(terminal):
    stranger = Client()
    stranger.force_login(MembershipFactory(role="operator").account)

    assert "Entrance hall" not in stranger.get("/desk/terminals/").text
    assert stranger.post(f"/desk/terminals/{terminal.key}/end/").status_code == 404
