"""“Known already?” where nobody typed a house number: a street, a square of the map, words."""

import pytest

from engines import triage
from tandem.streets import nearby
from tandem.streets.choices import Trouble
from tandem.streets.models import NamedPlace
from tandem.streets.tests.reported import reported
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def offered(kind=Trouble.LAMP, **where):
    said = {"postal_code": "1030", "street": "", "landmark": "", "mark": "", **where}
    return [one.key for one in nearby.alike_to(said, kind)]


def test_the_same_street_is_enough_whoever_left_out_the_number(commune):
    bare = reported(commune, street="Rue des Tilleuls")
    assert offered(street="Rue des Tilleuls") == [bare.sign]
    assert offered(street="rue des tilleuls 12") == [bare.sign]
    assert offered(street="Rue des Tilleuls", kind=Trouble.DUMPING) == []
    assert offered(street="Rue des Érables") == []


def test_a_square_of_the_map_finds_what_lies_in_it(commune):
    square = reported(commune, street="", mark="K8")
    assert offered(mark="K8") == [square.sign]
    assert offered(mark="A1") == []
    exact = reported(commune, street="", mark="50.8600, 4.3735")
    found = nearby.grid.square_at(commune.area, (50.86, 4.3735))
    assert offered(mark=found) == [exact.sign]


def test_words_that_alone_are_the_place_are_compared_for_colleagues_but_never_what_was_seen(
    commune,
):
    told = reported(commune, street="", landmark="Behind the old chapel", what="Peeters saw it.")
    again = reported(commune, street="", landmark="behind the chapel", what="Peeters again.")
    assert seen_by_colleagues(again) == [told.sign]
    assert offered(landmark="behind the chapel") == offered(landmark="Peeters") == []
    chez = reported(commune, street="", landmark="Chez Odette Peeters")
    assert seen_by_colleagues(chez) == offered(landmark="Odette") == []


def seen_by_colleagues(report):
    with within(scope_of(report.organisation)):
        return [other.sign for other, _why in nearby.likely_to_report(report)]


def named(commune, *names):
    with within(scope_of(commune)):
        for name in names:
            lies = {"name": name, "lat": 50.86, "lon": 4.37, "territory": commune.area}
            NamedPlace.objects.create(organisation=commune, **lies)


SEALED = "Fatima Benali, cancer, derrière la gare"
WORDS = [
    *("Fatima", "fatima benali", "Benali", "cancer", "derrière", "gare", "la gare", SEALED),
    *("Fatima cancer", "derrière la gare", "chapelle", "Gare du Nord"),
]


def test_no_word_of_what_stands_near_can_be_asked_for(commune, monkeypatch):
    named(commune, "Gare du Nord", "Cancer")
    told = reported(commune, street="", landmark=SEALED)
    plain = reported(commune, street="", landmark="la gare du Nord", kind=Trouble.TREE)
    for door in ("landmark", "street", "mark"):
        assert not any(offered(**{door: word}) for word in WORDS)
    assert offered(landmark="Gare du Nord", kind=Trouble.TREE) == [plain.sign]

    # Were everything compared, one word after the other would tell itself.
    monkeypatch.setattr(
        nearby, "_as_public", lambda report, told, _: nearby._as_asked(report, told)
    )
    monkeypatch.setattr(nearby, "_public_places", lambda *_: {triage.telling(one) for one in WORDS})
    found = [word for word in WORDS if offered(landmark=word) == [told.sign]]
    assert {"Fatima", "Benali", "cancer"} <= {*found}


NUMBERS = range(1, 60)


@pytest.mark.parametrize("kind", [Trouble.DUMPING, Trouble.WATER])
def test_no_scan_of_numbers_tells_the_number_of_a_household(commune, kind, monkeypatch):
    told = reported(commune, street="Rue des Tilleuls 31", kind=kind)

    def scan():
        typed = (f"Rue des Tilleuls {number}" for number in NUMBERS)
        return [offered(kind, street=line) for line in typed]

    assert scan() == [[told.sign]] * len(NUMBERS)

    monkeypatch.setattr(
        nearby, "_as_public", lambda report, told, _: nearby._as_asked(report, told)
    )
    found = [number for number, told in zip(NUMBERS, scan(), strict=True) if told]
    assert found[0] + found[-1] == 2 * 31


def test_the_number_of_a_thing_stays_exact(commune):
    told = reported(commune, street="Rue des Tilleuls 31")
    assert offered(street="Rue des Tilleuls 33") == [told.sign]
    assert offered(street="Rue des Tilleuls 59") == []


POINTS = [f"{50.8600 + step / 10_000:.4f}, 4.3730" for step in range(-40, 41)]


@pytest.mark.parametrize("street", ["", "Rue des Tilleuls 31"])
@pytest.mark.parametrize("chosen", [False, True])
def test_no_scan_of_points_tells_the_point_of_a_household(commune, street, chosen, monkeypatch):
    """Two that lie at the same rounded point look the same from everywhere, wherever they lie."""
    one = reported(commune, street=street, kind=Trouble.DUMPING, mark="50.8596, 4.3726")
    other = reported(commune, street=street, kind=Trouble.DUMPING, mark="50.8604, 4.3734")

    def scan(report):
        return [report.sign in points(point, report.sign * chosen) for point in POINTS]

    def points(point, sign):
        where = {"postal_code": "1030", "street": "", "landmark": "", "mark": point}
        return [one.key for one in nearby.alike_to(where, Trouble.DUMPING, sign)]

    assert scan(one) == scan(other)
    assert any(scan(one))

    monkeypatch.setattr(
        nearby, "_as_public", lambda report, told, _: nearby._as_asked(report, told)
    )
    monkeypatch.setattr(nearby, "_is_there", lambda *_: True)
    assert scan(one) != scan(other)


def test_what_is_written_in_place_of_a_number_cannot_be_asked_for(commune):
    told = reported(commune, street="", kind=Trouble.DUMPING, mark="LP20417")
    where = {"postal_code": "1030", "street": "", "landmark": "", "mark": "LP20417"}
    assert nearby.alike_to(where, Trouble.DUMPING, told.sign) == []


def test_a_street_is_found_without_the_word_for_what_it_is_and_in_the_other_language(commune):
    limes = reported(commune, street="Rue des Tilleuls 12")
    assert offered(street="Tilleuls 12") == offered(street="R. des Tilleuls 14") == [limes.sign]
    assert offered(street="Avenue des Tilleuls 12") == []
    bare = reported(commune, street="Colignon 4")
    assert offered(street="Place Colignon") == offered(street="Colignonplein 6") == [bare.sign]


def test_a_landmark_is_found_in_the_other_language(commune):
    named(commune, "Gare du Nord / Noordstation", "Gare du Midi / Zuidstation")
    station = reported(commune, street="", landmark="Gare du Nord")
    assert offered(landmark="Aan het Noordstation") == [station.sign]
    assert offered(landmark="Zuidstation") == []
