"""Floods, machines, strange alphabets, forged gateways: nothing breaks, and nobody is told more."""

import hashlib
import hmac
import json
import re
import time
from base64 import b64encode
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.doors.models import Heard, TextReply
from tandem.doors.sms import inbound, talks
from tandem.doors.sms.rules import Crowd, Verdict, verdict
from tandem.outbox.gateways import trust
from tandem.project.requests import Handler
from tandem.services import drafts
from tests.factories import MembershipFactory
from tests.parity.drivers import Sms
from tests.parity.drivers.sms import LET_IN, SECRET

pytestmark = pytest.mark.django_db
NUMBER = "+32470998877"
ALPHABETS = {
    "Arabic": "مرحبا بكم",
    "Chinese": "你好",
    "emoji": "👩🏽‍🦽🫶",
    "combined": "e\u0301" * 300,
    "right to left": "\u202eabc",
    "nothing": "",
    "null": "\x00\x01",
    "half a pair": "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
}


@pytest.fixture(autouse=True)
def secret(settings):
    settings.SMS_SECRET = SECRET


def replies_to(number=NUMBER):
    digest = talks.number_of(number)
    with talks.with_number(digest):
        return [talks.said(reply)[1] for reply in TextReply.objects.filter(number=digest)]


def test_a_flood_from_one_number_is_warned_once_and_then_silence(settings, commune):
    settings.SMS_PER_HOUR = 20

    for turn in range(40):
        inbound.hear(NUMBER, f"hello {turn}", f"flood {turn}")

    said = replies_to()
    assert len(said) == 21
    assert "heure" in said[-1]


def test_two_machines_that_answer_each_other_stop(settings, commune):
    settings.SMS_PER_HOUR = 50

    for turn in range(30):
        inbound.hear(NUMBER, "I am on holiday. Call my colleague.", f"holiday {turn}")

    assert len(replies_to()) == 6


def test_stop_is_heard_in_the_middle_of_a_flood(settings, commune):
    settings.SMS_PER_HOUR = 2
    for turn in range(5):
        inbound.hear(NUMBER, f"hello {turn}", f"flood {turn}")

    inbound.hear(NUMBER, "STOP", "stop")

    assert inbound.mobiles.is_stopped(NUMBER)


@pytest.mark.parametrize("sender", ["8080", "Proximus", "", "x" * 40, "+32", "<script>"])
def test_what_no_person_can_write_from_is_not_answered(sender, commune):
    inbound.hear(sender, "You won a prize", f"machine {sender}")

    assert not Heard.objects.exists()


@pytest.mark.parametrize(
    ("crowd", "said"),
    [
        (Crowd(1, 1, 1, warned=False, known=False), Verdict.LISTEN),
        (Crowd(101, 1, 1, warned=False, known=True), Verdict.WARN),
        (Crowd(102, 1, 1, warned=True, known=True), Verdict.SILENT),
        (Crowd(12, 11, 1, warned=False, known=True), Verdict.WARN),
        (Crowd(1, 1, 1001, warned=False, known=False), Verdict.SILENT),
        (Crowd(9, 1, 1001, warned=False, known=True), Verdict.LISTEN),
    ],
)
def test_in_a_flood_from_everywhere_who_is_in_the_middle_goes_on(crowd, said):
    assert verdict(crowd, 100, 1000) == said


def test_a_flood_from_everywhere_is_told_to_operators_all_day(client, settings, commune):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    settings.SMS_PER_HOUR_IN_ALL = 5
    operator = MembershipFactory(organisation=commune).account
    client.force_login(operator)
    for turn in range(7):
        assert "in a flood" not in staff_page(client) or turn > 5
        inbound.hear(f"+3247000000{turn}", "hello", f"forged {turn}")

    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        client.force_login(operator)
        assert re.search(
            r'figure-value">2</span>.*text messages in a flood', staff_page(client), re.S
        )
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        client.force_login(operator)
        assert "in a flood" not in staff_page(client)


