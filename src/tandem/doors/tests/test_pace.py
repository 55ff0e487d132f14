"""Many forms sent from one place: the next waits a little, is kept, and nobody is shut out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.accounts import throttle
from tandem.doors.web import pace
from tests.factories import PlatformFactory

pytestmark = pytest.mark.django_db
HERE = "127.0.0.1"
SENDS = ("case:opening", HERE)


def filled(web, service, answers):
    """All but the last press, on the line on which many were sent."""
    web.browser.client.defaults["REMOTE_ADDR"] = HERE
    web.begin(service)
    web.answer(answers)
    return web._at("review")


def sent_many():
    for _ in range(25):
        throttle.failed(*SENDS)


def test_in_a_flood_the_form_is_kept_and_goes_when_she_has_waited(web, service, answers):
    PlatformFactory(telephone="0800 00 000")
    review = filled(web, service, answers)
    sent_many()

    page = web.browser.post(review, {})
    assert "Yours is kept." in page.html and "112" in page.html and "0800" in page.html
    assert web.browser.path == review
    with time_machine.travel(timezone.now() + throttle.LONGEST + timedelta(seconds=1)):
        web.browser.post(review, {})
        assert web.browser.path.endswith("/sent/")


def test_without_the_brake_it_goes_at_once(web, service, answers, monkeypatch):
    """The twin."""
    monkeypatch.setattr(pace, "still_to_wait", lambda _request: "")
    review = filled(web, service, answers)
    sent_many()

    web.browser.post(review, {})
    assert web.browser.path.endswith("/sent/")


def test_whoever_sends_many_waits_longer_and_longer_and_a_library_does_not(rf):
    request = rf.post("/")
    request.desk = None
    start = timezone.now()
    free = throttle.FREE["opening"]
    with time_machine.travel(start, tick=False):
        told = [pace.still_to_wait(request) for _ in range(25)]
    assert [bool(said) for said in told] == [False] * (free + 1) + [True] * (24 - free)

    # One form a minute, all day long, from one address.
    for minute in range(1, 40):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            assert pace.still_to_wait(request) == ""


def test_a_colleague_is_not_slowed(rf):
    sent_many()
    request = rf.post("/")
    request.desk = object()

    assert pace.still_to_wait(request) == ""
