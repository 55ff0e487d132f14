"""What one of the many is told: the author's words, and what the house puts around them."""

import base64
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.broadcast.models import Broadcast
from tandem.broadcast.rules import Wording
from tandem.outbox.channels.answering import telephone
from tandem.outbox.text import MANY, Text
from tandem.people.models import Person
from tandem.services.catalogue import find
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import seal
from tandem.toolbox.telephone import readable

PLACE = "no_more"
"""For which the address of a person's own page is sealed."""


@dataclass(frozen=True, slots=True)
class Words:
    """As the author wrote them in one language."""

    paragraphs: tuple[str, ...]
    short: str


def words_in(broadcast: Broadcast, language: str) -> Words:
    said = broadcast.texts.get(language) or {}
    text = said.get("text", "").replace("\r\n", "\n")
    paragraphs = tuple(part.strip() for part in text.split("\n\n") if part.strip())
    return Words(paragraphs, said.get("short", "") or " ".join(" ".join(paragraphs).split()))


def compose(broadcast: Broadcast, wording: Wording, own: str) -> Text:
    """`own` is her language, in which she is told that there is no text in it."""
    organisation = broadcast.organisation
    words = words_in(broadcast, wording.language)
    note = "" if wording.is_hers else _in_her_language(own, wording.language, organisation)
    with override(wording.language):
        short = _("%(organisation)s: %(text)s") % {
            "organisation": str(organisation),
            "text": words.short,
        }
        no_more = _no_more(telephone(organisation))
        enclosed = _enclosed(broadcast)
    return Text(
        kind=MANY,
        paragraphs=(*([note] if note else []), *words.paragraphs),
        short=" ".join(part for part in (short, _short_note(note, own), no_more) if part),
        in_letter=(enclosed,) if enclosed else (),
    )


def _enclosed(broadcast: Broadcast) -> str:
    """That the letter brings a form, and what is done with it."""
    service = find(broadcast.form) if broadcast.form else None
    if service is None:
        return ""
    return _(
        "The form “%(title)s” is enclosed. Fill in what you can, and hand it in at the desk or post "
        "it. Your name need not be written on it."
    ) % {"title": service.title}


def _no_more(number: str) -> str:
    """How one gets no more of them, in words that cannot be read as their opposite."""
    said = {"number": readable(number)}
    if settings.SMS_NUMBER and number:
        return _("Questions: %(number)s. No more messages: STOP") % said
    if settings.SMS_NUMBER:
        return _("No more messages: STOP")
    return _("No more messages: call %(number)s") % said if number else ""


def _in_her_language(own: str, told: str, organisation: Organisation) -> str:
    number = telephone(organisation)
    with override(own if own in dict(settings.LANGUAGES) else told):
        if number:
            return _(
                "We do not have this text in your language. Call %(number)s: we explain it to you."
            ) % {"number": readable(number)}
        return _("We do not have this text in your language. Ask at our desk: we explain it.")


def _short_note(note: str, own: str) -> str:
    """So short that it costs no second text message where that can be avoided."""
    if not note:
        return ""
    with override(own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return _("Call us: we explain it.")


def for_person(text: Text, person: Person) -> Text:
    """With the address of her own page, where she says: no more."""
    return replace(text, stop=stop_path(person.territory_id, person.organisation_id, person.pk))


def stop_path(territory: int, organisation: int, person: int) -> str:
    """The address of the page where this person says: no more. It opens nothing else of her."""
    sealed = seal(f"{territory}:{organisation}:{person}", PLACE)
    token = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
    return reverse("broadcast:no_more", args=[token])
