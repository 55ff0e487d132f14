"""Pages to be read: lists of what is kept, or of who looked. By letter, or as a file of their own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from tandem.outbox.enclosing import Enclosure
from tandem.outbox.paper.letter import ROOT
from tandem.outbox.paper.press import printable
from tandem.toolbox import typesetting

PAGES = Path(__file__).with_name("own_pages.typ")
ALONE = Path(__file__).with_name("own_pages_alone.typ")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: a heading of its own where it has one, and what there is to say of it."""

    heading: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Pages:
    title: str
    lead: list[str]
    sections: list[Section]
    large: bool = False


def as_pdf(pages: Pages) -> bytes:
    """Tagged so that it can be read aloud."""
    inputs = {"pages": json.dumps(printable(_data(pages)), ensure_ascii=False)}
    told: dict[str, Any] = {"root": ROOT, "system_fonts": True}
    try:
        return typesetting.pdf(ALONE, inputs, **told)
    except typesetting.Refused:
        # A sign no font here knows: she gets her file all the same.
        return typesetting.pdf(ALONE, inputs, **told, accessible=False)


def as_enclosed(pages: Pages, name: str) -> Enclosure:
    """The same behind a letter, in its envelope."""
    return Enclosure(PAGES, _data(pages), pages.title, name)


def _data(pages: Pages) -> dict[str, Any]:
    return {
        "language": (get_language() or "fr")[:2],
        "title": pages.title,
        "lead": pages.lead,
        "large": pages.large,
        "sections": [
            {
                "title": section.title,
                "lines": [
                    {"heading": line.heading, "facts": [list(fact) for fact in line.facts]}
                    for line in section.lines
                ],
            }
            for section in pages.sections
        ],
    }
