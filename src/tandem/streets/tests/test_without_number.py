"""A street is shown without the number of a house, and with all of its name."""

import pytest

from tandem.streets.public import without_number

NAMES = (
    *("Rue du Bois", "Rue Bara", "Chaussée de Boom", "Oude Baan", "Rue de la Bonté", "Busard"),
    *("Avenue du Bois de la Cambre", "Avenue Albert 1er", "Place Albert Ier", "Rue Léopold II"),
    *("venelle du Banc Vert", "Rue du 11 Novembre", "Place du 4 Août 1914", "Bd Bockstael"),
    *(
        "Rue des Combattants 1940-1945",
        "Rue du 1er Mai",
        "Bergstraat",
        "Bist",
        "Bus",
        "Grand-Place",
    ),
    *("Rue du 2e Lanciers", "Beiaardlaan", "Boulevard B. Pierard", "Vier Armen", "Rue de l'Abbé"),
)
NUMBERS = (
    *("5", "12", "12b", "12 b", "12 b3", "12 b 3", "12 bte 3", "12 bus 4", "12 boîte A"),
    *("12-14", "12/3", "147 bte 12a", "1040", "3 box 2"),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_name_stays_and_the_number_goes(name, number):
    assert without_number(f"{name} {number}") == name
    assert without_number(f"{name}, {number}") == name


@pytest.mark.parametrize("name", [one for one in NAMES if "19" not in one])
def test_a_name_alone_stays(name):
    assert without_number(name) == name
