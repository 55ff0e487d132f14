"""A sheet filled in by one hand, with one pen, as people do: what was meant is known of each box."""

from collections.abc import Callable, Sequence
from random import Random

from PIL import Image

from engines.sheets.layout import Box, PageLayout
from engines.sheets.tests import pen, sheet
from engines.sheets.tests.pen import Pen, Point, inside

Mark = Callable[[Box, Random], list[list[Point]]]

TICKED, EMPTY, TAKEN_BACK, NOT_MEANT = "ticked", "empty", "taken back", "not meant"
RIGHT = {TICKED: "ticked", EMPTY: "empty", NOT_MEANT: "empty"}
"""What may be read without a person; of what was taken back, nothing."""
DRAWN = ((0.295, TICKED), (0.30, TAKEN_BACK), (0.305, NOT_MEANT))
"""Up to which draw a box is marked so; beyond the last it is empty."""


def long_tick(box: Box, chance: Random) -> list[list[Point]]:
    """In a hurry: it runs far out of the box, towards the next one above."""
    by = chance.gauss
    return [
        [
            inside(box, 0.1 + by(0, 0.1), 0.45 + by(0, 0.1)),
            inside(box, 0.4 + by(0, 0.06), 0.85 + by(0, 0.08)),
            inside(box, 1.25 + by(0, 0.2), -0.35 + by(0, 0.2)),
        ]
    ]


def wide_cross(box: Box, chance: Random) -> list[list[Point]]:
    """From beyond one corner to beyond the other."""
    out = chance.uniform(0.05, 0.3)
    low, high = -out, 1 + out

    def near(across: float, down: float) -> Point:
        return inside(box, across + chance.gauss(0, 0.06), down + chance.gauss(0, 0.06))

    return [[near(low, low), near(high, high)], [near(high, low), near(low, high)]]


def dash(box: Box, chance: Random) -> list[list[Point]]:
    down = 0.5 + chance.gauss(0, 0.08)
    return [[inside(box, 0.15, down), inside(box, 0.85, down + chance.gauss(0, 0.08))]]


def small_tick(box: Box, chance: Random) -> list[list[Point]]:
    """Timid: half as large, anywhere in the box."""
    x, y = chance.uniform(0.05, 0.35), chance.uniform(0.1, 0.4)
    return [[inside(box, x, y + 0.3), inside(box, x + 0.2, y + 0.5), inside(box, x + 0.6, y)]]


def gone_over(box: Box, chance: Random) -> list[list[Point]]:
    """A tick drawn twice, for it to be seen."""
    return [*pen.tick(box, chance), *pen.tick(box, chance)]


def struck(box: Box, chance: Random) -> list[list[Point]]:
    """A tick, and two or three lines through it: not this one."""
    lines = [
        [inside(box, -0.3, down), inside(box, 1.3, down + chance.gauss(0, 0.06))]
        for down in (0.3, 0.5, 0.7)[chance.randint(0, 1) :]
    ]
    return [*chance.choice(pen.TICKS)(box, chance), *lines]


def whirl(box: Box, chance: Random) -> list[list[Point]]:
    """A tick, and round and round over it."""
    turns = [
        inside(
            box,
            0.5 + 0.42 * (1, 0.7, 0, -0.7, -1, -0.7, 0, 0.7)[step % 8] + chance.gauss(0, 0.07),
            0.5 + 0.42 * (0, 0.7, 1, 0.7, 0, -0.7, -1, -0.7)[step % 8] + chance.gauss(0, 0.07),
        )
        for step in range(chance.randint(24, 36))
    ]
    ways = [
        inside(box, 0.2, 0.35),
        inside(box, 0.8, 0.4),
        inside(box, 0.2, 0.6),
        inside(box, 0.8, 0.65),
    ]
    return [*pen.tick(box, chance), turns, ways]


TICKS: tuple[Mark, ...] = (*pen.TICKS * 3, long_tick, wide_cross, dash, small_tick, gone_over)
CORRECTIONS: tuple[Mark, ...] = (pen.fill, pen.hatch, pen.correction, pen.scribble, struck, whirl)


def any_pen(chance: Random) -> Pen:
    """Ballpoint, black or blue, gel, felt, one that is nearly dry; one in eight writes in pencil."""
    kind = chance.choices(
        (pen.BALLPOINT, pen.BLUE, pen.FELT, Pen(30, 0.4), Pen(115, 0.45), pen.PENCIL),
        (30, 25, 10, 12, 10, 13),
    )[0]
    return Pen(
        min(250, max(0, kind.grey + chance.randint(-20, 20))), kind.width * chance.uniform(0.8, 1.2)
    )


def filled_in(
    page: PageLayout,
    chance: Random,
    by: Pen | None = None,
    drawn: Sequence[tuple[float, str]] = DRAWN,
) -> tuple[Image.Image, dict[str, str]]:
    """The sheet, and what was meant by each box."""
    by = by or any_pen(chance)
    paper, meant = sheet.printed(page), {}
    marks = {TICKED: TICKS, TAKEN_BACK: CORRECTIONS, NOT_MEANT: pen.NOT_MEANT}
    for box in page.boxes:
        draw = chance.random()
        meant[box.key] = next((what for limit, what in drawn if draw < limit), EMPTY)
        if meant[box.key] in marks:
            lines = chance.choice(marks[meant[box.key]])(box, chance)
            pen.draw(paper, lines, by, chance)
    for region in page.regions:
        meant[region.key] = "written" if chance.random() < 0.5 else "blank"
        if meant[region.key] == "written":
            pen.handwriting(paper, region, chance, by)
    return paper, meant
