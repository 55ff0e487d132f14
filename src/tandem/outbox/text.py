"""One text, whatever the way it goes."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.journal.write import Kept
from tandem.outbox import coding
from tandem.people.words import seal_for, unseal_for
from tandem.toolbox.reference import LIKE_A_WORD, without_words

MANY = "many"
"""The kind of a message that goes to many people at once."""
OPENS = "opens"
"""The kind of a message whose words open something: it goes by the way that was wanted, or not at
all, and no colleague leads it another way or reads it out."""
FORMER = "former"
"""The kind of a message to a contact that is hers no longer: it goes there or nowhere, and greets nobody."""
ONE_WAY = frozenset({OPENS, FORMER})
"""No colleague leads these another way."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is said to one person; greeting, sender and how to answer are put around it."""

    kind: str
    """What it is in the timeline: "receipt", "answer", "asked"."""
    paragraphs: tuple[str, ...]
    link: str = ""
    """A path of this platform; printed as an address and as a QR code on paper."""
    reference: str = ""
    """Of the case, as shown: in two groups."""
    short: str = ""
    """The wording for a text message; without it the message is said by telephone instead."""
    calls: bool = False
    """Whether that wording asks to call: the number is then put behind it, where one is known."""
    in_letter: tuple[str, ...] = ()
    """What is said besides where it leaves by letter, and nowhere else: no other way is as closed."""
    nameless: bool = False
    """Whether it greets nobody by name: who typed the name may be another than who reads it."""
    stop: str = ""
    """Of a message to many: the path of the page where one says that one wants no more of them."""


Compose = Callable[[], Text]
"""Called in the language of the person."""


class Addressed(Kept, Protocol):
    """A message: whom it is to, and its own place."""

    key: uuid.UUID
    sealed: bytes | memoryview

    @property
    def person_id(self) -> int | None: ...


def sealed(text: Text, message: Addressed) -> bytes:
    """With the key of whom it is to, also where it goes to many: that she is one of them is hers."""
    told, place = json.dumps(asdict(text), ensure_ascii=False).encode(), f"message:{message.key}"
    return seal_for(message.person_id, message, told, place)


def opened(message: Addressed) -> Text:
    found = unseal_for(message.person_id, message.sealed, f"message:{message.key}")
    if found is None:
        return Text("", ())
    said = json.loads(found)
    told = {name: tuple(said.get(name, ())) for name in ("paragraphs", "in_letter")}
    return Text(**{**said, **told})


def as_copied(text: Text) -> list[str]:
    """For whoever reads it again, on her paper, in her file or at the desk: a copy opens nothing."""
    if text.kind == OPENS:
        return [_("What it says opens something: it stands in no copy.")]
    return [without_words(said) for said in (*text.paragraphs, *text.in_letter)]


def holds_word(text: Text) -> bool:
    """Whether something in it opens what is kept about somebody."""
    said = (*text.paragraphs, *text.in_letter, text.link)
    return text.kind == OPENS or any(LIKE_A_WORD.search(one) for one in said)


def without_its_word(text: Text) -> Text:
    """As a letter that is printed by whoever may not read what the word opens; in the language in force."""
    if not holds_word(text):
        return text
    how = _("The word does not stand in this letter. To get it, telephone us or come to the desk.")
    in_letter = () if text.kind == OPENS else map(without_words, text.in_letter)
    return replace(
        text,
        paragraphs=(*map(without_words, text.paragraphs), how),
        in_letter=tuple(in_letter),
        link="" if LIKE_A_WORD.search(text.link) else text.link,
    )


def as_text_message(short: str) -> str | None:
    """`short` as it is texted, or None if it is empty or takes more parts than are paid for.

    With its own letters, at 70 signs a part; or without rarer accents, at 160, where this makes
    fewer parts of it, or the platform chose so.
    """
    text = as_texted(short)
    if not text.strip() or coding.count_parts(text) > settings.SMS_PARTS:
        return None
    return text


def as_texted(text: str) -> str:
    """In the letters with which it leaves."""
    if settings.SMS_ACCENTS:
        return coding.understood(text)
    return coding.in_gsm(text) or coding.plain(text)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known before many are texted: it is paid for each part to each person."""

    recipients: int
    parts: int
    """Of all messages together."""
    longest: int
    """Parts of the longest wording, which may be another in each language."""
    cost: Decimal
    """In the money of the platform."""


def estimate(wordings: Mapping[str, int]) -> Estimate:
    """For so many recipients of each wording."""
    counted = {text: coding.count_parts(as_texted(text)) for text in wordings}
    parts = sum(counted[text] * recipients for text, recipients in wordings.items())
    return Estimate(
        recipients=sum(wordings.values()),
        parts=parts,
        longest=max(counted.values(), default=0),
        cost=parts * Decimal(settings.SMS_PRICE),
    )
