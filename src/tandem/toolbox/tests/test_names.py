import pytest

from tandem.toolbox.names import is_more_than_a_name

NAMES = """O’Neill|D'Hondt|Anne-Marie|St. John|St.John|J.-P.|J.P. Peeters|J.Peeters|Louis 3ème|3e|
Van der Elst|Vandenput Jr.|Émilie|Нина|محمد|李|N’Diaye|Dr. Rosa|Ph.Dupont|Marie/Jean|Sr.Clara|
Maria da Conceição|'t Hooft|McDonald|Weiß|Jean (Jo)|Web|Be|Com""".replace("\n", "").split("|")
NO_NAMES = """http://evil.example/gagnez|Cliquez ici www.evil.example|evil.example|Evil.Example|t.co|
x.com/9|WWW evil|ann@evil.example|0475 12 34 56|+32475123456|1|12|Ann 2|٠٤٧٥١٢|evil。example|...|
st.com|//evil|a-b.example|gagnez-ici.be|promo2026""".replace("\n", "").split("|")


@pytest.mark.parametrize("name", NAMES)
def test_a_true_name_passes(name):
    assert not is_more_than_a_name(name)


@pytest.mark.parametrize("name", NO_NAMES)
def test_an_address_or_a_number_is_no_name(name):
    assert is_more_than_a_name(name)
