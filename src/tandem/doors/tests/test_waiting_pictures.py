"""What a colleague sees of a question: its whole width and all its words."""

import io

import numpy as np
from PIL import Image

from engines.sheets import Box, PageLayout, Region
from engines.sheets.straight import FINE
from tandem.doors.scans import engine

FIRST = (Box("kind=meal", 30, 80, 4.5), Box("kind=lift", 30, 90, 4.5))
PAGE = PageLayout(1, (*FIRST, Box("again=yes", 30, 130, 4.5)), (Region("why", 30, 150, 160, 30),))
KIND = {"kind=meal", "kind=lift"}


def page(*inked: tuple[float, float]) -> bytes:
    """White, with a spot at each of these places, in millimetres."""
    rows = np.full((297 * FINE, 210 * FINE), 255, np.uint8)
    for x, y in inked:
        left, top = round(x * FINE), round(y * FINE)
        rows[top : top + 2 * FINE, left : left + 2 * FINE] = 0
    return engine.as_jpeg(rows)


def spots(jpeg: bytes) -> bool:
    return bool((np.asarray(Image.open(io.BytesIO(jpeg))) < 90).any())


def test_words_far_beside_a_box_are_in_its_picture():
    assert spots(engine.shown(page((185, 80)), PAGE, KIND) or b"")


def test_the_words_above_the_boxes_are_in_it_and_the_question_after_is_not():
    assert spots(engine.shown(page((30, 60)), PAGE, KIND) or b"")
    assert not spots(engine.shown(page((30, 130)), PAGE, KIND) or b"")


def test_a_second_line_of_the_last_answer_is_in_it():
    assert spots(engine.shown(page((40, 98)), PAGE, KIND) or b"")


def test_it_is_as_wide_as_a_column_of_the_page_and_needs_no_enlarging():
    wide, _high = Image.open(io.BytesIO(engine.shown(page(), PAGE, {"again=yes"}) or b"")).size

    assert 600 <= wide <= 900


def test_where_nothing_of_the_question_stands_there_is_no_picture():
    assert engine.shown(page(), PAGE, {"other"}) is None
