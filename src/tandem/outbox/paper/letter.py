"""What stands on one letter, in the language of the person."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.channels.answering import greeting, ways_to_answer, where
from tandem.outbox.enclosing import Enclosure
from tandem.outbox.text import Text
from tandem.people.identity import Identity
from tandem.territory.models import Organisation
from tandem.ui.formats import day


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
        link = where(text)
        return {
            "number": number,
            "language": letter.language,
            "large": letter.large,
            "title": _("Letter from %(organisation)s") % {"organisation": str(organisation)},
            "sender": _lines(str(organisation), organisation.address),
            "address": _lines(
                name,
                letter.identity.street,
                f"{letter.identity.postal_code} {letter.locality}".strip(),
            ),
            "day": day(today),
            "reference-label": _("Your reference"),
            "reference": text.reference,
            "greeting": greeting(name),
            "paragraphs": list(text.paragraphs),
            "link-label": _("On the website, with your reference and your word:"),
            "link": link,
            "qr": _qr_code(link) if link else "",
            "qr-says": _("QR code: the same address for your telephone."),
            "answer-label": _("To answer us"),
            "answers": list(ways_to_answer(organisation)),
            "closing": _("With kind regards,"),
            "signature": str(organisation),
            "page": _("Page"),
            "enclosed": letter.enclosure.data if letter.enclosure else None,
        }


def cover(letters: list[Addressed], language: str, today: date) -> dict[str, object]:
    """The sheet on top, for the colleague at the printer: how many, which, and what to heed."""
    with override(language):
        return {
            "language": language,
            "title": _("Letters to post"),
            "day": day(today),
            "count-label": _("Number of letters"),
            "count": len(letters),
            "heads": [_("Number"), _("Reference"), _("Postal code"), _("Read first"), _("Pages")],
            "rows": [
                [letter.text.reference, who.postal_code, who.safe_contact]
                for letter in letters
                for who in [letter.identity]
            ],
            "advice": _(
                "Count the letters before you close the envelopes. "
                "Then say on the page of letters which are posted and which were spoilt."
            ),
        }


# Most letters lead to the same page, and drawing it takes longer than the rest of the letter.
@lru_cache(maxsize=32)
def _qr_code(link: str) -> str:
    return segno.make(link, error="m").svg_inline(border=2)


def _lines(*lines: str) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
