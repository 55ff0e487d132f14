"""How long a session lasts, where somebody is signed in, and how she signs out there."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.accounts.models import Session
from tests.factories import AccountFactory, MembershipFactory
from tests.factories.territory import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/19.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved


@pytest.fixture
def colleague(db):
    return MembershipFactory().account


def signed_in(account, agent=FIREFOX):
    client = Client(headers={"user-agent": agent})
    client.cookies["language"] = "en"
    client.post("/sign-in/", {"email": account.email, "password": PASSWORD})
    return client


def is_in(client):
    return client.get("/sign-in/devices/").status_code == 200


def test_a_colleague_who_leaves_her_desk_is_signed_out(colleague, clock):
    client = signed_in(colleague)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=31))

    assert not is_in(client)
    assert not Session.objects.filter(account=colleague).exists()


def test_a_page_that_looks_again_by_itself_keeps_nobody_signed_in(colleague, clock):
    client = signed_in(colleague)
    again = client.get("/staff/").headers["Refresh"].partition("url=")[2]
    for _ in range(4):
        clock.shift(timedelta(minutes=8))
        client.get(again)

    assert not is_in(client)


def test_after_a_working_day_everybody_signs_in_again(colleague, clock):
    client, resident = signed_in(colleague), signed_in(AccountFactory())
    for _ in range(19):
        clock.shift(timedelta(minutes=25))
        assert is_in(client)
    assert is_in(resident)
    clock.shift(timedelta(minutes=10))

    assert not is_in(client)
    assert not is_in(resident)


def test_what_was_typed_meanwhile_comes_back(colleague, clock):
    client = signed_in(colleague)
    clock.shift(timedelta(minutes=31))
    asked = client.post("/sign-in/devices/end/", {"which": "what she chose"})

    carried = asked.text.partition('name="carried" value="')[2].partition('"')[0]
    said = {"email": colleague.email, "password": PASSWORD, "carried": carried}
    assert "what she chose" in client.post("/sign-in/", said).text


def test_she_sees_her_devices_in_words_and_signs_one_out(colleague):
    client, lost = signed_in(colleague), signed_in(colleague, TELEPHONE)
    signed_in(AccountFactory(), "Opera")
    page = client.get("/sign-in/devices/").text

    assert page.count("Firefox, Linux") == 1
    assert page.count("Safari, iPhone") == 2
    assert "127.0.0.1" not in page
    assert "Mozilla" not in repr(list(Session.objects.values()))
    handle = page.partition('name="which" value="')[2].partition('"')[0]
    client.post("/sign-in/devices/end/", {"which": handle})
    assert is_in(client)
    assert not is_in(lost)


def test_she_signs_out_everywhere_else_and_nobody_elses(colleague):
    client, lost, other = signed_in(colleague), signed_in(colleague), signed_in(AccountFactory())

    client.post("/sign-in/devices/end/", {"which": "others"})

    assert is_in(client)
    assert is_in(other)
    assert not is_in(lost)


def test_nobody_ends_the_session_of_somebody_else(colleague):
    client, other = signed_in(colleague), signed_in(colleague)
    page = client.get("/sign-in/devices/").text
    handle = page.partition('name="which" value="')[2].partition('"')[0]

    signed_in(AccountFactory()).post("/sign-in/devices/end/", {"which": handle})

    assert is_in(other)
