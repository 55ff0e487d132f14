"""A colleague is called at a terminal, comes or is late, and goes on with the person's form."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tandem.doors.kiosk import actions, rules
from tandem.doors.models import Ring
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, scope_of
from tests.parity.drivers.browser import code

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(operator):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(operator)
    return client


@pytest.fixture
def rung(kiosk):
    kiosk.browser.post("/kiosk/help/", {})
    return kiosk


def rings(commune):
    with within(scope_of(commune)):
        return list(Ring.objects.all())


def test_a_press_shows_on_the_desk_and_on_the_overview_with_the_terminals_name(rung, colleague):
    assert "We are calling a colleague" in rung.browser.client.get("/kiosk/help/").text
    for page in ("/desk/", "/desk/rings/", "/staff/"):
        assert "Entrance hall" in colleague.get(page).text, page


def test_the_pages_look_again_by_themselves(rung, colleague):
    assert rung.browser.client.get("/kiosk/help/")["Refresh"] == "6"
    assert colleague.get("/desk/rings/")["Refresh"] == "10"
    assert 'http-equiv="refresh"' in colleague.get("/desk/").text


def test_the_person_reads_that_somebody_comes_and_of_two_colleagues_one_goes(
    rung, commune, colleague
):
    ring = rings(commune)[0]

    first = colleague.post(f"/desk/rings/{ring.pk}/coming/", follow=True)
    second = colleague.post(f"/desk/rings/{ring.pk}/coming/", follow=True)

    assert "The person reads that you are coming." in first.text
    assert "A colleague is already on the way" in second.text
    assert "A colleague is coming to you" in rung.browser.client.get("/kiosk/help/").text


def test_a_ring_nobody_answers_tells_a_number_and_shows_to_every_colleague(rung, commune):
    officer = Client()
    officer.cookies["language"] = "en"
    officer.force_login(MembershipFactory(organisation=commune, role="officer").account)
    assert "Entrance hall" not in officer.get("/staff/").text

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        waiting = rung.browser.client.get("/kiosk/help/").text
        overview = officer.get("/staff/").text

    assert "Nobody is free just now" in waiting
    assert "02 000 10 30" in waiting
    assert "Entrance hall" in overview


def test_pressing_again_and_again_is_one_ring(kiosk, commune):
    for _ in range(20):
        kiosk.browser.post("/kiosk/help/", {})

    assert len(rings(commune)) == 1


def test_who_plays_with_the_button_is_told_to_go_to_the_desk(kiosk, commune):
    for _ in range(rules.MOST_RINGS + 3):
        kiosk.browser.post("/kiosk/help/", {})
        kiosk.browser.post("/kiosk/help/nobody/", {})

    page = kiosk.browser.post("/kiosk/help/", {})

    assert "pressed very often" in page.text
    assert len(rings(commune)) == rules.MOST_RINGS


def test_the_colleague_opens_the_form_only_if_the_person_agreed(
    kiosk, commune, service, answers, colleague
):
    kiosk.begin(service)
    kiosk.answer(dict(list(answers.items())[:2]))
    kiosk.browser.post("/kiosk/help/", {})
    assert "Open the form" not in colleague.get("/desk/rings/").text
    assert colleague.get("/desk/").text.count("/desk/drafts/") == 0

    kiosk.browser.post("/kiosk/help/", {"share": "yes"})
    page = colleague.get("/desk/rings/").text

    assert "Open the form" in page
    form = page.split('href="/desk/drafts/')[1].split('"')[0]
    opened = colleague.get(f"/desk/drafts/{form}").text
    assert "1030" in opened
    reference, _word = code(kiosk.browser.get("/kiosk/s/ask-for-help/kept/"))
    assert reference in opened


def test_helper_and_person_go_on_together_with_one_form(kiosk, commune, service, answers, desk):
    kiosk.begin(service)
    given = list(answers.items())
    kiosk.answer(dict(given[:2]))
    kiosk.browser.post("/kiosk/help/", {"share": "yes"})
    page = desk.browser.get("/desk/rings/").html
    desk.draft = "/desk/drafts/" + page.split('href="/desk/drafts/')[1].split('"')[0]

    desk.answer(dict(given[2:4]))
    kiosk.answer(dict(given[4:]))
    told = kiosk.send()

    assert told.reference


def test_a_ring_ends_with_the_visit_and_with_the_terminal(rung, commune):
    rung.browser.client.get("/kiosk/over/")
    assert [ring.ended_at is None for ring in rings(commune)] == [False]

    rung.browser.post("/kiosk/help/", {})
    with within(scope_of(commune)), transaction.atomic():
        actions.revoke(rung.terminal)
    assert all(ring.ended_at for ring in rings(commune))


def test_another_desk_sees_no_ring_and_answers_none(rung, commune):
    stranger = Client()
    stranger.force_login(MembershipFactory(role="operator").account)
    ring = rings(commune)[0]

    assert "Entrance hall" not in stranger.get("/desk/rings/").text
    assert stranger.post(f"/desk/rings/{ring.pk}/coming/").status_code == 404
