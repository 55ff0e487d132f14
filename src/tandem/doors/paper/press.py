"""From words to paper: PDF/UA-1 by Typst, and where on it every box has come to stand."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import segno

from engines.sheets import paper
from engines.sheets.layout import Box, Layout, PageLayout, Region
from tandem.doors.paper import codes
from tandem.doors.paper.codes import SheetPage
from tandem.doors.paper.wording import Content
from tandem.outbox.enclosing import Enclosure
from tandem.outbox.paper.press import printable
from tandem.services.paper import Keepsake
from tandem.toolbox import typesetting

Given = dict[str, str]
"""What is known already, by the key of the box or the place where it stands."""
HERE = Path(__file__).parent
TEMPLATES = (HERE / "form.typ", HERE / "forms.typ")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a form: its key, its own number, and how many pages it has."""

    form: str
    sheet: str
    pages: int


@cache
def edition() -> str:
    """What besides the words decides where they stand: another press is another print."""
    return "".join([version("typst"), *(path.read_text() for path in TEMPLATES)])


def layout_of(form: Content) -> Layout:
    """Where each box and each place to write stands; asked of Typst, not reckoned."""
    inputs = _inputs(form, [{"codes": [], "pages": 0, "shown": ""}], "") | {"asked": "yes"}
    found = typesetting.values_of(TEMPLATES[1], inputs, "<spot>")
    pages = max((spot["page"] for spot in found), default=1)
    return Layout(tuple(_page(number, found) for number in range(1, pages + 1)))


def _page(number: int, found: Sequence[dict[str, Any]]) -> PageLayout:
    here = [spot for spot in found if spot["page"] == number]
    return PageLayout(
        number,
        tuple(
            Box(spot["key"], round(spot["x"], 3), round(spot["y"], 3), spot["size"])
            for spot in here
            if spot["kind"] == "box"
        ),
        tuple(
            Region(
                spot["key"],
                *(round(spot[name], 3) for name in ("x", "y", "width", "height")),
            )
            for spot in here
            if spot["kind"] == "region"
        ),
    )


def pdf_of(
    form: Content,
    copies: Sequence[Copy],
    *,
    author: str,
    keep: Keepsake | None = None,
    given: Given | None = None,
) -> bytes:
    """These copies in one file, tagged so that it can be read aloud; what is kept at home comes last,
    and what is `given` is written on each of them already.
    """
    inputs = _inputs(form, [sheet_of(copy) for copy in copies], author, keep, given)
    try:
        return typesetting.pdf(TEMPLATES[1], inputs)
    except typesetting.Refused:
        # A sign no font here knows: PDF/UA forbids it, but the form must be printed all the same.
        return typesetting.pdf(TEMPLATES[1], inputs, accessible=False)


def as_enclosed(
    form: Content, copy: Copy, *, name: str = "", note: str = "", keep: Keepsake | None = None
) -> Enclosure:
    """One copy as the press of the letters takes it."""
    data = {"form": form, "sheet": sheet_of(copy), "marks": marks(large=form["large"])}
    data |= {"keep": asdict(keep)} if keep else {}
    return Enclosure(TEMPLATES[0], data, form["title"], name, note)


def _inputs(
    form: Content,
    sheets: list[dict[str, Any]],
    author: str,
    keep: Keepsake | None = None,
    given: Given | None = None,
) -> dict[str, str]:
    data = {
        "title": form["title"],
        "author": author,
        "form": form,
        "sheets": sheets,
        "marks": marks(large=form["large"]) | {"given": given or {}},
        "keep": asdict(keep) if keep else None,
    }
    return {"data": json.dumps(printable(data), ensure_ascii=False)}


def sheet_of(copy: Copy) -> dict[str, Any]:
    """What is of one copy alone, as the template reads it."""
    pages = range(1, copy.pages + 1)
    return {
        "codes": [_code(codes.write(SheetPage(copy.form, copy.sheet, page))) for page in pages],
        "pages": copy.pages,
        "shown": codes.shown(copy.sheet),
    }


@lru_cache(maxsize=2)
def marks(*, large: bool) -> dict[str, Any]:
    return {
        "box": paper.LARGE_BOX_SIZE if large else paper.BOX_SIZE,
        "frame": paper.FRAME,
        "apart": paper.APART,
        "dot": paper.DOT,
        "dots-apart": paper.DOTS_APART,
        "mark": paper.MARK_SIZE,
        "code": paper.CODE_SIZE,
        "code-x": paper.CODE_X,
        "code-y": paper.CODE_Y,
        "corners": [{"x": mark.x, "y": mark.y, "svg": _corner(mark.says)} for mark in paper.MARKS],
    }


def _corner(says: str) -> str:
    made = segno.make(says, version=1, error="h", micro=False, boost_error=False)
    return made.svg_inline(border=0)


def _code(text: str) -> str:
    return segno.make(text, error="q", micro=False, boost_error=False).svg_inline(border=0)
