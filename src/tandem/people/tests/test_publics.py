"""Who is meant by a street, a building, an age: read from what people typed."""

from datetime import date

import pytest

from tandem.people import public, streets
from tandem.people.identity import Identity
from tandem.people.publics import Everybody, EverybodyForm
from tests.factories import OrganisationFactory

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("line", "address", "lives_there"),
    [
        ("Rue des Tilleuls", "Rue des Tilleuls 4", True),
        ("rue des tilleuls", "RUE DES TILLEULS, 4 bte 3", True),
        ("Rue des Tilleuls", "Rue des Tilleuls Inventés 4", True),
        ("Rue des Tilleuls 4", "Rue des Tilleuls 4 bte 12", True),
        ("Rue des Tilleuls 4", "Rue des Tilleuls 14", False),
        ("Rue des Tilleuls 4", "Rue des Tilleuls 12 bte 4", False),
        ("Rue des Tilleuls 4, 10-20", "Rue des Tilleuls 20", True),
        ("Rue des Tilleuls 4, 10 – 20", "Rue des Tilleuls 9", False),
        ("Rue des Tilleuls 4", "Rue des Tilleuls 4A", True),
        ("Rue des Tilleuls 4", "Rue des Tilleuls", None),
        ("Rue du 11 Novembre", "Rue du 11 Novembre 7", True),
        ("Rue du 11 Novembre 7", "Rue du 11 Novembre 7", True),
        ("Rue du 11 Novembre 7", "Rue du 11 Novembre 11", False),
        ("Rue Neuve", "Rue Neuve-Église 3", True),
        ("Lindestraat 3", "Lindenstraat 3", False),
        ("Avenue Élisabeth", "avenue elisabeth 2", True),
    ],
)
def test_a_line_names_a_street_or_some_numbers_of_it(line, address, lives_there):
    assert streets.read(line).has(address) is lives_there


@pytest.mark.parametrize("line", ["", "   ", "-", "!!", "   , "])
def test_a_line_without_a_word_names_no_street(line):
    assert streets.read(line) is None


def test_endless_numbers_are_read_in_no_time():
    assert streets.read("Rue X " + "1," * 2_000).has("Rue X 1" * 500) is not None


@pytest.mark.parametrize(
    ("born", "said", "meant"),
    [
        ("1951-11-26", {"from_age": 75}, True),
        ("1951-11-27", {"from_age": 75}, False),
        ("2008-11-26", {"to_age": 17}, False),
        ("2008-11-27", {"to_age": 17}, True),
        ("1990-01-01", {"from_age": 18, "to_age": 64}, True),
        ("2026-11-01", {"from_age": 0, "to_age": 2}, True),
        ("", {"from_age": 75}, None),
        ("", {}, True),
    ],
)
def test_an_age_is_that_of_today(born, said, meant):
    assert Everybody(said).concerns(Identity(born_on=born), TODAY) is meant


def test_whose_street_is_not_known_may_be_meant_but_not_where_her_age_says_no():
    said = {"streets": "Rue des Tilleuls", "from_age": 75}

    assert Everybody(said).concerns(Identity(born_on="1940-01-01"), TODAY) is None
    assert Everybody(said).concerns(Identity(born_on="1990-01-01"), TODAY) is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"postal_codes": ["9999"]}, "postal_codes"),
        ({"from_age": "-1"}, "from_age"),
        ({"from_age": "80", "to_age": "70"}, "to_age"),
        ({"from_age": "seventy"}, "from_age"),
        ({"streets": "Rue A\n--\n"}, "streets"),
        ({"streets": "\n".join(f"Rue {n} x" for n in range(61))}, "streets"),
        ({"languages": ["xx"]}, "languages"),
    ],
)
def test_what_names_nobody_is_said_at_the_question(said, at):
    form = EverybodyForm(said, organisation=OrganisationFactory(area__postal_code="1030"))

    assert not form.is_valid()
    assert list(form.errors) == [at]


@pytest.mark.django_db
def test_only_postal_codes_of_the_commune_can_be_chosen():
    form = EverybodyForm(
        {"postal_codes": ["1030"]}, organisation=OrganisationFactory(area__postal_code="1030")
    )

    assert form.is_valid()
    assert form.cleaned_data["postal_codes"] == ["1030"]


def test_two_publics_of_one_name_are_refused():
    class Another(public.Public):
        code = "everybody"

    with pytest.raises(ValueError, match="everybody"):
        public.register(Another)


def test_every_public_says_how_it_is_called_and_in_words_whom_it_means():
    for one in public.every():
        assert str(one.label)
        assert one({}).in_words()
