"""Dotted lines to write on are no writing, and what is written on them is seen."""

from itertools import cycle
from random import Random

import pytest
from PIL import Image, ImageDraw

from engines.sheets import PageLayout, Question, Region, locate, paper, solve
from engines.sheets.tests import degrade, pen, sheet
from engines.sheets.tests.degrade import Degraded

LINE = 9.5
PAGE = PageLayout(1, (), tuple(Region(f"{n}", 24, 50 + 25 * n, 162, 2 * LINE) for n in range(8)))
SCANS: dict[str, Degraded] = {
    "as it was printed": lambda drawn, _chance: degrade.at(200, drawn),
    "scanner, 150 dpi": degrade.CONDITIONS["scanner, 150 dpi"],
    "scanner, 300 dpi": degrade.CONDITIONS["scanner, 300 dpi"],
    "photocopy at 94 %": degrade.copy,
}


def lined() -> Image.Image:
    """Eight empty places to write, drawn as the forms are printed."""
    drawn = sheet.printed(PAGE)
    draw, dot = ImageDraw.Draw(drawn), sheet.pixels(paper.DOT)
    for place in PAGE.regions:
        ends = (place.x, place.y, place.x + place.width, place.y + place.height)
        # What sheet.printed draws there is of another form.
        around = (ends[0] - 1, ends[1] - 1, ends[2] + 1, ends[3] + 1)
        draw.rectangle([sheet.pixels(one) for one in around], fill=255)
        draw.rectangle([sheet.pixels(one) for one in ends], outline=110, width=4)
        for number in range(int((place.width - 4) / paper.DOTS_APART)):
            left = sheet.pixels(place.x + 2 + number * paper.DOTS_APART)
            top = sheet.pixels(place.y + LINE)
            draw.rectangle((left, top, left + dot - 1, top + dot - 1), fill=160)
    return drawn


def said(picture: Image.Image) -> set[str]:
    answer = solve(Question(picture, locate(picture), PAGE))
    assert answer.refused is None
    return {one.state for one in answer.writings}


@pytest.mark.parametrize("name", SCANS)
def test_dotted_lines_alone_are_blank(name):
    assert said(SCANS[name](lined(), Random(4))) == {"blank"}


def letter(x: float, y: float) -> list[pen.Point]:
    return [(x, y - 0.3), (x + 0.8, y - 2.6), (x + 1.6, y - 0.3)]


def stroke(x: float, y: float) -> list[pen.Point]:
    return [(x, y - 0.2), (x + 0.2, y - 3)]


def along(x: float, y: float) -> list[pen.Point]:
    """Where the line is, and nowhere else."""
    return [(x, y), (x + 6, y + 0.1)]


@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("by", [pen.BALLPOINT, pen.PENCIL])
def test_little_writing_on_a_dotted_line_is_never_called_blank(name, by):
    drawn, chance = lined(), Random(5)
    for place, mark in zip(PAGE.regions, cycle((letter, stroke, along)), strict=False):
        line = mark(place.x + chance.uniform(6, 150), place.y + LINE)
        pen.draw(drawn, [line], by, chance)

    assert "blank" not in said(SCANS[name](drawn, chance))
