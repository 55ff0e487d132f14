"""Words beside a box that somebody struck out, and words that nobody touched."""

from random import Random

import numpy as np
import pytest
from PIL import Image

from engines.sheets import Box, PageLayout, Question, Region, locate, solve, words_struck
from engines.sheets.tests import degrade, pen, sheet

PAGE = sheet.example()
HOWS = [degrade.clean, degrade.scanned, degrade.upside_down, degrade.photographed]


def _through(box: Box, slant: float) -> list[tuple[float, float]]:
    middle = box.y + box.size / 2
    return [(box.x + 6.5, middle + slant), (box.x + 15, middle), (box.x + 24, middle - slant)]


@pytest.mark.parametrize("how", HOWS)
def test_a_line_through_the_words_is_seen_and_no_others_are(how):
    chance, drawn = Random(4), sheet.printed(PAGE)
    listed = [box for box in PAGE.boxes if box.key.startswith("list")]
    struck = listed[::5]
    for box in listed:
        pen.ticked(drawn, box, chance, pen.BLUE)
    for box in struck:
        pen.draw(drawn, [_through(box, chance.uniform(-0.8, 0.8))], pen.BLUE, chance)

    picture = how(drawn, chance)
    rows = solve(Question(picture, locate(picture), PAGE)).sheet

    found = [box.key for box in PAGE.boxes if words_struck(rows, PAGE, box)]
    assert found == [box.key for box in struck]


def test_a_line_below_the_words_stresses_them():
    chance, drawn = Random(4), sheet.printed(PAGE)
    box = PAGE.boxes[0]
    under = box.y + box.size + 0.4
    pen.draw(drawn, [[(box.x + 6, under), (box.x + 26, under)]], pen.BLUE, chance)
    picture = degrade.scanned(drawn, chance)

    rows = solve(Question(picture, locate(picture), PAGE)).sheet

    assert not words_struck(rows, PAGE, box)


def test_the_frame_of_a_place_to_write_on_the_same_line_is_no_strike():
    box = Box("one", 20, 100, 4.5)
    page = PageLayout(1, (box,), (Region("what", 60, 95, 100, 12),))
    rows = np.full((2376, 1680), 255, np.uint8)
    rows[(102 * 8) : int(102.4 * 8), 60 * 8 : 160 * 8] = 0

    assert not words_struck(rows, page, box)


def test_on_blank_paper_nothing_is_struck_and_black_raises_nothing():
    black, blank = (np.asarray(Image.new("L", (1680, 2376), grey)) for grey in (0, 255))

    assert not any(words_struck(blank, PAGE, box) for box in PAGE.boxes)
    assert {words_struck(black, PAGE, box) for box in PAGE.boxes} <= {True, False}
