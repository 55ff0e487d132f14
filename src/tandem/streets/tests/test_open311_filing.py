"""A report of another program is a case like any other: same checks, same receipt, same promise."""

import pytest
from django.core import mail

from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.streets.actions import what_was_seen
from tandem.streets.models import Report, Voice
from tandem.streets.tests.abroad import key_of, rows
from tandem.tenancy.scope import within
from tests.factories import AreaFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
LAMP = {
    "service_code": "lamp",
    "address_string": "Rue des Tilleuls Inventés 12, 1030 Schaerbeek",
    "description": "Out since Monday.",
    "email": "rosa@example.example",
    "first_name": "Rosa",
    "last_name": "Vandenput",
}


@pytest.fixture
def key(commune):
    return key_of(commune)


@pytest.fixture
def post(client, key):
    def sent(written="json", headers=None, **said):
        body = {"api_key": key} | said
        told = {"accept-language": "en", **(headers or {})}
        return client.post(f"/open311/v2/requests.{written}", body, headers=told)

    return sent


def test_it_is_a_case_of_the_door_for_programs(post, commune):
    answer = post(**LAMP)

    assert answer.status_code == 201
    [case] = rows(commune, Case)
    [report] = rows(commune, Report)
    [voice] = rows(commune, Voice)
    assert (case.service, case.door, case.language) == ("report-broken", Door.API, "en")
    assert (report.trouble, report.postal_code) == ("lamp", "1030")
    assert report.street == "Rue des Tilleuls Inventés 12"
    assert (voice.case_id, voice.report_id) == (case.pk, report.pk)
    with within(scope_of(commune)):
        assert what_was_seen(report) == "Out since Monday."
    assert [one.door for one in rows(commune, Acting)] == [Door.API]
    assert answer.json()[0]["service_request_id"] == report.sign
    assert case.reference not in report.sign


def test_the_reference_is_told_and_the_word_only_where_nobody_shows_it(post, commune):
    answer = post(**LAMP)

    [case] = rows(commune, Case)
    notice = answer.json()[0]["service_notice"]
    word = answer.headers["Tandem-Word"]
    assert case.reference[:4] in notice
    assert len(word) == 12
    assert word not in answer.content.decode()
    assert answer.headers["Cache-Control"].endswith("private")
    # By her own channel she has it anyway, like everybody.
    [receipt] = rows(commune, Message)
    assert (receipt.channel, receipt.kind) == (Channel.EMAIL, "receipt")
    assert mail.outbox == []


def test_a_point_becomes_the_mark_and_the_nearest_commune_is_said(post, commune):
    OrganisationFactory(area__lat=50.63, area__lon=5.57)
    said = {"service_code": "pothole", "lat": "50.86714", "long": "4.37352"}

    answer = post(**said, **{"attribute[mark]": "LP-20417"})

    [report] = rows(commune, Report)
    assert (report.lat, report.lon, report.postal_code) == (50.86714, 4.37352, "1030")
    with within(scope_of(commune)):
        assert "LP-20417" in what_was_seen(report)
    assert str(commune.area) in answer.json()[0]["service_notice"]
    [case] = rows(commune, Case)
    assert rows(commune, Person)[0].channel == Channel.DESK
    assert case.postal_code == "1030"


def test_the_postal_code_of_the_address_leads_farther_than_the_jurisdiction(post, commune):
    other = OrganisationFactory(area__postal_code="4000")
    said = LAMP | {"address_string": "Quai Inventé 1050, B-4000 Liège"}

    refused = post(**said, jurisdiction_id="1030")
    assert refused.status_code == 403
    assert str(other.area) in refused.content.decode()
    assert rows(other, Report) == []

    # Its own key is let in.
    assert post(**said, api_key=key_of(other), jurisdiction_id="1030").status_code == 201
    [report] = rows(other, Report)
    assert (report.street, report.postal_code) == ("Quai Inventé 1050", "4000")
    assert rows(commune, Report) == []


@pytest.mark.parametrize(
    ("given", "channel"),
    [
        ({"email": "", "phone": "0475 12 34 56"}, Channel.SMS),
        ({"email": "", "phone": "02 244 00 00"}, Channel.CALL),
        ({"email": "", "phone": ""}, Channel.DESK),
        ({"phone": "0475 12 34 56", "attribute[channel]": "call"}, Channel.CALL),
    ],
)
def test_she_is_reached_as_she_can_be(post, commune, given, channel):
    assert post(**LAMP | given).status_code == 201

    assert rows(commune, Person)[0].channel == channel


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"api_key": ""}, 403),
        ({"api_key": "tandem_nonsense"}, 403),
        ({"service_code": "dragon"}, 404),
        ({"service_code": ""}, 400),
        ({"address_string": ""}, 400),
        ({"address_string": "", "lat": "50.8"}, 400),
        ({"address_string": "", "lat": "nan", "long": "inf"}, 400),
        ({"address_string": "", "lat": "48.85", "long": "2.35"}, 400),
        ({"jurisdiction_id": "9999"}, 404),
        ({"jurisdiction_id": "\x00"}, 404),
        ({"email": "no address"}, 400),
        ({"description": "x" * 601}, 400),
        ({"description": "<script>"}, 201),
        ({"address_string": "Rue <b> 1, 1030"}, 400),
        ({"first_name": "\x00Rosa"}, 400),
        ({"attribute[channel]": "pigeon"}, 400),
    ],
)
def test_what_is_wrong_is_told_and_opens_nothing(post, commune, given, status):
    answer = post(**LAMP | given)

    assert answer.status_code == status
    if status != 201:
        assert all(one["code"] == status and one["description"] for one in answer.json())
        assert rows(commune, Report) == []


def test_sent_twice_under_one_key_it_is_one_report(post, commune):
    key = {"idempotency-key": "a-key-of-its-own"}

    first, second = post(headers=key, **LAMP), post(headers=key, **LAMP)

    assert first.json() == second.json()
    assert len(rows(commune, Report)) == 1
    assert post(headers=key, **LAMP | {"service_code": "tree"}).status_code == 409


def test_more_than_a_report_has_room_for_is_refused_unread(client, key, commune):
    body = f"api_key={key}&description={'x' * 200_000}"

    answer = client.post(
        "/open311/v2/requests.json", body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413


def test_it_counts_with_every_other_request_of_the_program(post, commune, monkeypatch):
    monkeypatch.setattr("tandem.doors.api.access.A_MINUTE", 1)

    assert post(**LAMP).status_code == 201
    refused = post(**LAMP)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 60


def test_danger_is_answered_with_112(post, commune):
    answer = post(**LAMP | {"service_code": "danger_wire"})

    assert "112" in answer.json()[0]["service_notice"]
    assert rows(commune, Case)[0].urgent


def test_the_answer_in_xml(post, commune):
    answer = post("xml", **LAMP)

    assert answer.status_code == 201
    [report] = rows(commune, Report)
    assert f"<service_request_id>{report.sign}</service_request_id>" in answer.content.decode()


def test_a_point_of_another_commune_is_refused_whatever_the_jurisdiction(post, commune):
    AreaFactory(kind="commune", nis="21009", name="Ixelles", lat=50.8333, lon=4.3667)
    said = {
        "service_code": "pothole",
        "lat": "50.8300",
        "long": "4.3700",
        "jurisdiction_id": "1030",
    }

    refused = post(**said)

    assert refused.status_code == 400
    assert "do not lie in" in refused.content.decode()
    assert rows(commune, Report) == []
    assert post(**said | {"lat": "50.86714", "long": "4.37352"}).status_code == 201
