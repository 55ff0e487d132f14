import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tandem.cases.measuring import public_services
from tandem.cases.models import Measurement
from tandem.doors.compared import figures, ways
from tandem.doors.compared.figures import ByChannel, ByDoor
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.declaration import DOORS
from tests.factories import PlatformFactory

pytestmark = pytest.mark.django_db
MOST_BYTES = 60_000


def door(name, *, service="ask-for-help", **facts):
    counted = {"opened": 40, "answered": 40, "in_time": 40, "again": 0, "days": 2.0}
    return {"service": service, "door": name, **counted, **facts}


def measured(*doors, channels=()):
    return Measurement.objects.create(
        since=date(2025, 11, 1),
        until=date(2026, 11, 1),
        figures={"doors": list(doors), "channels": list(channels)},
    )


@pytest.fixture
def public_page(visitor):
    PlatformFactory(name="Four villages", telephone="010 00 00 10")
    return lambda: visitor.get("/doors/").text


def test_every_door_of_the_declaration_stands_there_for_every_service(public_page):
    shown = public_page()

    with override("en"):
        for service in public_services():
            assert f'<h2 id="{service.slug}">{service.title}</h2>' in shown
        for one in DOORS:
            assert shown.count(f"<dt>{one.label}</dt>") == len(public_services())


def test_a_long_name_is_no_part_of_the_number_which_is_never_broken(public_page):
    PlatformFactory(name="Tandem of the whole of Brabant wallon", telephone="0800 00 000")

    shown = public_page()

    assert "Tandem of the whole of Brabant wallon: <a" in shown
    assert '<a href="tel:080000000"><bdi>0800 00 000</bdi></a>' in shown


def test_it_says_how_one_comes(public_page, settings, monkeypatch):
    monkeypatch.setattr(ways, "DOORS", tuple(Door))
    settings.MAIL_IN_DOMAIN = "mail.example"
    settings.SMS_NUMBER = "8080"

    shown = public_page()

    assert 'href="tel:010000010"' in shown
    assert 'href="/s/ask-for-help/"' in shown
    assert 'href="/paper/ask-for-help/"' in shown
    assert 'href="sms:8080"' in shown
    assert 'href="mailto:ask-for-help@mail.example"' in shown
    assert 'href="/contact/"' in shown


def test_a_service_without_a_keyword_is_asked_for_by_its_title(
    public_page, settings, service, monkeypatch
):
    settings.SMS_NUMBER = "8080"
    monkeypatch.setattr(service, "keyword", "")

    shown = public_page()

    with override("en"):
        assert f"Text “{service.title}” to this number" in shown


def test_where_no_mail_comes_in_no_address_is_given(public_page, settings):
    settings.MAIL_IN_DOMAIN = ""

    shown = public_page()

    assert "mailto:" not in shown
    assert "does not receive forms by e-mail" in shown


def test_where_there_is_no_gateway_no_number_is_given(public_page, settings):
    settings.SMS_NUMBER = ""

    shown = public_page()

    assert 'href="sms:' not in shown
    assert "has no number for text messages" in shown


def test_a_door_nobody_wrote_about_leads_to_those_who_know(service, monkeypatch):
    monkeypatch.setattr(ways, "DOORS", (Door.SMS,))
    monkeypatch.delitem(ways.TELLERS, Door.SMS)

    [way] = ways.ways(service, [])

    assert [link.href for link in way.links] == ["/contact/"]


def test_a_door_that_is_closed_says_why(public_page, service, monkeypatch):
    measured(door("kiosk", opened=0), door("web"))
    monkeypatch.setattr(service, "impossible", {Door.KIOSK: "It is signed with a seal & a pen."})

    shown = public_page()

    assert "<strong>Not possible:</strong> It is signed with a seal &amp; a pen." in shown
    table = shown.split("<caption>Ask for help, by door")[1].split("</table>")[0]
    assert "Website" in table
    assert "Kiosk" not in table


def test_what_was_measured_stands_in_a_table(public_page):
    measured(door("web", service="", opened=1234, answered=1000, in_time=900, again=12, days=2.5))

    shown = public_page()

    row = shown.split("<caption>All services, by door")[1].split("</table>")[0]
    for said in ("1,234", "1,000", "900 (90%)", "12", "2.5"):
        assert said in row
    assert "from 1 November 2025 to 31 October 2026" in shown


