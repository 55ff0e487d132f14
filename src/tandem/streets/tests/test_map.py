"""Finding one's square without a street map: by name, by picture, or by list."""

import re

import pytest
from django.utils.translation import override

from tandem.doors.paper import actions as paper
from tandem.doors.paper import printing
from tandem.doors.paper.wording import Wanted
from tandem.journal.models import Entry
from tandem.streets import finding, grid, naming, orientation
from tandem.streets.forms_map import Entry as Line
from tandem.streets.forms_map import PlacesForm
from tandem.streets.models import NamedPlace
from tandem.streets.tests.factories import ReportFactory
from tandem.tenancy.scope import within
from tandem.territory.choices import AreaKind, Role
from tests.factories import AreaFactory, MembershipFactory, OrganisationFactory, scope_of
from tests.paper import text_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MAP = "/streets/map/1030/"


@pytest.fixture
def named(commune):
    """A quarter, and two places of the commune's own list, each in its square."""
    lat, lon = grid.middle_of(commune.area, "K10")
    AreaFactory(kind=AreaKind.QUARTER, name="Helmet", parent=commune.area, lat=lat, lon=lon)
    with within(scope_of(commune)):
        naming.name_places(
            commune,
            [
                Line("Place Inventée / Bedachtplein", grid.middle_of(commune.area, "L9")),
                Line("Rue du Merle", grid.middle_of(commune.area, "L10")),
            ],
        )
    return commune


@pytest.mark.parametrize(
    ("typed", "square"),
    [
        ("place inv", "L9"),
        ("bedachtplein", "L9"),
        ("Bedahctplein", "L9"),
        ("merle", "L10"),
        ("HELMET", "K10"),
    ],
)
def test_a_name_leads_to_its_square_in_either_language_and_misspelt(visitor, named, typed, square):
    page = visitor.get(MAP, {"name": typed}).text

    assert f'href="{MAP}{square}/">square {square}</a>' in page


def test_a_name_nobody_knows_leaves_a_way(visitor, named):
    page = visitor.get(MAP, {"name": "Xyzzyx"}).text

    assert "You can also report without a square" in page


@pytest.mark.parametrize("typed", ["k9", "50.8671, 4.3735"])
def test_a_square_or_a_point_that_is_typed_needs_no_name(visitor, named, typed):
    page = visitor.get(MAP, {"name": typed})

    assert re.fullmatch(rf"{MAP}[A-T][0-9]+/", page["Location"])


def test_all_that_the_picture_shows_stands_in_the_list_too(visitor, named):
    whole, large = visitor.get(MAP).text, visitor.get(f"{MAP}I9-L12/").text

    for page in (whole, large):
        picture, words = (
            re.search(r'<svg viewBox="0 0 288.*?</svg>', page, re.DOTALL)[0],
            page.split("</figure>")[1],
        )
        led_to = set(re.findall(r'<a href="([^"]+)"', picture))
        assert led_to
        assert led_to <= set(re.findall(r'href="([^"]+)"', words))
    assert "(1)</span> Place Inventée / Bedachtplein" in large
    assert "Rue du Merle" in large
    # What has no name is told from what has one.
    assert "about 300 m east of Place Inventée" in large or "about 300 m west of Helmet" in large


def test_a_square_of_the_smallest_telephone_is_large_enough_for_a_thumb(visitor, named):
    page = visitor.get(f"{MAP}I9-L12/").text

    sides = {float(side) for side in re.findall(r'<rect[^>]* width="([0-9.]+)"', page)}
    wide = float(re.search(r'viewBox="0 0 ([0-9.]+)', page)[1])
    assert min(sides) / wide * (320 - 2 * 16) >= 24


def test_from_a_square_the_report_begins_there(visitor, named):
    page = visitor.get(f"{MAP}L9/").text
    start = re.search(r'href="(/[^"]*same_as=1030-L9)"', page)[1]
    address = start.split("?")[0]

    assert "is filled in already" in visitor.get(start).text
    first = visitor.post(address, {"same_as": "1030-L9"}, follow=True)

    assert 'value="1030"' in first.text
    assert 'value="L9"' in first.text


