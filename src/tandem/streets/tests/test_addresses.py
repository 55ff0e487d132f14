"""A typed address that the commune knows has a point; and two of one spot both show on a map."""

from math import hypot

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.journal.models import Entry
from tandem.streets import addresses, addresses_file, map_sheet, nearby, public
from tandem.streets.addresses_file import Line
from tandem.streets.models import KnownAddress, NamedPlace, Report
from tandem.streets.tests.reported import at_work, member, reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
BEST = (
    "EPSG:31370_x,EPSG:31370_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,"
    "municipality_name_fr,municipality_name_nl,postcode,street_id,streetname_de,streetname_fr,streetname_nl\n"
    "1,1,50.86720,4.37310,1,,12,21015,Schaerbeek,Schaarbeek,1030,9,,Rue du Merle,Merelstraat\n"
    "1,1,50.86720,4.37310,2,3,12,21015,Schaerbeek,Schaarbeek,1030,9,,Rue du Merle,Merelstraat\n"
    "1,1,50.86800,4.37400,3,,31,21015,Schaerbeek,Schaarbeek,1030,9,,Rue du Merle,Merelstraat\n"
    "1,1,50.84000,4.35000,4,,7,21004,Bruxelles,Brussel,1000,8,,Rue du Merle,Merelstraat\n"
    ",,,,5,,9,21015,Schaerbeek,Schaarbeek,1030,9,,Rue du Merle,Merelstraat\n"
)


@pytest.fixture
def town(client):
    client.cookies["language"] = "en"
    return OrganisationFactory(area__postal_code="1030", area__lat=50.867, area__lon=4.3735)


@pytest.fixture
def listed(town):
    with at_work(town):
        addresses.keep(town, addresses_file.read(BEST, ["1030"]).lines)
    return town


def point(report):
    return report.lat, report.lon


@pytest.mark.parametrize(
    ("street", "where"),
    [
        ("Rue du Merle 12", (50.8672, 4.3731)),
        ("12, rue du merle", (50.8672, 4.3731)),
        ("Merelstraat 12 bus 3", (50.8672, 4.3731)),
        # The next house of the block; and none of a block that is not known.
        ("Rue du Merle 10", (50.8672, 4.3731)),
        ("Rue du Merle 190", (None, None)),
        ("Rue du Merle", (None, None)),
        ("Rue Inconnue 12", (None, None)),
    ],
)
def test_a_typed_address_that_is_known_has_its_point(listed, street, where):
    report = reported(listed, street=street, confirmed=False)

    assert point(report) == where
    # It is a street of the commune, so that it may be public; without the list it would wait.
    assert report.place_confirmed is ("Inconnue" not in street)
    with within(scope_of(listed)):
        KnownAddress.objects.all().delete()
    assert point(reported(listed, street=street)) == (None, None)


def test_a_point_that_she_told_comes_before_that_of_the_address(listed):
    report = reported(listed, street="Rue du Merle 12", mark="50.8700, 4.3700")

    assert point(report) == (50.87, 4.37)


def test_a_colleague_takes_in_the_file_of_best_address(client, town):
    waiting = reported(town, street="Merelstraat 31", confirmed=False)
    member(client, town, Role.ADMINISTRATOR)
    sent = SimpleUploadedFile("best.csv", BEST.encode())

    page = client.post(reverse("streets:places"), {"addresses": sent}, follow=True).text

    assert "The list is kept: 4 addresses. 2 lines were left out" in page
    assert "4 addresses are known." in page
    with within(scope_of(town)):
        assert Report.objects.get(pk=waiting.pk).place_confirmed
        assert Entry.objects.filter(word="streets.addresses_kept").count() == 1
    assert (
        "/streets/map/1030/"
        in client.get("/streets/map/1030/", {"name": "merelstraat 12"}).headers["Location"]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "This file is empty."),
        (b"a;b;c\n1;2;3\n", "We do not find the columns"),
        (BEST.replace("1030", "9000").encode(), "No address of your postal codes"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(client, listed, text, said):
    member(client, listed, Role.ADMINISTRATOR)
    sent = SimpleUploadedFile("other.csv", text)

    page = client.post(reverse("streets:places"), {"addresses": sent})

    assert page.status_code == 422
    assert said in page.text
    with within(scope_of(listed)):
        assert KnownAddress.objects.count() == 4


def test_a_long_street_hides_none_of_the_others(client, town):
    """More numbers than are looked at, in more squares than are shown."""
    along = [
        Line("1030", "Chaussée de Haecht", n, (50.85 + n / 10_000, 4.3735)) for n in range(420)
    ]
    across = [Line("1030", f"Chaussée {name}", 1, (50.867, 4.37)) for name in ("Verte", "Noire")]
    with at_work(town):
        addresses.keep(town, [*along, *across])

    page = client.get("/streets/map/1030/", {"name": "chaussée"}).text

    assert "Chaussée Verte" in page
    assert "Chaussée Noire" in page
    assert page.count("Chaussée de Haecht") > 1


def test_a_named_place_is_a_point_where_it_stands_once(town):
    ours = {"organisation": town, "territory": town.area}
    with at_work(town):
        NamedPlace.objects.create(name="Place Verte / Groenplein", lat=50.868, lon=4.374, **ours)
        for lat in (50.86, 50.87):
            NamedPlace.objects.create(name="Longue Rue", lat=lat, lon=4.37, **ours)

    assert point(reported(town, street="Groenplein 3")) == (50.868, 4.374)
    assert point(reported(town, street="Longue Rue 3")) == (None, None)


def test_a_street_among_the_named_places_has_only_a_rough_point(town, monkeypatch):
    ours = {"organisation": town, "territory": town.area, "lat": 50.868, "lon": 4.374}
    with at_work(town):
        for name in ("Rue du Vent / Windstraat", "Longue Rue"):
            NamedPlace.objects.create(name=name, **ours)

    def at_the_very_same_place(street):
        low, high = (reported(town, street=f"{street} {one}", kind="gas") for one in (16, 200))
        with at_work(town):
            return [other for other, _why in nearby.likely_to_report(high) if other == low]

    assert not at_the_very_same_place("Rue du Vent")
    one = reported(town, street="Windstraat 16")
    assert point(one) == (50.868, 4.374)
    assert not public.spot_of(one).has_exact_point
    assert not public.spot_of(reported(town, street="Longue Rue 3")).has_exact_point
    with at_work(town):
        assert addresses.square_of(town.area, "1030", "Rue du Vent 200") == ""

    monkeypatch.setattr(addresses, "is_one_spot", lambda name: True)
    assert at_the_very_same_place("Rue du Vent")


def test_none_of_several_at_one_spot_hides_another_on_the_map(town, monkeypatch):
    listed = [((50.867, 4.3735), f"Lamp {number}") for number in range(9)]

    def nearest():
        dots = map_sheet.drawn(town.area, listed).dots
        assert len(dots) == 9
        return min(hypot(a.x - b.x, a.y - b.y) for n, a in enumerate(dots) for b in dots[:n])

    assert nearest() >= map_sheet.WIDE - 0.5
    # The first stays where it is.
    monkeypatch.setattr(map_sheet, "_apart", lambda dots: dots)
    assert nearest() == 0