def staff_page(client):
    return client.get("/staff/", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("text", ALPHABETS.values(), ids=ALPHABETS)
def test_any_alphabet_is_answered_and_kept(service, commune, text):
    mobile = Sms()
    mobile.begin(service)

    mobile.text("#2")
    assert mobile.text(text)

    assert drafts.take_up(mobile.code).answers["where_street"] == [text]


def test_a_message_of_a_thousand_parts_is_cut_and_answered_in_few(commune):
    inbound.hear(NUMBER, "x" * 153_000, "long")

    assert len(replies_to()) <= 3


def kannel(client, *, let_in=LET_IN, number=NUMBER, name="k1", text="EN"):
    return client.post(
        f"/sms/kannel/?id={name}",
        data=text.encode(),
        content_type="text/plain",
        headers={"Authorization": let_in, "X-Kannel-From": number},
    )


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "Basic",
        "Basic !!!",
        "Bearer " + SECRET,
        "Basic " + b64encode(b"tandem:guess").decode(),
        "Basic " + b64encode(b"tandem:").decode(),
    ],
)
def test_who_does_not_know_the_secret_brings_nothing(client, commune, forged):
    assert kannel(client, let_in=forged).status_code == 403
    assert not Heard.objects.exists()


def test_with_the_secret_the_very_same_call_is_a_message(client, commune):
    """The twin: nothing but the secret stands between a forged call and an answer."""
    assert kannel(client).status_code == 200
    assert Heard.objects.exists()


def test_were_the_secret_not_asked_a_forged_call_would_be_a_message(client, commune, monkeypatch):
    """The twin: the very same forged call."""
    monkeypatch.setattr(trust, "knows_secret", lambda _request: True)

    assert kannel(client, let_in="Basic " + b64encode(b"tandem:guess").decode()).status_code == 200
    assert Heard.objects.exists()


def test_where_no_secret_is_set_there_is_no_such_page(client, settings, commune):
    settings.SMS_SECRET = ""

    assert kannel(client, let_in="Basic " + b64encode(b"tandem:").decode()).status_code == 404


def test_a_call_without_sender_or_name_is_no_message(client, commune):
    assert kannel(client, number="").status_code == 400
    assert kannel(client, name="").status_code == 400


@pytest.mark.parametrize(
    "alphabet", ["idna", "punycode", "undefined", "hex", "no-such", "unicode_escape"]
)
def test_a_text_in_an_alphabet_that_is_none_is_no_message(client, commune, monkeypatch, alphabet):
    # As the real server reads it; Django's own request breaks before any page could answer.
    monkeypatch.setattr("django.test.client.WSGIRequest", Handler.request_class)
    response = client.generic(
        "POST",
        "/sms/kannel/?id=k1",
        data=b"\xff \\ud83d",
        content_type=f"text/plain; charset={alphabet}",
        headers={"Authorization": LET_IN, "X-Kannel-From": NUMBER},
    )

    assert response.status_code == 400
    assert not Heard.objects.exists()


def test_half_an_emoji_is_no_message_and_no_mistake_of_ours(client, commune):
    half = RECEIVED | {"payload": {"phoneNumber": NUMBER, "message": "\ud83d"}}

    assert telephone(client, half).status_code == 400
    assert not Heard.objects.exists()


def telephone(client, told, *, stamp=None, signed=None):
    body = json.dumps(told).encode()
    stamp = str(stamp or int(time.time()))
    made = hmac.new(SECRET.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    return client.post(
        "/sms/telephone/",
        data=body,
        content_type="application/json",
        headers={"X-Signature": signed or made, "X-Timestamp": stamp},
    )


RECEIVED = {
    "event": "sms:received",
    "id": "w1",
    "payload": {"messageId": "m1", "phoneNumber": NUMBER, "message": "EN"},
}


def test_the_old_telephone_brings_a_message_once(client, commune):
    assert telephone(client, RECEIVED).status_code == 200
    assert telephone(client, RECEIVED).status_code == 200

    assert len(replies_to()) == 1


@pytest.mark.parametrize(
    "forged", [{"signed": "0" * 64}, {"stamp": int(time.time()) - 3600}, {"stamp": "soon"}]
)
def test_a_forged_or_old_call_of_the_telephone_brings_nothing(client, commune, forged):
    assert telephone(client, RECEIVED, **forged).status_code == 403
    assert not Heard.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"event": "sms:received"},
        {"event": "sms:received", "id": "x", "payload": {}},
        {"event": "sms:received", "id": 7, "payload": {"phoneNumber": [], "message": None}},
        {"event": "call:received", "id": "x", "payload": {"phoneNumber": NUMBER}},
    ],
)
def test_what_is_no_message_is_no_message(client, commune, told):
    assert telephone(client, told).status_code in {200, 400}
    assert not Heard.objects.exists()
