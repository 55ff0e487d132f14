"""What the coarse grain of a page says: that two differ, and nothing more."""

from functools import cache
from random import Random

from PIL import Image

from engines.sheets import Question, fingerprint, likeness, locate, solve
from engines.sheets.tests import degrade, pen, sheet

PAGE = sheet.example()


@cache
def filled_in(hand: int, boxes: int) -> Image.Image:
    """The same boxes by another hand; nobody ticks twice alike."""
    chance, drawn = Random(hand), sheet.printed(PAGE)
    for box in PAGE.boxes[:: len(PAGE.boxes) // boxes][:boxes]:
        pen.ticked(drawn, box, chance, pen.BLUE)
    return drawn


@cache
def printed(hand: int, boxes: int, how: degrade.Degraded, seed: int = 1) -> str:
    picture = how(filled_in(hand, boxes), Random(seed))
    return fingerprint(solve(Question(picture, locate(picture), PAGE)))


def test_the_same_sheet_scanned_twice_lies_nearly_alike():
    first = printed(1, 10, degrade.clean)

    for how in (degrade.scanned, degrade.upside_down):
        assert likeness(first, printed(1, 10, how)) > 0.8


def test_other_answers_by_the_same_hand_are_another_sheet():
    assert likeness(printed(1, 10, degrade.scanned), printed(1, 3, degrade.scanned)) < 0.6


def test_blank_sheets_are_not_told_apart_nor_taken_for_one():
    blank = fingerprint(
        solve(Question(drawn := degrade.clean(sheet.printed(PAGE), Random(1)), locate(drawn), PAGE))
    )

    assert set(blank) == {"-", "."}
    assert likeness(blank, blank) == 0


def test_prints_of_other_pages_or_of_none_are_unlike():
    assert likeness("", printed(1, 3, degrade.scanned)) == 0
    assert likeness("-.-", printed(1, 3, degrade.scanned)) == 0
    assert likeness("ff" * 18, "ff" * 17) == 0
    assert (
        fingerprint(solve(Question(Image.new("L", (900, 900)), locate(sheet.printed(PAGE)), PAGE)))
        == ""
    )
