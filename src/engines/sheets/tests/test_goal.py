"""The goal, held on a few sheets; `python -m bench sheets` measures it on many."""

from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from engines.sheets import Answer, Question, Region, locate, solve
from engines.sheets.tests import degrade, hand, pen, sheet, together

PAGE = sheet.example()
STORY = PAGE.regions[0]


def read(picture: Image.Image) -> Answer:
    return solve(Question(picture, locate(picture), PAGE))


def asked(answer: Answer) -> float:
    return sum(one.state == "unsure" for one in answer.readings) / len(answer.readings)


def wrong(answer: Answer, meant: dict[str, str]) -> list[tuple[str, str]]:
    alone = [one for one in answer.readings if one.state != "unsure"]
    return [(one.key, one.state) for one in alone if hand.RIGHT.get(meant[one.key]) != one.state]


def ringed(drawn: Image.Image, x: float, y: float, wide: float) -> Image.Image:
    """With the dark, soft rim of a cup standing there."""
    rim = Image.new("L", drawn.size, 255)
    around = [sheet.pixels(one) for one in (x - wide, y - wide, x + wide, y + wide)]
    ImageDraw.Draw(rim).ellipse(around, outline=120, width=sheet.pixels(1.6))
    soft = rim.filter(ImageFilter.GaussianBlur(sheet.pixels(0.3)))
    return Image.composite(drawn, Image.new("L", drawn.size), soft)


@pytest.mark.parametrize("seed", [1030, 20056])
def test_whatever_befalls_a_sheet_nothing_is_read_wrongly_and_little_is_asked(seed):
    drawn, meant = hand.filled_in(PAGE, Random(seed), pen.BALLPOINT)

    answer = read(together.together(drawn, Random(seed)))

    assert wrong(answer, meant) == []
    assert asked(answer) <= 0.15


def test_of_a_clean_sheet_one_box_in_fifty_is_asked():
    drawn, meant = hand.filled_in(PAGE, Random(3), pen.BLUE)

    answer = read(degrade.clean(drawn, Random(3)))

    assert wrong(answer, meant) == []
    assert asked(answer) <= 0.02


@pytest.mark.parametrize("ticked", [0, 10])
def test_the_rim_of_a_stain_is_no_tick(ticked):
    drawn, chance = sheet.printed(PAGE), Random(4)
    for box in PAGE.boxes[:ticked]:
        pen.draw(drawn, pen.cross(box, chance), pen.BALLPOINT, chance)

    answer = read(degrade.scanned(ringed(drawn, 80, 160, 36), Random(4)))

    assert {one.key for one in answer.readings if one.state == "ticked"} == {
        box.key for box in PAGE.boxes[:ticked]
    }


def test_a_pale_crease_through_boxes_leaves_them_empty():
    drawn = sheet.printed(PAGE)
    column = sheet.pixels(PAGE.boxes[1].x + 2)
    shade = Image.new("L", drawn.size, 255)
    ImageDraw.Draw(shade).line((column, 0, column, drawn.height), fill=150, width=6)
    soft = shade.filter(ImageFilter.GaussianBlur(5))
    creased = Image.composite(drawn, Image.new("L", drawn.size), soft)

    answer = read(degrade.scanned(creased, Random(4)))

    codes = {one.key: one.reason.code for one in answer.readings}
    assert {codes[f"list{row}.1"] for row in range(6)} == {"passing"}
    assert asked(answer) == 0


def test_light_pencil_upon_a_crease_is_not_passed_over():
    drawn, chance = sheet.printed(PAGE), Random(9)
    for box in PAGE.boxes:
        pen.draw(drawn, hand.dash(box, chance), pen.LIGHT_PENCIL, chance)

    answer = read(degrade.fold(drawn, chance))

    assert asked(answer) == 1


def test_a_copy_of_a_sheet_in_light_pencil_goes_to_a_person_whole():
    drawn, _ = hand.filled_in(PAGE, Random(47), pen.LIGHT_PENCIL)

    answer = read(degrade.copy(drawn, Random(47)))

    assert asked(answer) == 1
    assert "pale_pencil" in {one.reason.code for one in answer.readings}
    assert {one.state for one in answer.writings} == {"unsure"}


def test_lines_drawn_through_a_tick_take_it_back():
    drawn, chance = sheet.printed(PAGE), Random(6)
    for number, box in enumerate(PAGE.boxes):
        mark = (hand.struck, hand.whirl)[number % 2]
        pen.draw(drawn, mark(box, chance), (pen.BALLPOINT, pen.PENCIL)[number // 2 % 2], chance)

    answer = read(degrade.scanned(drawn, Random(6), dpi=150))

    assert [one.key for one in answer.readings if one.state != "unsure"] == []


@pytest.mark.parametrize("dpi", [150, 200])
def test_a_stain_in_a_place_to_write_is_no_writing(dpi):
    drawn = ringed(sheet.printed(PAGE), STORY.x + 60, STORY.y, 24)

    answer = read(degrade.scanned(drawn, Random(7), dpi=dpi))

    assert {one.key: one.state for one in answer.writings}["story"] == "unsure"


def test_little_writing_in_a_stain_is_still_writing():
    drawn, chance = sheet.printed(PAGE), Random(8)
    pen.handwriting(drawn, Region("story", STORY.x + 40, STORY.y + 10, 60, 9), chance, pen.BLUE, 9)

    answer = read(degrade.scanned(ringed(drawn, STORY.x + 60, STORY.y, 24), chance, dpi=150))

    assert {one.key: one.state for one in answer.writings}["story"] == "written"
