"""What one text looks like by each way, before anybody is written to."""

import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox import coding, enclosing, speech
from tandem.outbox.channels import email
from tandem.outbox.channels.way import Parcel
from tandem.outbox.paper.letter import Addressed
from tandem.outbox.paper.press import press
from tandem.outbox.speech import Phrase
from tandem.outbox.text import Text, as_text_message, as_texted
from tandem.people.identity import Identity
from tandem.territory.models import Organisation


@dataclass(frozen=True, slots=True)
class Preview:
    """One text in one language, as it arrives."""

    language: str
    subject: str
    """Of the e-mail."""
    body: str
    texted: str
    """As a text message; empty where it has none."""
    signs: int
    parts: int
    fits: bool
    """Whether it may go as a text message; else a call takes its place."""
    phrases: tuple[Phrase, ...]
    """What is said by telephone."""


def preview(text: Text, language: str, organisation: Organisation) -> Preview:
    with override(language):
        written = email.compose(_parcel(text, language, organisation))
    texted = as_texted(text.short)
    return Preview(
        language=language,
        subject=str(written.subject),
        body=str(written.body),
        texted=texted,
        signs=coding.gsm_length(texted) if coding.is_gsm(texted) else len(texted),
        parts=coding.count_parts(texted) if texted else 0,
        fits=as_text_message(text.short) is not None,
        phrases=tuple(speech.of_text(text, language, organisation)),
    )


def letter(text: Text, language: str, organisation: Organisation, *, enclosed: str = "") -> bytes:
    """One letter as a PDF with what lies in its envelope, to nobody."""
    with override(language):
        enclosure = enclosing.shown(enclosed, language, organisation) if enclosed else None
    addressed = Addressed(
        message=0,
        language=language,
        text=text,
        identity=_somebody(language),
        locality="",
        organisation=organisation,
        large=False,
        enclosure=enclosure,
    )
    return press([addressed], language=language, today=timezone.localdate(), with_cover=False)


def _somebody(language: str) -> Identity:
    with override(language):
        return Identity(last_name=_("(name)"), street=_("(street and number)"), email="x@x.invalid")


def _parcel(text: Text, language: str, organisation: Organisation) -> Parcel:
    return Parcel(
        key=uuid.UUID(int=0),
        message_id="<preview@x.invalid>",
        text=text,
        language=language,
        identity=_somebody(language),
        organisation=organisation,
        chosen=True,
    )
