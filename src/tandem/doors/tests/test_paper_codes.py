import numpy
import pytest
import segno
import zxingcpp
from django.test import override_settings

from tandem.doors.paper import codes
from tandem.doors.paper.codes import NotOurs, SheetPage

PAGE = SheetPage("ZKQ74MPA9TUV", "ACDEFGHJKMNP", 3)


def test_a_code_says_form_sheet_and_page():
    assert codes.read(codes.write(PAGE)) == PAGE


def test_a_code_is_read_by_a_scanner_and_its_squares_stay_large():
    made = segno.make(codes.write(PAGE), error="q", micro=False, boost_error=False)

    # Version 3: 29 squares on 26 millimetres.
    assert made.version == 3
    picture = numpy.kron(numpy.array(list(made.matrix)), numpy.ones((4, 4)))
    seen = zxingcpp.read_barcodes(numpy.uint8(255 - numpy.pad(picture, 16) * 255))
    assert [codes.read(one.text) for one in seen] == [PAGE]


@pytest.mark.parametrize(
    "change",
    [
        lambda code: code.replace("-03-", "-04-"),
        lambda code: code.replace("ZKQ7", "ZKQ8"),
        lambda code: code[:-1] + ("2" if code[-1] != "2" else "3"),
        lambda code: code.replace("TDM1", "TDM2"),
        lambda code: code.lower(),
        lambda code: code + "-1",
        lambda code: code[:-13],
    ],
)
def test_a_forged_code_is_refused(change):
    with pytest.raises(NotOurs):
        codes.read(change(codes.write(PAGE)))


@pytest.mark.parametrize(
    "text", ["", "TDM1", "TDM1-", "---", "https://example.example", "TDM1-é-é"]
)
def test_any_other_code_is_none_of_ours(text):
    with pytest.raises(NotOurs):
        codes.read(text)


def test_the_code_of_another_installation_is_refused():
    with override_settings(TANDEM_KEY="of another commune entirely"):
        theirs = codes.write(PAGE)

    with pytest.raises(NotOurs):
        codes.read(theirs)


def test_no_two_copies_bear_the_same_number():
    made = {codes.new_sheet() for _ in range(1000)}

    assert len(made) == 1000
    assert codes.shown("ZKQ74MPA9TUV") == "ZKQ7 4MPA 9TUV"
