"""What is said back to a text message. Each taker is asked in turn whether it is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import by_word, standing
from tandem.doors.sms import form, references, saying, words
from tandem.doors.sms.form import Lines, Open
from tandem.doors.sms.talks import Spoken, Waiting
from tandem.doors.sms.words import Command
from tandem.services import drafts
from tandem.services.drafts import Code
from tandem.toolbox.folding import fold
from tandem.toolbox.reference import spaced
from tandem.toolbox.yes_and_no import meant_alone


@dataclass
class Turn:
    """One message, and the draft that the talk is about."""

    spoken: Spoken
    text: str

    @cached_property
    def form(self) -> Open | None:
        return form.opened(self.spoken)

    def go_on(self) -> Lines:
        return form.go_on(self.spoken, self.form) if self.form else saying.welcome()


NUMBERED = re.compile(r"#\s*([0-9]{1,3})\s*", re.ASCII)
MORE = "+"
MOST_WORDS = 12


def answer(spoken: Spoken, text: str) -> list[str]:
    """The messages to say back, in the language of the talk."""
    if language := words.language_in(text):
        spoken.language = language
    turn = Turn(spoken, text)
    with override(spoken.language):
        lines = next(said for take in TAKERS if (said := take(turn)) is not None)
        return saying.in_messages(lines)


def _language(turn: Turn) -> Lines | None:
    if not words.language_in(turn.text):
        return None
    if turn.form is not None:
        drafts.language_of(turn.form.draft, turn.spoken.language)
    return turn.go_on()


def _help(turn: Turn) -> Lines | None:
    if words.command_in(turn.text) != Command.HELP:
        return None
    if turn.spoken.waiting == Waiting.NOTHING:
        return [*saying.welcome(), *saying.help_lines()]
    return saying.help_lines()


def _room(turn: Turn) -> Lines | None:
    """Yes or no to what a room asked, with the reference of its question."""
    spoken = turn.spoken
    in_talk = spoken.waiting != Waiting.NOTHING
    said = by_word.take(by_word.Words(turn.text, spoken.number, in_talk=in_talk))
    return None if said is None else [said]


def _proof(turn: Turn) -> Lines | None:
    """What somebody else could ask in her name is not done by text message."""
    said = fold(turn.text[: words.LONGEST]).split()
    if not said or said[0] not in words.NEEDS_PROOF or len(said) > MOST_WORDS:
        return None
    if turn.spoken.waiting != Waiting.NOTHING and not references.read(" ".join(said[1:])):
        return None
    refused = _(
        "We cannot do this by text message: it does not prove who writes. Do it on the website, "
        "by telephone or at the desk, with your reference and your word."
    )
    return list(filter(None, [refused, saying.telephone()]))


def _reference(turn: Turn) -> Lines | None:
    """Where a request stands; or a form begun at any door is gone on with."""
    said, spoken = references.read(turn.text), turn.spoken
    if said is None:
        return None
    found = references.told_of(said, spoken)
    if isinstance(found, str):
        return [f"{spaced(said.reference)}: {found}"]
    if found is not None:
        return form.take_up(spoken, found)
    if spoken.waiting == Waiting.ANSWER and not said.asks:
        return None
    return [_("We find nothing with this. Send your reference and your word, one after the other.")]


def _own(turn: Turn) -> Lines | None:
    found = references.own(turn.spoken, turn.text)
    told = [(reference, standing.state_of(reference)) for reference in found]
    lines = [f"{spaced(reference)}: {state}" for reference, state in told if state]
    return lines or None


def _who(turn: Turn) -> Lines | None:
    """Several people may share a number: who writes says it with her reference, never her name."""
    spoken = turn.spoken
    codes = [code for code in (spoken.code, *spoken.others) if code is not None]
    if spoken.waiting == Waiting.WHO:
        return _chosen(spoken, codes, turn.text)
    if len(codes) < 2 or not spoken.paused:
        return None
    spoken.waiting = Waiting.WHO
    return saying.who_is_it(codes)


def _chosen(spoken: Spoken, codes: list[Code], text: str) -> Lines:
    if words.command_in(text) == Command.NEW:
        form.set_aside(spoken)
        return saying.welcome()
    bare = "".join(sign for sign in text.upper() if sign.isalnum())[: references.SIGNS]
    found = [
        code
        for number, code in enumerate(codes, 1)
        if bare == str(number)
        or (len(bare) >= references.ENOUGH and code.reference.startswith(bare))
    ]
    if len(found) != 1:
        return saying.who_is_it(codes)
    form.adopt(spoken, found[0])
    return Turn(spoken, text).go_on()


def _way(turn: Turn) -> Lines | None:
    """Back, to an answer by its number, more options, later, another form."""
    command = words.command_in(turn.text)
    numbered = NUMBERED.fullmatch(turn.text.strip())
    if command == Command.NEW:
        form.set_aside(turn.spoken)
        return saying.welcome()
    opened, spoken = turn.form, turn.spoken
    if opened is None or opened.draft.sent:
        return None
    if command == Command.KEEP:
        return saying.kept(opened.draft.code)
    if command == Command.BACK:
        return form.back(spoken, opened)
    if command == Command.SEND:
        return form.go_on(spoken, opened)
    if turn.text.strip() == MORE:
        return form.more(spoken, opened)
    if numbered and 1 <= int(numbered[1]) <= len(opened.prompts):
        return form.put(spoken, opened, opened.prompts[int(numbered[1]) - 1].html)
    return None


def _form(turn: Turn) -> Lines | None:
    """An answer to what was asked, or the yes that sends it."""
    opened, spoken, text = turn.form, turn.spoken, turn.text
    if opened is None:
        return None
    if spoken.waiting == Waiting.SEND and meant_alone(fold(text[: words.LONGEST]).split()):
        return form.send(spoken, opened)
    if spoken.waiting == Waiting.ANSWER and not opened.draft.sent:
        return form.answered(spoken, opened, text)
    return form.go_on(spoken, opened)


def _service(turn: Turn) -> Lines | None:
    service = words.service_in(turn.text)
    return None if service is None else form.begin(turn.spoken, service)


def _welcome(turn: Turn) -> Lines | None:
    begun = [f"{code.reference[:4]}…" for code in turn.spoken.others]
    return [*saying.welcome(), *begun]


Take = Callable[[Turn], Lines | None]
TAKERS: tuple[Take, ...] = (
    _language,
    _help,
    _room,
    _proof,
    _own,
    _reference,
    _who,
    _way,
    _form,
    _service,
    _welcome,
)
