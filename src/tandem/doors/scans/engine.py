"""The bridge to `engines.sheets`: a picture in, what stands on it out."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from engines.sheets import Answer, Question, Rules, cut, fingerprint, locate, solve
from engines.sheets import Region as Place
from engines.sheets.layout import Box, PageLayout
from engines.sheets.question import Grey
from tandem.doors.models import PaperForm
from tandem.doors.paper import codes
from tandem.doors.paper.codes import NotOurs, SheetPage
from tandem.doors.scans.apart import Picture
from tandem.doors.scans.card import SHEETS
from tandem.doors.scans.choices import Refusal

RULES = Rules(begins=codes.BEGINS)
MARGIN, DARKER, SPECKS = 0.06, 60, 0.0006
"""A page is blank where, its edges left out, so small a share is so much darker than the paper."""
AROUND = 5.0
"""Millimetres shown around what belongs to one question."""
KEPT, SHOWN = 78, 26
"""How good the picture is that is kept, and the part of it that stands beside a field."""
SMALLER = 2
"""So many times: on a screen nobody sees more of it, and it comes quickly."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One page: read, blank, or for a colleague."""

    picture: Grey
    refusal: Refusal | None = None
    is_blank: bool = False
    code: SheetPage | None = None
    form: PaperForm | None = None
    reading: dict[str, Any] = field(default_factory=dict)


def look(page: Picture, form_of: Callable[[str], PaperForm | None]) -> Seen:
    """What stands on the page; nothing is guessed, and nothing read that is not ours."""
    picture = as_rows(page)
    found = locate(picture, RULES)
    if found.text is None:
        if not found.marks and is_blank(picture):
            return Seen(picture, is_blank=True)
        return Seen(picture, Refusal.UNREADABLE if found.refused else Refusal.NO_CODE)
    try:
        code = codes.read(found.text)
    except NotOurs:
        return Seen(picture, Refusal.NOT_OURS)
    form = form_of(code.form)
    layout = form.layout.pages[code.page - 1] if form and 1 <= code.page <= form.pages else None
    if form is None or layout is None:
        return Seen(picture, Refusal.UNKNOWN_FORM, code=code)
    answer = solve(Question(picture, found, layout, RULES))
    if answer.refused or answer.sheet is None:
        return Seen(picture, Refusal.UNREADABLE, code=code)
    return Seen(answer.sheet, code=code, form=form, reading=_reading(answer))


def _reading(answer: Answer) -> dict[str, Any]:
    return {
        "by": SHEETS.version,
        "ticked": [one.key for one in answer.readings if one.state == "ticked"],
        "unsure": [one.key for one in answer.readings if one.state == "unsure"],
        "written": [one.key for one in answer.writings if one.state != "blank"],
        # How sure it is of each box, from 0 to 1, and why it is not: for who looks, or asks later.
        "sure": {one.key: round(one.confidence, 2) for one in answer.readings},
        "why": {one.key: one.reason.code for one in answer.readings if one.state == "unsure"},
        "print": fingerprint(answer),
    }


def as_rows(page: Picture) -> Grey:
    return np.frombuffer(page.grey, np.uint8).reshape(page.height, page.width)


def is_blank(picture: Grey) -> bool:
    down, across = (int(side * MARGIN) for side in picture.shape)
    inside = picture[down : -down or None, across : -across or None]
    if inside.size == 0:
        return True
    # Coarse enough that dust and the grain of recycled paper are lost, and a line is not.
    coarse = np.asarray(Image.fromarray(inside).reduce(3)).astype(np.int16)
    return bool((coarse < np.median(coarse) - DARKER).mean() < SPECKS)


def as_jpeg(picture: Grey) -> bytes:
    return _jpeg(Image.fromarray(picture), KEPT)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def shown(jpeg: bytes, places: list[Box | Place]) -> bytes:
    """The part of a straightened page where these places are, with a little around them."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as file:
        sheet = np.asarray(file.convert("L"))
    left, top, right, bottom = around(places)
    piece = Image.fromarray(cut(sheet, left, top, right - left, bottom - top))
    return _jpeg(piece.reduce(SMALLER), SHOWN)


def around(places: list[Box | Place]) -> tuple[float, float, float, float]:
    """The rectangle, in millimetres, that holds them all."""
    sides = [
        (one.x, one.y, one.x + one.size, one.y + one.size)
        if isinstance(one, Box)
        else (one.x, one.y, one.x + one.width, one.y + one.height)
        for one in places
    ]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return min(lefts) - AROUND, min(tops) - AROUND, max(rights) + AROUND, max(bottoms) + AROUND


def places_of(layout: PageLayout, keys: set[str]) -> list[Box | Place]:
    found: list[Box | Place] = [*layout.boxes, *layout.regions]
    return [one for one in found if one.key in keys]