def test_squares_that_are_not_on_the_sheet_are_nowhere(visitor, named):
    for square in ("Z9", "A21", "A1-D5", "9"):
        assert visitor.get(f"{MAP}{square}/").status_code == 404
    assert visitor.get("/streets/map/9999/A1/").status_code == 404


def test_streets_are_learnt_from_what_anybody_may_read_of_reports(commune):
    lat, lon = grid.middle_of(commune.area, "C4")
    ReportFactory(organisation=commune, street="Rue Apprise 12", lat=lat, lon=lon, square="C4")
    ReportFactory(
        organisation=commune, category="dumping", street="Rue Tue 3", lat=lat, lon=lon, square="C4"
    )

    with within(scope_of(commune)):
        learnt = [(one.name, one.square) for one in orientation.known_in(commune.area, commune)]

    assert ("Rue Apprise", "C4") in learnt
    assert not [name for name, _square in learnt if name.startswith("Rue Tue")]


def test_the_commune_pastes_its_own_list_and_reads_it_back(visitor, commune):
    visitor.force_login(MembershipFactory(organisation=commune, role=Role.OFFICER).account)
    lines = "Gare Inventée; K9\nÉcole Inventée\t50.8671\t4.3735\n\nRue Longue; K9\nRue Longue; K10"

    kept = visitor.post("/streets/office/places/", {"lines": lines}, follow=True)

    assert "The list is kept: 4 places." in kept.text
    assert "Gare Inventée; K9" in kept.text
    assert "École Inventée; 50.8671, 4.3735" in kept.text
    with within(scope_of(commune)):
        assert Entry.objects.filter(word="streets.places_named").count() == 1


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Gare", "Line 1: after the semicolon, write a square"),
        ("Gare; Z99", "Line 1: after the semicolon, write a square"),
        ("; K9", "Line 1: write a name"),
        ("Chez Odette, 0470 12 34 56; K9", "Line 1: everybody reads this list"),
        ("Gare; 49.6, 5.8", "Line 1: this is not on the map of your commune."),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_nothing_is_lost(commune, line, wrong):
    form = PlacesForm(commune.area, {"lines": line})

    with override("en"):
        assert not form.is_valid()
        assert any(error.startswith(wrong) for error in form.errors["lines"])


def test_the_list_of_a_commune_is_its_own(visitor, named):
    other = OrganisationFactory(area__postal_code="1000", area__lat=50.846, area__lon=4.352)
    with within(scope_of(other)):
        naming.name_places(other, [Line("Gare d’Ailleurs", grid.middle_of(other.area, "K9"))])

    with within(scope_of(named)):
        assert {row.name for row in NamedPlace.objects.all()} == {
            "Place Inventée / Bedachtplein",
            "Rue du Merle",
        }
    assert "Ailleurs" not in visitor.get(MAP, {"name": "gare"}).text


def test_the_map_goes_out_with_the_form_and_her_square_stands_on_it(named, service):
    form = paper.form_today(Wanted(service, "fr", commune=named.area))
    given = service.told_as("1030-L9")

    pdf = printing.copies(form, 1, author="Tandem", given=given)

    text = text_of(pdf)
    assert "Place Inventée / Bedachtplein: L9" in text
    assert text.count("L9") == 2


def test_no_name_on_the_picture_covers_that_of_a_square(named):
    lat, lon = grid.middle_of(named.area, "K17")
    AreaFactory(kind=AreaKind.QUARTER, name="Wijnheuvelen", parent=named.area, lat=lat, lon=lon)

    with within(scope_of(named)):
        picture = finding.overview(named.area, orientation.known_in(named.area, named)).picture

    assert {label.said for label in picture.labels} >= {"Helmet", "Wijnheuvelen"}
    assert all(round(label.y % picture.side, 1) >= finding.HEAD for label in picture.labels)
