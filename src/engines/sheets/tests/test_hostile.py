"""Pictures that are no scanned form, or only pretend to be one."""

from functools import cache
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageOps

from engines.sheets import BadQuestion, Box, PageLayout, Question, Region, Rules, locate, solve
from engines.sheets.tests import degrade, pen, sheet

PAGE = sheet.example()
A4 = (1654, 2339)


@cache
def scan() -> Image.Image:
    chance, drawn = Random(1), sheet.printed(PAGE)
    for box in PAGE.boxes[::3]:
        pen.ticked(drawn, box, chance)
    return degrade.scanned(drawn, chance)


def noise() -> Image.Image:
    grain = np.random.default_rng(0)
    return Image.fromarray(grain.integers(0, 256, A4[::-1], dtype=np.uint8))


@pytest.mark.parametrize(
    "picture",
    [Image.new("L", A4, 0), Image.new("L", A4, 255), noise()],
    ids=["black", "white", "noise"],
)
def test_a_picture_of_nothing_is_not_located(picture):
    located = locate(picture)

    assert (located.text, located.marks, located.to_pixels) == (None, (), None)
    assert solve(Question(picture, located, PAGE)).refused.code == "not_located"


def test_a_picture_too_large_is_refused_before_it_is_decoded():
    class Bomb(Image.Image):
        size = (60_000, 60_000)

        def load(self) -> None:
            raise AssertionError("decoded")

    located = locate(Bomb())

    assert located.refused.code == "too_many_pixels"
    assert solve(Question(Bomb(), located, PAGE)).refused.code == "too_many_pixels"


def test_a_thumbnail_is_refused():
    assert locate(scan().resize((170, 240))).refused.code == "too_few_pixels"


def test_a_picture_too_coarse_is_refused():
    coarse = degrade.at(90, sheet.printed(PAGE))

    answer = solve(Question(coarse, locate(coarse), PAGE))

    assert answer.refused.code == "resolution_too_low"
    assert answer.refused.facts["dpi"] < 100


def test_a_picture_that_ends_too_soon_is_refused():
    class Torn(Image.Image):
        size, mode = A4, "RGB"

        def convert(self, *_: object) -> Image.Image:
            raise OSError("image file is truncated")

    assert locate(Torn()).refused.code == "picture_broken"


def test_a_sheet_seen_in_a_mirror_is_refused():
    assert locate(ImageOps.mirror(scan())).refused.code == "mirrored"


def test_two_sheets_on_one_picture_are_refused():
    other = degrade.scanned(sheet.printed(PAGE, "ANOTHER SHEET"), Random(2))
    both = Image.new("L", (scan().width + other.width, max(scan().height, other.height)), 240)
    both.paste(scan(), (0, 0))
    both.paste(other, (scan().width, 0))

    assert locate(both).refused.code == "two_sheets"


@cache
def stuck_on(size: float, says: str = "https://elsewhere.example/and/so/on") -> Image.Image:
    drawn = sheet.printed(PAGE)
    sheet.put_code(drawn, says, (90, 255, size), 0, error="q")
    return degrade.scanned(drawn, Random(3))


def test_a_second_main_code_is_refused():
    assert locate(stuck_on(26)).refused.code == "several_codes"


def test_a_stamp_with_a_code_of_its_own_is_passed_over():
    assert locate(stuck_on(12)).text == sheet.SAYS


def test_codes_of_others_are_passed_over_when_ours_are_known():
    located = locate(stuck_on(26), Rules(begins="TDM1."))

    assert (located.text, located.refused) == (sheet.SAYS, None)


def test_a_page_with_only_codes_of_others_has_no_text():
    located = locate(stuck_on(26), Rules(begins="NOT OURS"))

    assert located.text is None
    assert len(located.marks) == 3


def test_marks_that_contradict_one_another_are_refused():
    drawn = sheet.printed(PAGE)
    mark = drawn.crop([sheet.pixels(one) for one in (186, 273, 200, 287)])
    drawn.paste(255, [sheet.pixels(one) for one in (186, 273, 200, 287)])
    drawn.paste(mark, (sheet.pixels(160), sheet.pixels(240)))

    assert locate(degrade.scanned(drawn, Random(4))).refused.code == "marks_contradict"


@pytest.mark.parametrize("mode", ["P", "RGBA", "CMYK", "HSV", "F", "I;16"])
def test_every_way_to_keep_grey_reads_the_same(mode):
    grey = scan()
    picture = (
        grey.convert(mode) if mode != "I;16" else Image.fromarray(np.asarray(grey) * np.uint16(257))
    )

    assert picture.mode == mode
    assert answered(picture) == expected()


@pytest.mark.parametrize(
    "rows",
    [
        np.asarray(scan()),
        np.asarray(scan()).astype(np.uint16) << 8,
        np.asarray(scan().convert("RGB")),
    ],
    ids=["grey", "16 bits", "colours"],
)
def test_rows_of_pixels_do_as_well_as_a_picture(rows):
    assert answered(rows) == expected()


@cache
def expected() -> list[tuple[str, str]]:
    return answered(scan())


def answered(picture) -> list[tuple[str, str]]:
    answer = solve(Question(picture, locate(picture), PAGE))
    return [(one.key, one.state) for one in answer.readings]


def test_what_can_be_seen_through_is_white():
    seen = Image.new("RGBA", scan().size, (0, 0, 0, 0))
    seen.putalpha(ImageOps.invert(scan()))

    assert locate(seen).text == sheet.SAYS


@pytest.mark.parametrize(
    "rows", [np.zeros((400, 400, 2), np.uint8), np.zeros(9, np.uint8), np.zeros((400, 400))]
)
def test_what_is_no_picture_is_a_bad_question(rows):
    with pytest.raises(BadQuestion, match="picture"):
        locate(rows)


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (PageLayout(1, (Box("a", 20, 60, 4.5), Box("a", 30, 60, 4.5)), ()), "page 1"),
        (PageLayout(1, (Box("a", 20, 60, 1.0),), ()), "box 'a'"),
        (PageLayout(1, (), (Region("b", 20, 60, 30, 1),)), "region 'b'"),
    ],
)
def test_a_layout_that_cannot_be_is_a_bad_question(page, where):
    with pytest.raises(BadQuestion) as raised:
        Question(scan(), locate(scan()), page)

    assert raised.value.where == where


@pytest.mark.parametrize("rules", [{"ink": -1}, {"frames": 1.5}, {"trace": 0.5}])
def test_rules_that_cannot_be_are_a_bad_question(rules):
    with pytest.raises(BadQuestion, match="rules"):
        Rules(**rules)
