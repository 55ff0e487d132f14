"""Answers in a few words from a telephone: a room takes those to what it asked.

A door hears them and knows no room; rooms register here, in their `catalogue.py`. Which room asked
is told by the reference, and by no order of rooms: so that none takes a yes meant for another.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tandem.cases.answers_by_word import Answer, read, written
from tandem.outbox import receipts
from tandem.outbox.models import Message
from tandem.toolbox.folding import fold
from tandem.toolbox.reference import clean, spaced
from tandem.toolbox.yes_and_no import meant_alone


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    number: str
    """From which they came. Nobody can tell who holds the telephone, or whether it is that one."""
    in_talk: bool = False
    """Whether the number is in the middle of something else: a bare yes is then not for a room."""
    after: datetime | None = None
    """When the number was last asked something else: a bare yes is for what was asked later."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a room asks yes or no."""

    kinds: frozenset[str]
    """Of its messages that ask."""
    is_open: Callable[[str], bool]
    """Whether what this reference asks still waits for an answer."""
    take: Callable[[Answer, str], str | None]
    """What is said back to an answer from this number; None where it is none of the room's."""
    take_written: Callable[[Answer, int], str | None] | None = None
    """The same of an answer to the mail that asked this person, from her own address."""


_questions: list[Questions] = []


def register(questions: Questions) -> Questions:
    """From now on answers to these questions are taken, in the transaction of the door."""
    if questions not in _questions:
        _questions.append(questions)
    return questions


def take(words: Words) -> str | None:
    """What is said back, in the language in force; None where these words answer nothing we asked."""
    said = read(words.text)
    if said is not None:
        return _answered(said, words.number)
    yes = meant_alone(fold(words.text[:160]).split())
    return None if yes is None or words.in_talk else _bare(words, yes=yes)


def take_written(asked: Message, said: str) -> str | None:
    """What is said back to an answer to this mail of ours, which came from her own address."""
    yes = written(said)
    if yes is None or not asked.reference or asked.person_id is None:
        return None
    reference = clean(asked.reference)
    for one in _questions:
        if one.take_written and asked.kind in one.kinds and one.is_open(reference):
            return one.take_written(Answer(reference, yes, words=said.strip()), asked.person_id)
    return None


def _answered(said: Answer, number: str) -> str | None:
    """What is said of a question at another number, and of none at all, is the same."""
    for asked in _questions:
        if (told := asked.take(said, number)) is not None:
            return told
    if not said.alone:
        return None
    return _(
        "We asked nothing at this number under this reference. Please answer by the link, by "
        "telephone or at the desk."
    )


def _bare(words: Words, *, yes: bool) -> str | None:
    """A yes alone is about the one question that is open; of several she says which.

    Where a number is shared, the reference tells who writes, and no name is told.
    """
    waiting = sorted(set(_waiting(words)))
    if not waiting:
        return None
    if len(waiting) == 1:
        return _answered(Answer(clean(waiting[0]), yes, alone=True), words.number)
    codes = ", ".join(spaced(clean(one)) for one in waiting)
    return _(
        "We asked several things at this number: %(codes)s. Answer YES or NO and the eight signs."
    ) % {"codes": codes}


def _waiting(words: Words) -> Iterable[str]:
    for asked in _questions:
        for kind in sorted(asked.kinds):
            texted = receipts.texted_lately(words.number, kind, after=words.after)
            yield from (one for one in texted if asked.is_open(clean(one)))
