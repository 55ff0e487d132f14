"""The same sheet scanned twice is one; a copy filled in by somebody else is another."""

from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest
from PIL import Image

from engines.sheets import Question, Sameness, agreement, locate, solve
from engines.sheets.question import Grey
from engines.sheets.tests import degrade, pen, sheet

PAGE = sheet.example()
TICKED = PAGE.boxes[::12]
LINES = [replace(PAGE.regions[0], y=PAGE.regions[0].y + 9 * down, height=9) for down in range(3)]


@cache
def filled_in(hand: int, ticks: int, lines: int) -> Image.Image:
    """The same boxes and the same lines, whoever fills them in; nobody writes twice alike."""
    chance, drawn = Random(hand), sheet.printed(PAGE)
    for box in TICKED[:ticks]:
        pen.ticked(drawn, box, chance, pen.BLUE)
    for line in LINES[:lines]:
        pen.handwriting(drawn, line, chance, pen.BLUE, letters=70)
    return drawn


@cache
def seen(hand: int, ticks: int, lines: int, how: degrade.Degraded, seed: int = 3) -> Grey:
    picture = how(filled_in(hand, ticks, lines), Random(seed))
    found = solve(Question(picture, locate(picture), PAGE)).sheet
    assert found is not None
    return found


@pytest.mark.parametrize("marks", [(0, 3), (7, 3), (7, 0)])
@pytest.mark.parametrize(
    "how", [degrade.scanned, degrade.upside_down, degrade.on_its_side, degrade.photographed]
)
def test_the_same_sheet_scanned_again_is_known_however_it_lies(marks, how):
    first = seen(1, *marks, degrade.clean)

    assert agreement(first, seen(1, *marks, how, 11), PAGE).sameness == Sameness.SAME


@pytest.mark.parametrize("hand", [2, 3, 4])
def test_a_box_full_of_writing_by_another_hand_is_another_sheet(hand):
    one, other = (seen(who, 0, 3, degrade.scanned) for who in (1, hand))

    assert agreement(one, other, PAGE).sameness == Sameness.OTHER


def test_of_a_single_tick_photographed_a_person_decides_at_worst():
    one, other = seen(1, 1, 0, degrade.clean), seen(1, 1, 0, degrade.photographed, 11)

    assert agreement(one, other, PAGE).sameness in {Sameness.SAME, Sameness.DOUBT}


@pytest.mark.parametrize("hand", [2, 3, 4])
def test_the_same_answers_by_another_hand_are_another_sheet(hand):
    one, other = (seen(who, 7, 3, degrade.scanned) for who in (1, hand))

    assert agreement(one, other, PAGE).sameness == Sameness.OTHER


@pytest.mark.parametrize("ticks", [1, 7])
@pytest.mark.parametrize("hand", [2, 3, 4])
def test_ticks_alone_in_the_same_boxes_are_never_taken_for_one_hand(ticks, hand):
    one, other = (seen(who, ticks, 0, degrade.scanned) for who in (1, hand))

    assert agreement(one, other, PAGE).sameness in {Sameness.OTHER, Sameness.DOUBT}


def test_of_blank_sheets_nothing_is_said():
    one, other = (seen(1, 0, 0, how) for how in (degrade.clean, degrade.scanned))

    assert agreement(one, other, PAGE).sameness == Sameness.BLANK


def test_it_says_the_same_whichever_comes_first():
    one, other = seen(1, 7, 3, degrade.clean), seen(2, 7, 3, degrade.clean)

    assert agreement(one, other, PAGE).share == pytest.approx(
        agreement(other, one, PAGE).share, abs=0.01
    )


def test_a_page_without_boxes_or_places_is_blank():
    empty = replace(PAGE, boxes=(), regions=())
    rows = np.full((2376, 1680), 255, np.uint8)

    assert agreement(rows, rows, empty).sameness == Sameness.BLANK
