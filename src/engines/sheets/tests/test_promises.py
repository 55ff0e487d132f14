"""What the engine promises, on sheets whose every mark is known."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from engines.sheets import (
    Answer,
    Box,
    Located,
    PageLayout,
    Question,
    Region,
    Rules,
    locate,
    paper,
    solve,
)
from engines.sheets.tests import degrade, pen, sheet

Mark = Callable[[Box, Random], list[list[pen.Point]]]
PAGE = sheet.example()
few = settings(max_examples=3)
CONDITIONS = (
    "clean, 200 dpi",
    "scanner, 150 dpi",
    "scanner, 300 dpi",
    "on its side",
    "coffee",
    "folded",
    "telephone photo",
    "copied, folded, torn",
)
"""The bench tries all."""
SPOILED = {"coffee", "folded", "copied, folded, torn"}


@cache
def filled_in(seed: int, page: PageLayout = PAGE) -> tuple[Image.Image, frozenset[str]]:
    """A sheet with a third of its boxes ticked, and which; its story is told, its street not."""
    chance = Random(seed)
    drawn, ticked = sheet.printed(page), set()
    for box in page.boxes:
        if chance.random() < 0.33:
            ticked.add(box.key)
            pen.ticked(drawn, box, chance, pen.BALLPOINT)
    for region in page.regions:
        if region.key != "street":
            pen.handwriting(drawn, region, chance, pen.BLUE)
    return drawn, frozenset(ticked)


def read(picture: Image.Image, page: PageLayout = PAGE, rules: Rules | None = None) -> Answer:
    rules = rules or Rules()
    return solve(Question(picture, locate(picture, rules), page, rules))


def ticked(answer: Answer) -> set[str]:
    return {one.key for one in answer.readings if one.state == "ticked"}


def unsure(answer: Answer) -> set[str]:
    return {one.key for one in answer.readings if one.state == "unsure"}


def states(answer: Answer) -> dict[str, str]:
    return {one.key: one.state for one in answer.readings}


@cache
def scan() -> Image.Image:
    return degrade.scanned(filled_in(1)[0], Random(1))


@cache
def answer_of_the_scan() -> Answer:
    return read(scan())


def scanned_with(marks: Sequence[Mark], *pens: pen.Pen) -> Answer:
    """Every box marked, each in its turn by one of the marks and one of the pens."""
    drawn, chance = sheet.printed(PAGE), Random(5)
    for box, mark, by in zip(PAGE.boxes, cycle(marks), cycle(pens)):
        pen.draw(drawn, mark(box, chance), by, chance)
    return read(degrade.scanned(drawn, chance))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_is_read_without_a_person_is_what_was_meant(condition):
    drawn, meant = filled_in(1)

    answer = read(degrade.CONDITIONS[condition](drawn, Random(2)))

    assert answer.refused is None
    assert ticked(answer) == meant - unsure(answer)
    assert len(unsure(answer)) <= (12 if condition in SPOILED else 1)


def test_places_to_write_are_told_from_blank_ones():
    assert {one.key: one.state for one in answer_of_the_scan().writings} == {
        "story": "written",
        "street": "blank",
        "number": "written",
    }


def test_large_print_is_read_alike():
    page = sheet.example(paper.LARGE_BOX_SIZE)
    drawn, meant = filled_in(3, page)

    answer = read(degrade.scanned(drawn, Random(3)), page)

    assert ticked(answer) == meant - unsure(answer)
    assert len(unsure(answer)) <= 2


@few
@given(st.floats(-10, 10), st.integers(0, 3))
def test_however_the_sheet_lies_it_is_read_the_same(degrees, quarters):
    drawn, meant = filled_in(1)
    picture = degrade.rotated(degrade.at(150, drawn), degrees).rotate(90 * quarters, expand=True)

    answer = read(picture)

    assert ticked(answer) | unsure(answer) >= meant
    assert ticked(answer) <= meant
    assert len(unsure(answer)) <= 2


@few
@given(st.randoms(use_true_random=False))
def test_the_order_of_boxes_changes_nothing(chance):
    boxes, regions = list(PAGE.boxes), list(PAGE.regions)
    chance.shuffle(boxes)
    chance.shuffle(regions)

    answer = read(scan(), PageLayout(1, tuple(boxes), tuple(regions)))

    assert answer.readings == answer_of_the_scan().readings
    assert [one.key for one in answer.writings] == sorted(one.key for one in regions)


def test_the_same_picture_gives_the_same_answer():
    first, again = answer_of_the_scan(), read(scan().copy())

    assert first.readings == again.readings
    assert [one.confidence for one in first.writings] == [one.confidence for one in again.writings]
    assert first.crops.keys() == again.crops.keys() == unsure(first)


def test_what_is_taken_back_goes_to_a_person():
    answer = scanned_with(pen.TAKEN_BACK, pen.BALLPOINT, pen.BLUE, pen.FELT)

    assert len(unsure(answer)) == len(PAGE.boxes)


def test_what_is_not_meant_is_never_ticked():
    answer = scanned_with(pen.NOT_MEANT, pen.BALLPOINT, pen.BLUE, pen.FELT)

    assert ticked(answer) == set()


def test_a_thick_dot_is_no_tick():
    drawn, chance = sheet.printed(PAGE), Random(5)
    for box in PAGE.boxes:
        pen.draw(drawn, pen.dot(box, chance), pen.Pen(20, 1.3), chance)

    answer = read(degrade.scanned(drawn, chance, dpi=150))

    assert ticked(answer) == set()


def test_light_pencil_goes_to_a_person():
    answer = scanned_with(pen.TICKS, pen.LIGHT_PENCIL)

    assert {one.reason.code for one in answer.readings} == {"faint"}


def test_a_fax_goes_to_a_person_whole():
    drawn, _ = filled_in(1)

    answer = read(degrade.fax(drawn, Random(2)))

    assert unsure(answer) == {box.key for box in PAGE.boxes}
    assert "black_and_white_only" in {one.code for one in answer.reasons}
    assert {one.key: one.state for one in answer.writings}["street"] == "unsure"


def test_a_line_across_the_page_is_no_tick():
    drawn = sheet.printed(PAGE)
    box = PAGE.boxes[30]
    across = box.y + box.size / 2
    ImageDraw.Draw(drawn).line(
        [sheet.pixels(one) for one in (0, across - 4, 210, across + 4)], fill=40, width=5
    )

    answer = read(degrade.clean(drawn, Random(1)))

    assert ticked(answer) == set()
    assert unsure(answer) & {f"halfday{day}.{part}" for day in range(7) for part in range(3)}


def test_a_frame_that_is_not_there_is_not_guessed():
    drawn = sheet.printed(PAGE)
    gone = PAGE.boxes[0]
    place = (gone.x - 1, gone.y - 1, gone.x + gone.size + 1, gone.y + gone.size + 1)
    ImageDraw.Draw(drawn).rectangle([sheet.pixels(one) for one in place], fill=255)

    answer = read(degrade.clean(drawn, Random(1)))

    reading = next(one for one in answer.readings if one.key == gone.key)
    assert (reading.state, reading.reason.code) == ("unsure", "frame_not_found")


def test_whoever_decides_is_shown_the_box_and_what_stands_around_it():
    drawn, chance = sheet.printed(PAGE), Random(7)
    box = PAGE.boxes[3]
    pen.draw(drawn, pen.fill(box, chance), pen.FELT, chance)

    answer = read(degrade.upside_down(drawn, chance))

    crop = answer.crops[box.key]
    middle, edge = crop[40:-40, 40:-40], crop[4:20]
    assert middle.mean() < 120 < edge.mean()
    assert answer.sheet.shape == (297 * 8, 210 * 8)


def hidden(drawn: Image.Image, names: set[str]) -> Image.Image:
    found = drawn.copy()
    for mark in paper.MARKS:
        if mark.says in names:
            ends = (mark.x, mark.y, mark.x + paper.MARK_SIZE, mark.y + paper.MARK_SIZE)
            ImageDraw.Draw(found).rectangle([sheet.pixels(one) for one in ends], fill=255)
    return found


@pytest.mark.parametrize("gone", [{"TDMFB"}, {"TDMFA", "TDMFB", "TDMFC"}])
def test_with_marks_missing_the_frames_themselves_lead_on(gone):
    drawn, meant = filled_in(1)

    answer = read(degrade.scanned(hidden(drawn, gone), Random(3)))

    assert ticked(answer) == meant - unsure(answer)
    assert len(unsure(answer)) <= 2
    assert [one.facts["codes"] for one in answer.reasons] == [len(gone)]


def test_with_marks_missing_no_frame_is_taken_for_its_neighbour():
    # One grid, far from all that is known: which of its columns is which cannot be told.
    grid = tuple(
        Box(f"{column}.{row}", 30 + 6.5 * column, 200 + 6.5 * row, 4.5)
        for column in range(10)
        for row in range(6)
    )
    page = PageLayout(1, grid, ())
    drawn, _ = filled_in(4, page)

    answer = read(degrade.scanned(hidden(drawn, {"TDMFA", "TDMFB", "TDMFC"}), Random(4)), page)

    assert answer.refused.code == "frames_missing"


def test_a_page_of_another_layout_is_refused():
    shifted = tuple(replace(box, x=box.x + box.size + paper.APART) for box in PAGE.boxes)

    answer = read(scan(), PageLayout(1, shifted, ()))

    assert answer.refused.code == "frames_missing"
    assert answer.readings == ()


def test_a_page_without_boxes_has_its_places_looked_at():
    answer = read(scan(), PageLayout(1, (), PAGE.regions))

    assert Counter(one.state for one in answer.writings) == {"written": 2, "blank": 1}


def test_the_grey_of_the_paper_does_not_matter():
    pale = Image.fromarray((np.asarray(scan()).astype(float) * 0.55 + 20).astype(np.uint8))

    assert states(read(pale)) == states(answer_of_the_scan())


def test_an_answer_needs_a_sheet_that_was_found():
    answer = solve(Question(scan(), Located(), PAGE))

    assert (answer.refused.code, answer.refused.facts["codes"]) == ("not_located", 0)


def test_pencil_in_a_place_to_write_is_not_called_blank():
    drawn, chance = sheet.printed(PAGE), Random(8)
    region = Region("story", 20, 190, 170, 30)
    pen.handwriting(drawn, region, chance, pen.LIGHT_PENCIL)

    answer = read(degrade.scanned(drawn, chance))

    assert {one.key: one.state for one in answer.writings}["story"] != "blank"
