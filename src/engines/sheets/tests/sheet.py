"""Printed sheets to read, drawn from a layout alone, as a printer would leave them."""

from functools import cache

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFont

from engines.sheets import paper
from engines.sheets.layout import Box, PageLayout, Region

DPI = 300
"""Of the drawn master; what a scanner makes of it is smaller."""
MM = DPI / 25.4
SAYS = "TDM1.ask-for-help.3.fr.1.7KQ2M9XD.c0ffee42"


def pixels(mm: float) -> int:
    return round(mm * MM)


def example(size: float = paper.BOX_SIZE) -> PageLayout:
    """A page like those of a long form: lists, half-days, digit columns, places to write."""
    pitch = size + paper.APART
    boxes = [
        Box(f"list{row}.{column}", 20 + 42 * column, 52 + row * 11, size)
        for row in range(6)
        for column in range(4)
    ]
    boxes += [
        Box(f"halfday{day}.{part}", 40 + pitch * 1.6 * day, 121 + pitch * part, size)
        for day in range(7)
        for part in range(3)
    ]
    boxes += [
        Box(f"digit{column}.{digit}", 30 + pitch * digit, 150 + pitch * column, size)
        for column in range(4)
        for digit in range(10)
    ]
    regions = (
        Region("story", 20, 190, 170, 30),
        Region("street", 20, 228, 120, 9),
        Region("number", 150, 228, 40, 9),
    )
    return PageLayout(1, tuple(boxes), regions)


def printed(page: PageLayout, says: str = SAYS, *, dark: int = 0) -> Image.Image:
    """The empty sheet; `dark` is the grey of the toner."""
    return _printed(page, says, dark).copy()


@cache
def _printed(page: PageLayout, says: str, dark: int) -> Image.Image:
    sheet = Image.new("L", (pixels(paper.PAGE_WIDTH), pixels(paper.PAGE_HEIGHT)), 255)
    for mark in paper.MARKS:
        put_code(sheet, mark.says, (mark.x, mark.y, paper.MARK_SIZE), dark, error="h", version=1)
    put_code(sheet, says, (paper.CODE_X, paper.CODE_Y, paper.CODE_SIZE), dark, error="q")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(pixels(3.6))
    draw.text((pixels(40), pixels(14)), "Ask for help", dark, ImageFont.load_default(pixels(8)))
    for box in page.boxes:
        _frame(draw, box, dark)
        if box.key.startswith("list") and box.key.endswith(".0"):
            said = "Which of these would be of help to you this week?"
            draw.text((pixels(box.x), pixels(box.y - 5.5)), said, dark, font)
        if box.key.startswith("list"):
            left, top = box.x + box.size + 2, box.y + 0.5
            draw.text((pixels(left), pixels(top)), f"Answer {box.key[4:]}", dark, font)
    for region in page.regions:
        _place_to_write(draw, region, dark)
    return sheet


def put_code(
    sheet: Image.Image,
    says: str,
    place: tuple[float, float, float],
    dark: int,
    error: str,
    version: int | None = None,
) -> None:
    made = segno.make(says, error=error, micro=False, version=version, boost_error=False)
    modules = np.array([[dark if on else 255 for on in row] for row in made.matrix], np.uint8)
    x, y, size = place
    drawn = Image.fromarray(modules).resize((pixels(size), pixels(size)), Image.Resampling.NEAREST)
    sheet.paste(drawn, (pixels(x), pixels(y)))


def _frame(draw: ImageDraw.ImageDraw, box: Box, dark: int) -> None:
    corners = (box.x, box.y, box.x + box.size, box.y + box.size)
    left, top, right, bottom = (pixels(one) for one in corners)
    draw.rectangle((left, top, right - 1, bottom - 1), outline=dark, width=pixels(paper.FRAME))


def _place_to_write(draw: ImageDraw.ImageDraw, region: Region, dark: int) -> None:
    """Lines to write on, or the cells of a comb where the place is low and short."""
    left, right = pixels(region.x), pixels(region.x + region.width)
    if region.width < 50:
        draw.rectangle(
            (left, pixels(region.y), right, pixels(region.y + region.height)), outline=dark, width=3
        )
        for cell in range(1, 5):
            x = left + (right - left) * cell // 5
            draw.line(
                (x, pixels(region.y), x, pixels(region.y + region.height)), fill=dark, width=2
            )
        return
    line = region.y + 9
    while line <= region.y + region.height + 0.1:
        draw.line((left, pixels(line - 0.5), right, pixels(line - 0.5)), fill=dark, width=3)
        line += 9
