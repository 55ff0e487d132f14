"""A text made for being spoken: short phrases, with the pauses in which one can breathe and ask.

Used for a call to one person, and for a message to many that is read out by telephone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.models import Message
from tandem.outbox.text import MANY, Text
from tandem.territory.models import Organisation

Pause = Literal[0, 1, 2]
"""None; a breath; a moment in which the person can ask."""
MOST_WORDS = 14
"""What one says in a breath, and remembers."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
CLAUSE = re.compile(r"(?<=[,;:])\s+")
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
REFERENCE = re.compile(r"\b[2346789ACDEFGHJKMNPQRTUVWXYZ]{4} [2346789ACDEFGHJKMNPQRTUVWXYZ]{4}\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said in one breath, and how long one is silent after it."""

    words: str
    pause: Pause


def phrases(paragraphs: Iterable[str]) -> list[Phrase]:
    """The text in phrases that can be said and remembered; nothing of it is left out.

    >>> [one.words for one in phrases(["It is done. Your reference is ZKQ7 4MPA."])]
    ['It is done.', 'Your reference is Z, K, Q, 7, ... 4, M, P, A.']
    """
    found: list[Phrase] = []
    for paragraph in paragraphs:
        # Nobody says an address sign by sign.
        sayable = ADDRESS.sub(_("our website"), paragraph.strip())
        sentences = [said for said in SENTENCE.split(sayable) if said]
        for number, sentence in enumerate(sentences, 1):
            last = number == len(sentences)
            found += _breaths(sentence, 2 if last else 1)
    return [Phrase(REFERENCE.sub(_spelled, one.words), one.pause) for one in found]


_answered_at: dict[str, str] = {}
"""By the kind of a message that asks yes or no: the name of the page that takes the answer."""


def register_question(kind: str, page: str) -> None:
    """Messages of this `kind` ask yes or no; `page` takes both, as `said`, with the reference."""
    _answered_at[kind] = page


def page_of_answer(message: Message) -> str:
    """Where a yes or no said on the telephone is noted; empty where nothing is asked."""
    name = _answered_at.get(message.kind)
    return reverse(name) if name and message.reference else ""


def of_message(message: Message) -> list[Phrase]:
    """What is said in a call, in the language of the person: who calls, the matter, how to go on."""
    return of_text(message.text, message.language, message.organisation)


def of_text(text: Text, language: str, organisation: Organisation) -> list[Phrase]:
    with override(language):
        opening = _(
            "Good day. I call from %(organisation)s. Do I speak with the person I asked for?"
        ) % {"organisation": str(organisation)}
        closing = _told_back(text)
        if text.kind == MANY:
            closing.append(_("We call many people about this. May we call you again another time?"))
        return phrases([opening, *text.paragraphs, *closing])


def _told_back(text: Text) -> list[str]:
    """The reference is said before one asks what was noted; without one nothing is to be noted."""
    if not text.reference:
        return [_("Shall I say it once more? Will you tell me what you understood?")]
    ask = _("Shall I say it once more? Will you tell me what you noted?")
    if any(text.reference in paragraph for paragraph in text.paragraphs):
        return [ask]
    say = _("Please note the reference: %(reference)s.") % {"reference": text.reference}
    return [say, ask]


def _spelled(reference: re.Match[str]) -> str:
    """A reference is said sign by sign, in its two groups."""
    first, second = reference.group().split(" ")
    return f"{', '.join(first)}, ... {', '.join(second)}"


def _breaths(sentence: str, pause: Pause) -> Iterator[Phrase]:
    """A long sentence is parted where it is parted in writing."""
    if len(sentence.split()) <= MOST_WORDS:
        yield Phrase(sentence, pause)
        return
    parts, held = [], ""
    for clause in CLAUSE.split(sentence):
        joined = f"{held} {clause}".strip()
        if held and len(joined.split()) > MOST_WORDS:
            parts.append(held)
            held = clause
        else:
            held = joined
    for part in parts:
        yield Phrase(part, 0)
    yield Phrase(held, pause)
