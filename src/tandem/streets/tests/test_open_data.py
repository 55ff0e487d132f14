"""Open data and feeds: anybody may take them, and nobody is found in them."""

import csv
import io
import json
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.streets import open_data, served
from tandem.streets.actions import move
from tandem.streets.choices import Closed, State, Trouble
from tandem.streets.models import Report
from tandem.streets.open_data import Wanted
from tandem.streets.tests.abroad import reported
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.reference import new_reference
from tandem.toolbox.sealing import seal
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def taken(client, path, language="en"):
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response, response.getvalue().decode() if response.streaming else response.text


def as_rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_tells_each_report_by_its_sign(client, commune):
    closed = reported(commune, state=State.CLOSED, closed_because=Closed.NOT_FOUND)
    lamp = reported(commune, voices_count=7)

    response, text = taken(client, f"/streets/data/{commune.area.nis}.csv")

    one, other = as_rows(text)
    assert (one["id"], one["voices"], one["exact_place"]) == (lamp.sign, "7", "true")
    assert (one["lat"], one["street"]) == ("50.86714", "Rue des Tilleuls Inventés 12")
    assert (other["id"], other["state"], other["closed_because"]) == (
        closed.sign,
        "closed",
        "not_found",
    )
    assert other["voices"] == ""
    assert "creativecommons.org/publicdomain/zero" in response.headers["Link"]
    assert "max-age=3600" in response.headers["Cache-Control"]


@pytest.mark.parametrize("without", [{"lat": None, "lon": None}, {"square": "C4"}])
def test_no_place_is_exact_without_a_point_of_its_own(client, commune, without):
    reported(commune, **without)

    [one] = as_rows(taken(client, f"/streets/data/{commune.area.nis}.csv")[1])

    assert one["exact_place"] == "false"


def test_geojson_is_one_collection_with_its_licence(client, commune):
    reported(commune), reported(commune, lat=None, lon=None)

    response, text = taken(client, "/streets/data/1030.geojson")

    said = json.loads(text)
    assert response.headers["Content-Type"] == "application/geo+json"
    assert said["license"] == open_data.LICENCE
    without, with_point = said["features"]
    assert without["geometry"] is None
    assert with_point["geometry"] == {"type": "Point", "coordinates": [4.37352, 50.86714]}
    assert "lat" not in with_point["properties"]


def test_nothing_of_a_person_is_in_any_of_them(client, commune):
    report = reported(commune, Trouble.DUMPING, street="Rue des Tilleuls 12 bte 3", voices_count=2)
    with transaction_within(scope_of(commune)):
        report.sealed = seal("Mevrouw Peeters", report.place)
        report.save(update_fields=["sealed"])

    for path in ("data/1030.csv", "data/1030.geojson", "feeds/1030.rss", "feeds/1030.atom"):
        _response, text = taken(client, f"/streets/{path}")
        assert "Peeters" not in text
        assert "Tilleuls" in text
        assert "Tilleuls 12" not in text
        assert "50.86714" not in text


@pytest.mark.parametrize("street", ["=HYPERLINK(1)", "+32", "@SUM(1)", "-1"])
def test_a_spreadsheet_reckons_out_nothing(client, commune, street):
    reported(commune, street=street, state="looked_at")

    [row] = as_rows(taken(client, "/streets/data/1030.csv")[1])

    assert row["street"] == f"'{street}"


def test_rss_has_what_the_specification_owes(client, commune):
    report = reported(commune, street="Rue <A> & B")
    with transaction_within(scope_of(commune)):
        move(report, State.REPAIRED, words="New bulb.")

    response, text = taken(client, "/streets/feeds/1030.rss", "nl")

    channel = ElementTree.fromstring(text).find("channel")
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    assert all(channel.findtext(owed) for owed in ("title", "link", "description", "copyright"))
    assert channel.findtext("language") == "nl"
    newest, first = channel.findall("item")
    assert newest.findtext("title").endswith("Rue <A> & B, 1030")
    assert "New bulb." in newest.findtext("description")
    assert newest.findtext("link") == f"http://testserver/streets/{report.sign}/"
    assert newest.findtext("guid") != first.findtext("guid")
    assert parsedate_to_datetime(newest.findtext("pubDate")).minute == 0


