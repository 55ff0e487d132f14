"""Programs that hear of each step: signed, tried again, given up, and never told who told it."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tandem.streets import hooks
from tandem.streets.actions import move
from tandem.streets.choices import State, Trouble
from tandem.streets.models import Hook, HookMessage
from tandem.streets.tests.abroad import reported, rows, work
from tandem.streets.tests.programs import listening, say
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.sealing import seal
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    with listening() as one:
        yield one


@pytest.fixture
def hook(commune, program):
    with transaction_within(scope_of(commune)):
        made, secret = hooks.make(commune, f"{program.url}/hook", [])
    made.secret = secret
    return made


@pytest.fixture
def administrator(commune):
    return MembershipFactory(organisation=commune, role="administrator").account


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def bodies(program):
    return [json.loads(one.body) for one in program.heard]


def test_each_step_is_told_once_and_signed(commune, hook, program):
    work()
    report = reported(commune, voices_count=2)
    with transaction_within(scope_of(commune)):
        report.sealed = seal("Mevrouw Peeters", report.place)
        report.save(update_fields=["sealed"])
        move(report, State.REPAIRED, words="New bulb.")
    work()

    made, first, repaired = bodies(program)
    assert made["type"] == "hook.made"
    assert (first["data"]["stepped_to"], repaired["data"]["stepped_to"]) == ("new", "repaired")
    assert repaired["data"]["id"] == report.sign
    assert repaired["data"]["words"] == "New bulb."
    assert repaired["data"]["voices"] is None
    told = program.heard[-1]
    assert "Peeters" not in told.body.decode()
    assert report.street not in told.headers.values()
    headers = {name.lower(): value for name, value in told.headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + told.body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    made_here = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{made_here}"
    assert work() == 0


def test_the_minute_of_no_step_is_told(commune, hook, program):
    report = reported(commune)
    with transaction_within(scope_of(commune)):
        move(report, State.REPAIRED)
        move(report, State.NEW)
    work()

    told = [one["timestamp"] for one in bodies(program) if one["type"] == "report.moved"]
    assert len(told) == 3
    assert all(":00:00+" in one for one in told)


def test_only_the_categories_wished_for_are_told(commune, program):
    with transaction_within(scope_of(commune)):
        hooks.make(commune, program.url, ["tree", "bin"])
    reported(commune), reported(commune, Trouble.TREE)
    work()

    assert [one["data"].get("category") for one in bodies(program)] == [None, "tree"]


def test_not_heard_it_is_tried_again_later_and_longer(commune, hook, program):
    program.says("", 500)
    now = timezone.now()
    for minutes, tries in ((0, 1), (0, 1), (2, 2), (8, 3), (24, 4)):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=True):
            work()
        assert len(program.heard) == tries

    program.says("", 200)
    with time_machine.travel(now + timedelta(hours=2), tick=True):
        work()
    [message] = rows(commune, HookMessage)
    assert message.told_at
    assert message.tried == 5
    assert len({one.headers["webhook-id"] for one in program.heard}) == 1


def test_given_up_after_a_day_and_told_to_the_administrators(commune, hook, program, administrator):
    program.says("", 302)
    now = timezone.now()
    for hours in range(0, 26):
        with time_machine.travel(now + timedelta(hours=hours), tick=True):
            work()

    [message] = rows(commune, HookMessage)
    assert message.given_up_at
    assert not message.told_at
    assert rows(commune, Hook)[0].failed == "status_302"
    [told] = mail.outbox
    assert told.to == [administrator.email]
    assert "/streets/hooks/" in told.body
    page = signed_in(administrator).get("/streets/hooks/").text
    assert "status_302" in page


def test_who_says_gone_is_told_nothing_more(commune, hook, program):
    program.says("", 410)
    work()
    reported(commune)
    work()

    assert len(program.heard) == 1
    assert rows(commune, Hook)[0].ended_at


def test_a_giant_or_an_odd_answer_does_no_harm(commune, hook, program):
    program.answers[""] = lambda line: say(line, 200, b"x" * 1_000_000)
    work()

    [message] = rows(commune, HookMessage)
    # Heard or not is in doubt: the same message goes again, under its key.
    assert (message.told_at, message.tried) == (None, 1)


def test_a_hook_into_our_own_network_is_never_called(commune, program, settings):
    with transaction_within(scope_of(commune)):
        hooks.make(commune, program.url, [])
    settings.CALL_PRIVATE_ADDRESSES = False
    work()

    assert program.heard == []
    assert rows(commune, HookMessage)[0].tried == 1


def test_an_administrator_adds_and_ends_one(commune, administrator, program):
    client = signed_in(administrator)
    page = client.post("/streets/hooks/", {"url": f"{program.url}/x", "categories": ["lamp"]})

    assert page.status_code == 200
    assert "whsec_" in page.text
    [hook] = rows(commune, Hook)
    assert hook.categories == ["lamp"]
    assert page.text.split("whsec_")[1][:20].encode() not in bytes(hook.sealed_secret)
    assert "whsec_" not in client.get("/streets/hooks/").text
    assert client.post(f"/streets/hooks/{hook.pk}/end/").status_code == 302
    assert rows(commune, Hook)[0].ended_at


@pytest.mark.parametrize("url", ["ftp://x.example", "http://a:b@x.example/", "x", ""])
def test_what_is_no_address_is_not_taken(commune, administrator, url):
    assert signed_in(administrator).post("/streets/hooks/", {"url": url}).status_code == 422
    assert rows(commune, Hook) == []


def test_without_the_setting_only_https_is_taken(commune, administrator, settings):
    settings.CALL_PRIVATE_ADDRESSES = False
    client = signed_in(administrator)

    assert client.post("/streets/hooks/", {"url": "http://a.example/"}).status_code == 422
    assert client.post("/streets/hooks/", {"url": "https://a.example/"}).status_code == 200


def test_of_another_organisation_there_is_no_hook(commune, hook):
    stranger = MembershipFactory(organisation=OrganisationFactory(), role="administrator").account
    officer = MembershipFactory(organisation=commune, role="officer").account

    assert signed_in(stranger).post(f"/streets/hooks/{hook.pk}/end/").status_code == 404
    assert str(hook.url) not in signed_in(stranger).get("/streets/hooks/").text
    assert signed_in(officer).get("/streets/hooks/").status_code == 404
    assert Client().get("/streets/hooks/").status_code == 302
    assert rows(commune, Hook)[0].ended_at is None
