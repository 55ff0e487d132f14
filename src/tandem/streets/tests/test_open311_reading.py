"""What any program reads, without a key: only what is public, bounded, in JSON and in XML."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tandem.streets import spoken
from tandem.streets.actions import move
from tandem.streets.choices import Closed, State, Trouble
from tandem.streets.models import Category, Report
from tandem.streets.tests.abroad import reported
from tandem.streets.tests.reported import moved
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.sealing import seal
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
ROOT = "/open311/v2/"


@pytest.fixture
def read(client: Client):
    def get(path: str, language: str = "en", **asked):
        return client.get(f"{ROOT}{path}", asked, headers={"accept-language": language})

    return get


def test_discovery_leads_to_this_server(read, commune):
    said = read("discovery.json").json()

    assert said["endpoints"][0]["url"] == "http://testserver/open311/v2/"
    assert said["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    tree = ElementTree.fromstring(read("discovery.xml").content)
    formats = [one.text for one in tree.findall("endpoints/endpoint/formats/format")]
    assert formats == ["text/xml", "application/json"]


def test_services_are_the_communes_categories_in_the_language_asked(read, commune):
    with within(scope_of(commune)):
        Category.objects.create(
            commune=commune.area, code="lamp", trouble="lamp", names={"nl": "Een lantaarn"}
        )

    served = {one["service_code"]: one for one in read("services.json", "nl").json()}

    assert served["lamp"]["service_name"] == "Een lantaarn"
    assert set(served) == set(Trouble.values)
    assert "112" in served["danger_gas"]["description"]


@pytest.mark.parametrize("code", ["1030", "nis"])
def test_a_commune_is_named_by_postal_code_or_nis_code(read, commune, code):
    OrganisationFactory()
    named = commune.area.nis if code == "nis" else code

    assert read("services.json").status_code == 400
    assert read("services.json", jurisdiction_id="9998").status_code == 404
    assert read("services.json", jurisdiction_id=named).status_code == 200


def test_a_definition_tells_what_may_be_said_besides(read, commune):
    said = read("services/lamp.json").json()

    assert [one["code"] for one in said["attributes"]] == ["landmark", "mark", "channel"]
    assert not any(one["required"] for one in said["attributes"])
    assert read("services/nonsense.json").status_code == 404


def test_errors_are_a_list_in_the_language_and_shape_asked(read, commune):
    wrong = read("requests.json", "fr", status="perhaps")
    assert wrong.status_code == 400
    assert wrong.json() == [{"code": 400, "description": wrong.json()[0]["description"]}]
    assert wrong.headers["Content-Language"] == "fr"

    tree = ElementTree.fromstring(read("requests/AAAAAAAA.xml", locale="de").content)
    assert (tree.tag, tree.findtext("error/code")) == ("errors", "404")
    assert read("requests.csv").status_code == 404


def test_the_minute_of_a_step_is_not_told(read, commune):
    """A reporter opens it again: who asks often would know when."""
    report = reported(commune)
    later = timezone.now().replace(minute=42, second=17) + timedelta(hours=3)
    with time_machine.travel(later), transaction_within(scope_of(commune)):
        move(report, State.REPAIRED)
        move(report, State.NEW)

    [said] = read(f"requests/{report.sign}.json").json()

    told = datetime.fromisoformat(said["updated_datetime"])
    assert told == later.replace(minute=0, second=0, microsecond=0)


def test_a_report_is_told_without_its_words(read, commune):
    report = reported(commune, planned_for=timezone.localdate() + timedelta(days=2))
    with within(scope_of(commune)):
        report.sealed = seal("Madame Peeters dort sur ce banc", report.place)
        report.save(update_fields=["sealed"])

    response = read(f"requests/{report.sign}.json", extensions="true")

    [said] = response.json()
    assert (said["service_request_id"], said["status"]) == (report.sign, "open")
    assert said["description"] == "A street lamp: Rue des Tilleuls Inventés 12, 1030"
    assert (said["lat"], said["long"]) == (50.86714, 4.37352)
    assert said["expected_datetime"].startswith(report.planned_for.isoformat())
    assert said["extended_attributes"]["state"] == "new"
    assert "Peeters" not in response.content.decode()
    assert "extended_attributes" not in read(f"requests/{report.sign}.json").json()[0]


@pytest.mark.parametrize(("voices", "told"), [(1, None), (4, None), (5, 5), (12, 12)])
def test_few_voices_are_not_told_as_a_number(read, commune, voices, told):
    report = reported(commune, voices_count=voices)

    [said] = read(f"requests/{report.sign}.json", extensions="true").json()

    assert said["extended_attributes"]["voices"] == told


def test_what_is_open_again_says_so_and_each_sentence_ends(read, commune):
    report = reported(commune)
    with within(scope_of(commune)):
        moved(report, State.REPAIRED, words="Done.")
        moved(Report.objects.get(pk=report.pk), State.NEW, words="Not solved.")

    [said] = read(f"requests/{report.sign}.json").json()
    assert said["status_notes"] == "Opened again. Not solved."
    with within(scope_of(commune)), override("en"):
        steps = spoken.publicly(Report.objects.get(pk=report.pk).moves.all())
        assert [spoken.label(step) for step in steps][-2:] == ["Repaired", "Opened again"]


def test_what_tells_of_a_household_is_not_told_to_the_house(read, commune):
    report = reported(commune, Trouble.ANIMAL)

    [said] = read(f"requests/{report.sign}.json").json()

    assert (said["lat"], said["long"]) == (50.867, 4.374)
    assert "12" not in said["address"]
    assert said["address"] == "Rue des Tilleuls Inventés, 1030"


def test_the_minute_of_a_report_cannot_be_searched_for(read, commune):
    report = reported(commune)
    asked = timezone.localtime(report.reported_at).replace(minute=0, second=0, microsecond=0)

    [said] = read("requests.json").json()

    assert said["requested_datetime"] == asked.isoformat()
    # Whatever the minute asked for, the whole hour answers.
    late = (asked + timedelta(minutes=59)).isoformat()
    assert len(read("requests.json", start_date=late).json()) == 1


def test_filters_and_pages(read, commune):
    lamp, bin_ = reported(commune), reported(commune, Trouble.BIN)
    closed = reported(commune, state=State.CLOSED, closed_because=Closed.NOT_FOUND)
    old = reported(commune, days_ago=100)

    def signs(**asked):
        return [one["service_request_id"] for one in read("requests.json", **asked).json()]

    assert signs() == [closed.sign, bin_.sign, lamp.sign]
    assert signs(service_code="bin,tree") == [bin_.sign]
    assert signs(status="closed") == [closed.sign]
    assert signs(status="open,closed", page="2", page_size="2") == [lamp.sign]
    day = (timezone.now() - timedelta(days=120)).isoformat()
    assert signs(start_date=day) == [old.sign]
    assert set(signs(service_request_id=f"{old.sign},{lamp.sign},nonsense")) == {
        old.sign,
        lamp.sign,
    }
    assert (
        read("requests.json", start_date=day, end_date=timezone.now().isoformat()).status_code
        == 400
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"start_date": "yesterday"},
        {"start_date": "0001-01-01T00:00:00+14:00"},
        {"end_date": "9999-12-31T23:59:59Z"},
        {"start_date": "2026-01-01T00:00:00"},
        {"page": "0"},
        {"page": "١"},
        {"page_size": "99999999999999999999999"},
        {"jurisdiction_id": "\x00"},
        {"service_request_id": ",".join(["A"] * 5) + "\x00"},
        {"service_code": "lamp\x00"},
    ],
)
def test_hostile_questions_are_answered_and_not_failed(read, commune, asked):
    assert read("requests.json", **asked).status_code in {200, 400, 404}


def test_another_communes_reports_stay_in_its_list(read, commune):
    other = OrganisationFactory()
    here, there = reported(commune), reported(other)

    told = read("requests.json", jurisdiction_id="1030").json()

    assert [one["service_request_id"] for one in told] == [here.sign]
    assert read(f"requests/{there.sign}.json").status_code == 200


def test_xml_says_the_same(read, commune):
    report = reported(commune, street="Rue <A> & \x01B")

    tree = ElementTree.fromstring(read("requests.xml", extensions="true").content)

    assert tree.tag == "service_requests"
    assert tree.findtext("request/service_request_id") == report.sign
    assert tree.findtext("request/extended_attributes/exact_place") == "true"
    assert tree.findtext("request/address") == "Rue <A> & B, 1030"
    assert tree.find("request/media_url").text is None


def test_a_list_is_kept_by_proxies_for_a_minute_and_asks_a_fixed_number_of_questions(
    read, commune, django_assert_max_num_queries
):
    for _number in range(20):
        reported(commune)

    with django_assert_max_num_queries(12):
        response = read("requests.json")

    assert len(response.json()) == 20
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_tokens_are_not_given(read, commune):
    assert read("tokens/abc.json").status_code == 404
