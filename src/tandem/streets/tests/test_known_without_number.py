"""“Known already?” where nobody typed a house number: a street, a square of the map, words."""

import pytest

from tandem.streets import nearby
from tandem.streets.choices import Trouble
from tandem.streets.tests.reported import reported

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


def test_words_that_alone_are_the_place_are_compared_but_never_what_was_seen(commune):
    told = reported(commune, street="", landmark="Behind the old chapel", what="Peeters saw it.")
    assert offered(landmark="behind the chapel") == [told.sign]
    assert offered(landmark="Peeters") == offered(landmark="the bakery") == []
    reported(commune, street="", landmark="Chez Odette Peeters")
    assert offered(landmark="Odette") == []


def test_a_street_is_found_without_the_word_for_what_it_is_and_in_the_other_language(commune):
    limes = reported(commune, street="Rue des Tilleuls 12")
    assert offered(street="Tilleuls 12") == offered(street="R. des Tilleuls 14") == [limes.sign]
    assert offered(street="Avenue des Tilleuls 12") == []
    bare = reported(commune, street="Colignon 4")
    assert offered(street="Place Colignon") == offered(street="Colignonplein 6") == [bare.sign]


def test_a_landmark_is_found_in_the_other_language(commune):
    station = reported(commune, street="", landmark="Gare du Nord")
    assert offered(landmark="Aan het Noordstation") == [station.sign]
    assert offered(landmark="Zuidstation") == []
