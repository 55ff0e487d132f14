"""The bridge to `engines.sheets`: a picture in, what stands on it out."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from engines.sheets import (
    Answer,
    Question,
    Rules,
    Sameness,
    agreement,
    cut,
    fingerprint,
    likeness,
    locate,
    paper,
    solve,
    words_struck,
)
from engines.sheets import Region as Place
from engines.sheets.layout import Box, PageLayout
from engines.sheets.question import Grey
from engines.sheets.straight import FINE
from tandem.doors.models import PaperForm
from tandem.doors.paper import codes
from tandem.doors.paper.codes import NotOurs, SheetPage
from tandem.doors.scans.apart import Picture
from tandem.doors.scans.card import SHEETS
from tandem.doors.scans.choices import Refusal, Why
from tandem.doors.scans.rules import MOST_BYTES_OF_A_PAGE

RULES = Rules(begins=codes.BEGINS)
MARGIN, DARKER, SPECKS = 0.06, 60, 0.0006
"""A page is blank where, its edges left out, so small a share is so much darker than the paper."""
UNLIKE = 0.4
"""The marks of one sheet, however scanned, lie more alike than this."""
LEFT, RIGHT, TOP = 14.0, 196.0, 40.0
"""Between these millimetres a form is printed: a question is shown in its whole width, or nobody
knows what a tick says."""
HEADING, BELOW = 60.0, 8.0
"""The words of a question stand above its boxes; those of its last answer may go on below."""
KEPT, SHOWN = 78, 26
"""How good the picture is that is kept, and the part of it that stands beside a field."""
LESS = (45, 20)
SHEET = (round(paper.PAGE_WIDTH * FINE), round(paper.PAGE_HEIGHT * FINE))
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
    return Seen(answer.sheet, code=code, form=form, reading=_reading(answer, layout, form))


def _reading(answer: Answer, layout: PageLayout, form: PaperForm) -> dict[str, Any]:
    ticked = [one.key for one in answer.readings if one.state == "ticked"]
    struck = _struck(answer, ticked, layout, form)
    unsure = {one.key: one.reason.code for one in answer.readings if one.state == "unsure"}
    why = unsure | dict.fromkeys(struck, Why.WORDS_STRUCK.value)
    return {
        "by": SHEETS.version,
        "ticked": [key for key in ticked if key not in struck],
        "unsure": list(why),
        "written": [one.key for one in answer.writings if one.state != "blank"],
        # How sure it is of each box, from 0 to 1, and why it is not: for who looks, or asks later.
        "sure": {
            one.key: 0.0 if one.key in struck else round(one.confidence, 2)
            for one in answer.readings
        },
        "why": why,
        "print": fingerprint(answer),
    }


def _struck(answer: Answer, ticked: list[str], layout: PageLayout, form: PaperForm) -> set[str]:
    """Ticked boxes whose words are struck out; beside a figure stand none."""
    said = {key for key in ticked if form.meaning.ticks[key].place is None}
    return {
        box.key
        for box in layout.boxes
        if box.key in said and answer.sheet is not None
        if words_struck(answer.sheet, layout, box)
    }


def differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two readings of one page surely are of other marks: said without their pictures."""
    for sure, perhaps in ((one, other), (other, one)):
        if set(sure["ticked"]) - set(perhaps["ticked"]) - set(perhaps["unsure"]):
            return True
    return 0 < likeness(one["print"], other["print"]) < UNLIKE


def sameness(one: bytes, other: bytes, layout: PageLayout) -> Sameness:
    """What the kept pictures of one page say: the strokes of one hand, or of two."""
    return agreement(_rows_of(one), _rows_of(other), layout).sameness


def _rows_of(jpeg: bytes) -> Grey:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as file:
        # One that was kept smaller has lost detail, not its size on paper.
        return np.asarray(file.convert("L").resize(SHEET))


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


def as_jpeg(picture: Grey, *, most: int = MOST_BYTES_OF_A_PAGE) -> bytes:
    """As well as `most` bytes allow: noise takes ten times the room of a form."""
    image = Image.fromarray(picture)
    for quality in (KEPT, *LESS):
        found = _jpeg(image, quality)
        if len(found) <= most:
            return found
    return as_jpeg(np.asarray(image.reduce(SMALLER)), most=most)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def shown(jpeg: bytes, layout: PageLayout, keys: set[str]) -> bytes | None:
    """The part of a straightened page where one question stands; None where nothing of it does."""
    if not any(one.key in keys for one in _all_places(layout)):
        return None
    top, bottom = standing(layout, keys)
    piece = cut(_rows_of(jpeg), LEFT, top, RIGHT - LEFT, bottom - top)
    return _jpeg(Image.fromarray(piece).reduce(SMALLER), SHOWN)


def standing(layout: PageLayout, keys: set[str]) -> tuple[float, float]:
    """From where to where, in millimetres, a question goes, its words above and beside included."""
    own = [_from_to(one) for one in _all_places(layout) if one.key in keys]
    first, last = min(top for top, _bottom in own), max(bottom for _top, bottom in own)
    before = [_from_to(one)[1] for one in _all_places(layout) if one.key not in keys]
    above = max((bottom for bottom in before if bottom <= first), default=TOP)
    return max(above, first - HEADING), min(last + BELOW, paper.PAGE_HEIGHT)


def _from_to(one: Box | Place) -> tuple[float, float]:
    return one.y, one.y + (one.size if isinstance(one, Box) else one.height)


def _all_places(layout: PageLayout) -> list[Box | Place]:
    return [*layout.boxes, *layout.regions]


def places_of(layout: PageLayout, keys: set[str]) -> list[Box | Place]:
    return [one for one in _all_places(layout) if one.key in keys]
