"""What hands do to a sheet: ticks, crosses, fills, dots, corrections, pencil, handwriting.

Every stroke is drawn from the chance it is given, so the same seed leaves the same marks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw

from engines.sheets.layout import Box, Region
from engines.sheets.tests.sheet import MM

Point = tuple[float, float]
SMOOTH = 3
"""Drawn so many times larger, then shrunk, so that strokes have soft edges."""


@dataclass(frozen=True)
class Pen:
    """`grey` of the ink, 0 black to 255 none; `width` of the line in millimetres."""

    grey: int
    width: float


BALLPOINT, BLUE, FELT = Pen(45, 0.55), Pen(85, 0.5), Pen(20, 0.9)
PENCIL, LIGHT_PENCIL = Pen(110, 0.5), Pen(190, 0.5)


def any_pen(chance: Random) -> Pen:
    kind = chance.choice((BALLPOINT,) * 4 + (BLUE,) * 3 + (FELT,))
    return Pen(
        min(255, max(0, kind.grey + chance.randint(-15, 15))), kind.width * chance.uniform(0.8, 1.2)
    )


def draw(sheet: Image.Image, lines: Sequence[Sequence[Point]], pen: Pen, chance: Random) -> None:
    """Draw the lines, given in millimetres; ink only darkens."""
    points = [point for line in lines for point in line]
    room = pen.width + 0.6
    left = int((min(x for x, _ in points) - room) * MM)
    top = int((min(y for _, y in points) - room) * MM)
    right = int((max(x for x, _ in points) + room) * MM) + 1
    bottom = int((max(y for _, y in points) + room) * MM) + 1
    size = ((right - left) * SMOOTH, (bottom - top) * SMOOTH)
    ink = Image.new("L", size, 255)
    brush = ImageDraw.Draw(ink)
    for line in lines:
        _stroke(brush, [_at(point, left, top) for point in _wobbled(line, chance)], pen, chance)
    small = ink.resize((right - left, bottom - top), Image.Resampling.BOX)
    under = sheet.crop((left, top, right, bottom))
    sheet.paste(ImageChops.multiply(under, small), (left, top))


def _at(point: Point, left: int, top: int) -> Point:
    return (point[0] * MM - left) * SMOOTH, (point[1] * MM - top) * SMOOTH


def _wobbled(line: Sequence[Point], chance: Random) -> list[Point]:
    """The line in short pieces, none quite where it was meant."""
    found: list[Point] = []
    for (x, y), (to_x, to_y) in pairwise(line):
        pieces = max(2, int(max(abs(to_x - x), abs(to_y - y)) / 0.8))
        for piece in range(pieces):
            part = piece / pieces
            found.append(
                (
                    x + (to_x - x) * part + chance.gauss(0, 0.06),
                    y + (to_y - y) * part + chance.gauss(0, 0.06),
                )
            )
    return [*found, line[-1]]


def _stroke(brush: ImageDraw.ImageDraw, points: list[Point], pen: Pen, chance: Random) -> None:
    width = pen.width * MM * SMOOTH
    for start, end in pairwise(points):
        # A hand presses more here and less there.
        grey = min(250, max(0, int(pen.grey + chance.gauss(0, 8))))
        brush.line((*start, *end), fill=grey, width=max(1, round(width)))
        for x, y in (start, end):
            brush.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=grey)


def inside(box: Box, across: float, down: float) -> Point:
    """A point of the box: (0, 0) its top left corner, (1, 1) its bottom right one."""
    return box.x + box.size * across, box.y + box.size * down


def tick(box: Box, chance: Random) -> list[list[Point]]:
    """A check mark whose long leg may leave the box at its top right."""
    by = chance.gauss
    return [
        [
            inside(box, 0.18 + by(0, 0.06), 0.5 + by(0, 0.08)),
            inside(box, 0.42 + by(0, 0.05), 0.82 + by(0, 0.06)),
            inside(box, 0.9 + by(0, 0.1), 0.12 + by(0, 0.14)),
        ]
    ]


def cross(box: Box, chance: Random) -> list[list[Point]]:
    by = chance.gauss
    return [
        [
            inside(box, 0.14 + by(0, 0.07), 0.14 + by(0, 0.07)),
            inside(box, 0.86 + by(0, 0.07), 0.86 + by(0, 0.07)),
        ],
        [
            inside(box, 0.86 + by(0, 0.07), 0.14 + by(0, 0.07)),
            inside(box, 0.14 + by(0, 0.07), 0.86 + by(0, 0.07)),
        ],
    ]


def slash(box: Box, chance: Random) -> list[list[Point]]:
    by = chance.gauss
    return [
        [
            inside(box, 0.15 + by(0, 0.06), 0.85 + by(0, 0.06)),
            inside(box, 0.85 + by(0, 0.06), 0.15 + by(0, 0.06)),
        ]
    ]


def fill(box: Box, chance: Random) -> list[list[Point]]:
    """Filled out from edge to edge: how the form says a box is taken back."""
    rows = 12
    return [
        [
            inside(box, 0.05, (row + chance.uniform(0.2, 0.8)) / rows),
            inside(box, 0.95, (row + chance.uniform(0.2, 0.8)) / rows),
        ]
        for row in range(rows)
    ]


def hatch(box: Box, chance: Random) -> list[list[Point]]:
    """Filled out in haste, line after line, with white left between."""
    turns = chance.randint(5, 7)
    return [
        [
            inside(box, 0.1 if turn % 2 else 0.9, 0.1 + 0.8 * turn / turns + chance.gauss(0, 0.03))
            for turn in range(turns + 1)
        ]
    ]


def correction(box: Box, chance: Random) -> list[list[Point]]:
    """A tick, taken back by filling the box, well or in haste."""
    return [*chance.choice(TICKS)(box, chance), *chance.choice((fill, hatch))(box, chance)]


def scribble(box: Box, chance: Random) -> list[list[Point]]:
    """A cross, then struck through again and again, well beyond the box."""
    ways = [
        inside(box, -0.35 if turn % 2 else 1.35, 0.2 + 0.12 * turn + chance.gauss(0, 0.04))
        for turn in range(6)
    ]
    return [*cross(box, chance), ways]


def dot(box: Box, chance: Random) -> list[list[Point]]:
    """The pen rested here."""
    x, y = inside(box, chance.uniform(0.25, 0.75), chance.uniform(0.25, 0.75))
    return [[(x, y), (x + 0.1, y + 0.1)]]


def stray(box: Box, chance: Random) -> list[list[Point]]:
    """The end of a stroke that belongs elsewhere, just over the edge of the box."""
    down = chance.uniform(0.2, 0.8)
    return [[inside(box, -0.5, down), inside(box, 0.16, down + chance.gauss(0, 0.1))]]


TICKS: tuple[Callable[[Box, Random], list[list[Point]]], ...] = (tick, tick, cross, cross, slash)
"""What counts as a tick, about as often as hands make it."""
TAKEN_BACK = (fill, hatch, correction, scribble)
NOT_MEANT = (dot, stray)


def ticked(sheet: Image.Image, box: Box, chance: Random, pen: Pen | None = None) -> None:
    draw(sheet, chance.choice(TICKS)(box, chance), pen or any_pen(chance), chance)


def handwriting(
    sheet: Image.Image, region: Region, chance: Random, pen: Pen | None = None, letters: int = 18
) -> None:
    """Loops and legs in a row, as long as there is room."""
    pen = pen or any_pen(chance)
    x, base = region.x + 2, region.y + min(region.height, 9) - 1.5
    line: list[Point] = []
    for letter in range(letters):
        if x > region.x + region.width - 5:
            break
        high = chance.choice((2.0, 2.2, 4.0))
        line += [
            (x, base),
            (x + chance.uniform(0.3, 1.2), base - high),
            (x + 1.4, base - chance.uniform(0, 1)),
        ]
        x += chance.uniform(1.6, 2.6)
        if chance.random() < 0.2 or letter == letters - 1:
            draw(sheet, [line], pen, chance)
            line, x = [], x + 1.5
    if line:
        draw(sheet, [line], pen, chance)
