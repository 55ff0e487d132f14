"""What stands on one letter, in the language of the person."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.channels.answering import (
    greeting,
    how_to_sign_in,
    how_to_stop,
    ways_to_answer,
    where,
)
from tandem.outbox.enclosing import Enclosure
from tandem.outbox.text import Text
from tandem.people.identity import Identity
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable
from tandem.toolbox.texts import one_line
from tandem.ui.formats import day

RECEIPT = "receipt"
"""The kind of a text that brings reference and word."""
ROOT = Path(__file__).parents[2]
"""Typst reads no template outside of it."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter to be written, with all that is revealed for it."""

    message: int
    language: str
    text: Text
    identity: Identity
    locality: str
    organisation: Organisation
    large: bool
    enclosure: Enclosure | None = None
    lacks_form: bool = False
    """What should lie in its envelope could not be made any more."""
    also: tuple[tuple[int, Text], ...] = ()
    """What else the same person is told on the same day, in the same envelope."""

    @property
    def messages(self) -> list[int]:
        return [self.message, *(key for key, _text in self.also)]

    @property
    def references(self) -> str:
        told = [self.text, *(text for _key, text in self.also)]
        return ", ".join(dict.fromkeys(text.reference for text in told if text.reference))

    @property
    def postal_order(self) -> tuple[str, str, str, int]:
        """As the post sorts: by code, then street, so that a round stays together."""
        who = self.identity
        return (who.postal_code, who.street.casefold(), who.last_name.casefold(), self.message)


def as_data(letter: Addressed, number: int, today: date) -> dict[str, object]:
    """The letter as the template reads it: plain words and no markup."""
    with override(letter.language):
        text, organisation = letter.text, letter.organisation
        name = letter.identity.full_name
        first, *others = _parts(letter)
        return {
            "number": number,
            "language": letter.language,
            "large": letter.large,
            "title": _("Letter from %(organisation)s") % {"organisation": str(organisation)},
            "sender": _lines(str(organisation), *_desk(organisation)),
            "address": _lines(
                name,
                f"c/o {letter.identity.care_of}" if letter.identity.care_of else "",
                letter.identity.street,
                f"{letter.identity.postal_code} {letter.locality}".strip(),
            ),
            "day": day(today),
            "reference-label": _("Your reference"),
            "greeting": greeting(name),
            **_with_note(first, letter.enclosure),
            # The reference is said again only where it is another.
            "also": [
                part
                | {"reference": "" if part["reference"] == text.reference else part["reference"]}
                for part in others
            ],
            "link-label": _("On the website, with your reference and your word:"),
            "qr-says": _("QR code: the same address for your telephone."),
            "answer-label": _("To answer us"),
            "answers": list(ways_to_answer(organisation)),
            "closing": _("With kind regards,"),
            "signature": str(organisation),
            "page": _("Page"),
            "enclosed": letter.enclosure.data if letter.enclosure else None,
            "enclosing": template_of(letter.enclosure),
        }


def template_of(enclosure: Enclosure | None) -> str:
    """By which its pages are set, as the template of the letters imports it."""
    return f"/{enclosure.template.relative_to(ROOT)}" if enclosure else ""


def _parts(letter: Addressed) -> list[dict[str, Any]]:
    """Each text with its own address; once only, after the last, where several share one."""
    told = [letter.text, *(text for _key, text in letter.also)]
    links = [where(text) for text in told]
    return [
        {
            "reference": text.reference,
            "paragraphs": _paragraphs(text, letter.organisation),
            "link": shown,
            "qr": _qr_code(shown) if shown else "",
        }
        for text, link, after in zip(told, links, [*links[1:], ""], strict=True)
        for shown in ["" if link == after else link]
    ]


def _with_note(part: dict[str, Any], enclosure: Enclosure | None) -> dict[str, Any]:
    """A letter that brings a form brings no other text: the note stands where the form is named."""
    note = [enclosure.note] if enclosure and enclosure.note else []
    return part | {"paragraphs": [*part["paragraphs"], *note]}


def _paragraphs(text: Text, organisation: Organisation) -> list[str]:
    stop = [how_to_stop(organisation)] if text.stop else []
    without = [how_to_sign_in()] if text.kind == RECEIPT else []
    return [*text.paragraphs, *text.in_letter, *without, *stop]


def cover(letters: list[Addressed], language: str, today: date) -> dict[str, object]:
    """The sheet on top, for the colleague at the printer: how many, which, and what to heed."""
    with override(language):
        columns = [
            # Those of a message to many have no reference, and few letters bring a form.
            (head, said)
            for head, said, always in (
                (_("Reference"), [letter.references for letter in letters], False),
                (_("Postal code"), [letter.identity.postal_code for letter in letters], True),
                (_("Form"), [_form_in(letter) for letter in letters], False),
                (_("Read first"), [letter.identity.safe_contact for letter in letters], True),
            )
            if always or any(said)
        ]
        return {
            "language": language,
            "title": _("Letters to post"),
            "day": day(today),
            "count-label": _("Number of letters"),
            "count": len(letters),
            "sheets-label": _("Sheets of paper, without this list"),
            "heads": [_("Number"), *(head for head, _said in columns), _("Pages")],
            "rows": [list(row) for row in zip(*(said for _head, said in columns), strict=True)],
            "advice": _(
                "Count the letters before you close the envelopes. "
                "Then say on the page of letters which are posted and which were spoilt."
            ),
        }


def _form_in(letter: Addressed) -> str:
    if letter.lacks_form:
        return _("missing")
    return letter.enclosure.title if letter.enclosure else ""


# Most letters lead to the same page, and drawing it takes longer than the rest of the letter.
@lru_cache(maxsize=32)
def _qr_code(link: str) -> str:
    return segno.make(link, error="m").svg_inline(border=2)


def _desk(organisation: Organisation) -> list[str]:
    """Where the sender is found and how she is called, as a letter's head says it."""
    platform = organisation.platform
    number = organisation.telephone or (platform.telephone if platform else "")
    return [
        organisation.address,
        _("Telephone %(number)s") % {"number": readable(number)} if number else "",
        organisation.email,
    ]


def _lines(*lines: str) -> list[str]:
    """Of the window: what was kept with a line break in it must not become an address."""
    return [line for line in map(one_line, lines) if line]
