"""Which lines have the form of a street; and that no form makes one public."""

import pytest
from django.utils import translation

from tandem.streets import public
from tandem.streets.models import Report
from tandem.streets.sure_address import is_surely_a_street

GOOD = (
    "Chaussée de Haecht 147",
    "Vandenpeereboomstraat 12b",
    "place Colignon",
    "12, rue des Tilleuls",
    "Rue du 11 Novembre 5",
    "Avenue Princesse Elisabeth 40 bte 3",
    "Boulevard Auguste Reyers, 12-14",
    "Leuvensesteenweg 100",
    "Leuvense Steenweg 100 bus 2",
    "Emile Maxstraat",
    "Sint-Jacobsplein 7",
    "Hauptstraße 3",
)
HOSTILE = (
    "rue royale 12 fatima benali malade du sida",
    "rue royale fatima benali 12",
    "rue royale malade 12",
    "Rue des Tilleuls 12, Fatima Benali",
    "Rue des Tilleuls 12 (Benali)",
    "fatima benali rue des tilleuls 12",
    "Fatima Benali",
    "Mme Benali, rue Verte 3",
    "rue Verte 3 elle a le cancer",
    "Koningstraat 12 Fatima Benali heeft aids",
    "Fatima Benali is ziek Koningstraat 12",
    "mevrouw Benali Koningsstraat 4",
    "de zieke vrouw van de Koningsstraat 4",
    "Koningstraat 12 de dochter van Jan",
    "straat",
    "",
)


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("line", GOOD)
def test_a_street_and_its_number_have_the_form(line):
    assert is_surely_a_street(line)


@pytest.mark.parametrize("line", HOSTILE)
def test_a_line_in_doubt_has_not(line):
    assert not is_surely_a_street(line)


@pytest.mark.parametrize("line", [*HOSTILE[:-1], *GOOD])
def test_whatever_its_form_only_square_and_postal_code_are_public(line, in_english):
    report = Report(
        street=line, mark="FATIMAMALADE", square="C4", postal_code="1030", trouble="lamp"
    )
    assert public.place_in_words(report) == "1030, square C4"

    report.state = "looked_at"
    assert public.place_in_words(report) == "1030, square C4"

    report.place_confirmed = True
    assert public.with_its_number(line) in public.place_in_words(report)