def test_a_number_left_out_is_a_dash(public_page):
    nothing = dict.fromkeys(("opened", "answered", "in_time", "again", "days"))
    measured(door("web", service="", **nothing))

    row = public_page().split("<caption>All services, by door")[1].split("</table>")[0]

    assert row.count("–") == 5


def test_the_page_says_where_it_was_not_equal(public_page):
    measured(
        door("web"),
        door("phone", days=5.0, in_time=30),
        channels=[
            {"channel": "email", "answers": 40, "days": 1.0},
            {"channel": "letter", "answers": 40, "days": 4.0},
        ],
    )

    shown = public_page()

    assert (
        "Ask for help: by the door “Telephone” an answer took 3 working days longer than by "
        "“Website”." in shown
    )
    assert "by the door “Telephone” 75% of the answers came in time, by “Website” 100%." in shown
    assert "“By letter”: an answer left 3 working days later than “By e-mail”." in shown


def test_equal_doors_are_called_equal_only_where_two_were_measured(public_page):
    row = measured(door("web"), door("phone", days=2.5))
    assert "In no service was one door slower" in public_page()

    row.figures["doors"][1]["days"] = None
    row.save()
    assert "Too few requests were answered to compare the doors." in public_page()


def test_services_are_not_compared_with_one_another():
    """By telephone people ask for what takes longer: that is no fault of the telephone."""
    rows = [
        ByDoor(**door("web")),
        ByDoor(**door("phone", service="offer-help", days=9.0)),
        ByDoor(**door("web", service="")),
        ByDoor(**door("phone", service="", days=9.0)),
    ]

    titles = {one.slug: str(one.title) for one in public_services()}
    assert figures.unequal(rows, titles) == []


def test_a_share_of_few_answers_is_no_reproach():
    rows = [ByDoor(**door("web")), ByDoor(**door("phone", answered=10, opened=10, in_time=5))]

    assert figures.unequal(rows, {"ask-for-help": "Ask for help"}) == []


def test_a_difference_of_less_than_a_day_is_none():
    rows = [ByChannel("email", 40, 1.0), ByChannel("letter", 40, 1.5)]

    assert figures.late_channels(rows) == []


def test_before_anything_was_counted_the_ways_stand_there_all_the_same(public_page):
    shown = public_page()

    assert "Nothing was counted yet." in shown
    assert "<table" not in shown


def test_the_files_say_the_same(visitor):
    measured(door("web", again=None), door("phone"))

    data = visitor.get("/doors/figures.json").json()
    read = visitor.get("/doors/figures.csv")

    assert data["until"] == "2026-11-01"
    assert data["doors"][0] == door("web", again=None)
    rows = list(csv.DictReader(io.StringIO(read.text)))
    assert [(row["door"], row["opened"], row["again"]) for row in rows] == [
        ("web", "40", ""),
        ("phone", "40", "0"),
    ]
    assert read.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_files_are_there_before_anything_was_counted(visitor):
    assert visitor.get("/doors/figures.json").json()["doors"] == []
    assert visitor.get("/doors/figures.csv").text.startswith("since,until,service,door,opened")


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_page_is_light_in_every_language_and_reads_three_tables(visitor, language):
    PlatformFactory(telephone="010 00 00 10")
    slugs = ["", *(service.slug for service in public_services())]
    every = [door(one, service=slug) for slug in slugs for one in Door.values]
    measured(
        *every, channels=[{"channel": one, "answers": 9, "days": 1.0} for one in Channel.values]
    )
    visitor.cookies["language"] = language

    with CaptureQueriesContext(connection) as asked:
        # As it goes over the wire, to a browser that is a few years old.
        response = visitor.get("/doors/", headers={"accept-encoding": "gzip"})

    assert response.status_code == 200
    assert len([one for one in asked if " FROM " in one["sql"]]) == 3
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < MOST_BYTES


def test_every_page_leads_there(visitor):
    PlatformFactory()

    assert 'href="/doors/"' in visitor.get("/").text
