"""From letters to one PDF, tagged so that it can be read aloud (PDF/UA-1)."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.paper.letter import ROOT, Addressed, as_data, cover, template_of
from tandem.toolbox import typesetting

TEMPLATE = Path(__file__).with_name("letters.typ")
UNPRINTABLE = frozenset({"Cc", "Cn", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Composed:
    """Letters as the template reads them: the database is not needed any more."""

    letters: str


def press(
    letters: list[Addressed], *, language: str, today: date, with_cover: bool = True
) -> bytes:
    """One PDF of these letters in the order given, each on a page of its own."""
    return typeset(composed(letters, language=language, today=today, with_cover=with_cover))


def composed(
    letters: list[Addressed], *, language: str, today: date, with_cover: bool = True
) -> Composed:
    """All the words of it, in the order given."""
    with override(language):
        title = _("Letters")
    data = {
        "title": title,
        "author": str(letters[0].organisation),
        "language": language,
        "cover": cover(letters, language, today) if with_cover else None,
        "letters": [as_data(letter, number, today) for number, letter in enumerate(letters, 1)],
        "enclosing": _enclosing(letters),
    }
    return Composed(json.dumps(printable(data), ensure_ascii=False))


def typeset(letters: Composed) -> bytes:
    """The file itself. It takes a while, and needs nothing of the database."""
    inputs = {"letters": letters.letters}
    # A name may be written in an alphabet that only the machine has.
    told: dict[str, Any] = {"root": ROOT, "system_fonts": True}
    try:
        return typesetting.pdf(TEMPLATE, inputs, **told)
    except typesetting.Refused:
        # A sign no font here knows: PDF/UA forbids it, but the letter must leave all the same.
        return typesetting.pdf(TEMPLATE, inputs, **told, accessible=False)


def _enclosing(letters: list[Addressed]) -> list[str]:
    """The templates of what is enclosed."""
    return sorted({template_of(one.enclosure) for one in letters if one.enclosure})


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