def test_atom_has_what_the_specification_owes(client, commune):
    reported(commune)

    response, text = taken(client, f"/streets/feeds/{commune.area.nis}.atom")

    feed = ElementTree.fromstring(text)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{owed}") for owed in ("id", "title", "updated", "rights"))
    assert {one.get("rel") for one in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    here = f"http://testserver/streets/feeds/{commune.area.nis}.atom"
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert feed.findtext(f"{ATOM}id") == links["self"] == here
    assert links["alternate"] == "http://testserver/streets/data/"
    [entry] = feed.findall(f"{ATOM}entry")
    assert all(entry.findtext(f"{ATOM}{owed}") for owed in ("id", "title", "updated"))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == str(commune)


def test_a_postal_code_has_its_own_and_strangers_none(client, commune):
    other = OrganisationFactory()
    reported(commune), reported(commune, postal_code="1031"), reported(other)

    assert len(as_rows(taken(client, "/streets/data/1030.csv")[1])) == 1
    assert len(as_rows(taken(client, f"/streets/data/{commune.area.nis}.csv")[1])) == 2
    assert client.get("/streets/data/9999.csv").status_code == 404
    assert client.get("/streets/data/1030.csv?since=perhaps").status_code == 404
    assert client.get("/streets/data/1030.exe").status_code == 404
    assert client.post("/streets/data/1030.csv").status_code == 405


def test_what_was_handed_over_to_us_is_told_by_whoever_did(client, commune):
    reported(commune, given_by=OrganisationFactory())

    assert as_rows(taken(client, "/streets/data/1030.csv")[1]) == []
    assert client.get("/open311/v2/requests.json?jurisdiction_id=1030").json() == []


def test_only_as_much_is_read_as_is_taken(commune, monkeypatch):
    """Whoever takes the first line of a large file has not made us read the rest."""
    monkeypatch.setattr(open_data, "AT_ONCE", 10)
    some = reported(commune)
    with transaction_within(scope_of(commune)):
        Report.objects.bulk_create(_again(some) for _number in range(35))
    lines = open_data.as_csv(Wanted(served.by_code("1030"), "", None, "fr"))

    with CaptureQueriesContext(connection) as asked:
        first = [next(lines) for _number in range(8)]
    with CaptureQueriesContext(connection) as asked_in_all:
        rest = list(lines)

    assert len([one for one in asked if "streets_report" in one["sql"]]) == 1
    assert len([one for one in asked_in_all if "streets_report" in one["sql"]]) == 3
    assert len(first) + len(rest) == 37
    assert len({line.split(",")[0] for line in rest}) == len(rest)


def _again(report):
    facts = {
        field.attname: getattr(report, field.attname) for field in Report._meta.concrete_fields
    }
    del facts["id"], facts["key"]
    return Report(**facts | {"sign": new_reference()})


def test_whoever_asks_for_the_head_makes_us_read_nothing(client, commune):
    reported(commune)

    with CaptureQueriesContext(connection) as asked:
        response = client.head("/streets/data/1030.csv")

    assert response.status_code == 200
    assert response.getvalue() == b""
    assert not [one for one in asked if "streets_report" in one["sql"]]


def test_the_page_asks_as_much_for_many_communes_as_for_one(
    client, commune, django_assert_max_num_queries
):
    for _number in range(12):
        OrganisationFactory()

    with django_assert_max_num_queries(8):
        assert client.get("/streets/data/").status_code == 200


def test_the_page_leads_to_every_file_and_tells_the_licence(client, commune):
    _response, text = taken(client, "/streets/data/")

    assert 'rel="license"' in text
    for path in ("data/1030.csv", "data/1030.geojson", "feeds/1030.rss", "feeds/1030.atom"):
        assert f"/streets/{path}" in text
    assert text.count('/streets/data/"') >= 1
