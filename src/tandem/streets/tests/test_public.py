"""What anybody may read, and what nobody may."""

import re
from html import unescape

import pytest

from tandem.streets import grid
from tandem.streets.choices import State
from tandem.streets.tests.factories import ReportFactory, VoiceFactory
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import seal
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_reports_of_a_postal_code_are_listed_without_who_told(visitor, commune):
    report = ReportFactory(organisation=commune)
    VoiceFactory(report=report)
    with within(scope_of(commune)):
        report.sealed = seal("My neighbour broke it.", report.place)
        report.save(update_fields=["sealed"])

    page = visitor.get("/streets/", {"postal_code": "1030"}).text

    assert "A street lamp, Rue des Tilleuls Inventés 12" in page
    assert "Told by" not in page
    assert "neighbour" not in page


def test_the_list_says_how_it_is_sorted_and_offers_other_orders(visitor, commune):
    for number in range(22):
        ReportFactory(organisation=commune, street=f"Rue Inventée {number}")

    newest = visitor.get("/streets/", {"postal_code": "1030"})
    oldest = visitor.get("/streets/", {"postal_code": "1030", "order": "oldest"})

    assert "Sorted: newest first." in newest.text
    assert "Rue Inventée 21" in newest.text
    assert "Rue Inventée 0," in oldest.text
    assert "Rue Inventée 21" not in oldest.text
    later = unescape(re.search(r'href="([^"]*after=[^"]*)"', newest.text)[1])
    assert "Rue Inventée 1," in visitor.get(later).text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"postal_code": ""}, "Write a postal code"),
        ({"postal_code": "9999"}, "No commune served here has this postal code."),
        ({"postal_code": "1030", "order": "best"}, "Choose one of these orders."),
        ({"postal_code": "1030", "after": "-3"}, ""),
    ],
)
def test_what_cannot_be_looked_for_is_said_kindly(visitor, commune, asked, said):
    page = visitor.get("/streets/", asked)

    assert page.status_code == 200
    assert said in page.text


def test_a_report_is_found_by_its_sign_however_it_is_typed(visitor, commune):
    report = ReportFactory(organisation=commune)

    page = visitor.get(f"/streets/{report.shown_sign.lower()}/")

    assert report.shown_sign in page.text
    assert visitor.get("/streets/ABCD2345/").status_code == 404


def test_a_report_on_the_map_has_its_number_in_the_list(visitor, commune):
    middle = grid.middle_of(commune.area, "K10")
    ReportFactory(organisation=commune, lat=middle[0], lon=middle[1])

    page = visitor.get("/streets/", {"postal_code": "1030"}).text

    assert '<circle class="dot"' in page
    assert ">K</text>" in page


@pytest.mark.parametrize("square", ["A1", "K10", "T20"])
def test_the_middle_of_a_square_lies_in_it(commune, square):
    assert grid.square_at(commune.area, grid.middle_of(commune.area, square)) == square


def test_there_is_no_square_off_the_sheet(commune):
    assert grid.middle_of(commune.area, "Z9") is None
    assert grid.middle_of(commune.area, "A0") is None
    assert grid.square_at(commune.area, (commune.area.lat + 1, commune.area.lon)) == ""


def test_the_sheet_of_squares_is_there_to_print(visitor, commune):
    assert "A" in visitor.get("/streets/map/1030/").text
    assert visitor.get("/streets/map/9999/").status_code == 404


def test_what_was_joined_leads_to_the_other(visitor, commune):
    one, other = ReportFactory(organisation=commune), ReportFactory(organisation=commune)
    with within(scope_of(commune)):
        one.state, one.joined_to = State.JOINED, other
        one.save(update_fields=["state", "joined_to"])

    assert f"/streets/{other.sign}/" in visitor.get(f"/streets/{one.sign}/").text


def test_another_commune_shows_none_of_it(visitor, commune):
    OrganisationFactory(area__postal_code="1300")
    ReportFactory(organisation=commune)

    assert "Rue des Tilleuls" not in visitor.get("/streets/", {"postal_code": "1300"}).text
