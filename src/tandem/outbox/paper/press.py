"""From letters to one PDF, tagged so that it can be read aloud (PDF/UA-1)."""

import json
import unicodedata
from datetime import date
from pathlib import Path

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.paper.letter import Addressed, as_data, cover

TEMPLATE = Path(__file__).with_name("letters.typ")
UNPRINTABLE = frozenset({"Cc", "Cn", "Co", "Cs"})


def press(
    letters: list[Addressed], *, language: str, today: date, with_cover: bool = True
) -> bytes:
    """One PDF of these letters in the order given, each on a page of its own."""
    with override(language):
        title = _("Letters")
    data = {
        "title": title,
        "author": str(letters[0].organisation),
        "language": language,
        "cover": cover(letters, language, today) if with_cover else None,
        "letters": [as_data(letter, number, today) for number, letter in enumerate(letters, 1)],
    }
    inputs = {"letters": json.dumps(printable(data), ensure_ascii=False)}
    try:
        return _compile(inputs, ["ua-1"])
    except typst.TypstError:
        # A sign no font here knows: PDF/UA forbids it, but the letter must leave all the same.
        return _compile(inputs, [])


def _compile(inputs: dict[str, str], standards: list["typst.PDFStandard"]) -> bytes:
    return typst.compile(TEMPLATE, sys_inputs=inputs, pdf_standards=standards)


def printable(value: object) -> object:
    """Without the signs that no page can show."""
    if isinstance(value, str):
        return "".join(
            sign for sign in value if sign == "\n" or unicodedata.category(sign) not in UNPRINTABLE
        )
    if isinstance(value, list):
        return [printable(item) for item in value]
    if isinstance(value, dict):
        return {name: printable(item) for name, item in value.items()}
    return value
