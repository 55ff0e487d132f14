"""What is said back to a text message. Each taker is asked in turn whether it is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import by_word, standing
from tandem.doors import by_number, presenting
from tandem.doors.sms import form, references, saying, words
from tandem.doors.sms.form import Lines, Open
from tandem.doors.sms.talks import Spoken, Waiting
from tandem.doors.sms.words import Command
from tandem.services import drafts, numbers
from tandem.services.catalogue import known
from tandem.services.drafts import OpenDraft
from tandem.toolbox.folding import fold
from tandem.toolbox.reference import spaced
from tandem.toolbox.yes_and_no import meant_alone


@dataclass
class Turn:
    """One message, and the draft that the talk is about."""

    spoken: Spoken
    text: str

    @property
    def asks_who(self) -> bool:
        """Whether a form was open, so long ago that somebody else may write now."""
        return self.spoken.paused and self.spoken.waiting == Waiting.WHO

    @cached_property
    def form(self) -> Open | None:
        return form.opened(self.spoken)

    def go_on(self) -> Lines:
        return form.go_on(self.spoken, self.form) if self.form else saying.welcome()


NUMBERED = re.compile(r"#\s*([0-9]{1,3})\s*", re.ASCII)
NUMBER_THERE = re.compile(r"(\w[\w .-]{0,19}\w) ([1-9][0-9]{3}) ?\?", re.ASCII)
MORE = "+"
MOST_WORDS = 12


def answer(spoken: Spoken, text: str) -> list[str]:
    """The messages to say back, in the language of the talk."""
    if spoken.before is None:
        spoken.language = words.language_of(text) or spoken.language
    turn = Turn(spoken, text)
    with override(spoken.language):
        lines = next(said for take in TAKERS if (said := take(turn)) is not None)
    # In the language of what is said, which may have changed just now.
    with override(spoken.language):
        return saying.in_messages(lines)


def start_again(spoken: Spoken) -> list[str]:
    """What can be asked for. The form is left: what comes next is no answer to it."""
    spoken.waiting = Waiting.NOTHING
    return _menu(spoken)


def put_away(spoken: Spoken) -> None:
    """After a pause nobody is read what was typed here before, whatever she writes first."""
    if spoken.paused and (spoken.code is not None or spoken.waiting == Waiting.WHO):
        form.set_aside(spoken)
        spoken.waiting = Waiting.WHO


def _menu(spoken: Spoken) -> Lines:
    return saying.welcome(begun=spoken.code is not None or bool(form.begun_here(spoken)))


def _answer(turn: Turn) -> Lines | None:
    """What answers the open question is its answer, though elsewhere the word is a command."""
    opened, spoken, text = turn.form, turn.spoken, turn.text
    is_word = words.command_in(text) or words.language_in(text)
    if opened is None or opened.draft.sent or spoken.waiting != Waiting.ANSWER or not is_word:
        return None
    place = opened.at(spoken.at)
    if place is None or not form.is_meant(opened, opened.prompts[place], text):
        return None
    return form.answered(spoken, opened, text)


def _language(turn: Turn) -> Lines | None:
    language, spoken = words.language_in(turn.text), turn.spoken
    if not language:
        return None
    spoken.language = language
    with override(language):
        if spoken.waiting == Waiting.WHO:
            return _ask_who(spoken)
        if turn.form is None or spoken.waiting == Waiting.NOTHING:
            return _menu(spoken)
        drafts.language_of(turn.form.draft, language)
        # Its prompts were put into words already, in the other language.
        return Turn(spoken, turn.text).go_on()


def _help(turn: Turn) -> Lines | None:
    if words.command_in(turn.text) != Command.HELP:
        return None
    if turn.spoken.waiting == Waiting.NOTHING:
        return [*_menu(turn.spoken), *saying.help_lines()]
    return saying.help_lines()


def _room(turn: Turn) -> Lines | None:
    """Yes or no to what a room asked, with the reference of its question."""
    spoken = turn.spoken
    heard = by_word.Words(
        turn.text,
        spoken.number,
        in_talk=spoken.in_form,
        after=spoken.before if turn.asks_who else None,
    )
    said = by_word.take(heard)
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
    return list(filter(None, [refused, presenting.telephone()]))


def _reference(turn: Turn) -> Lines | None:
    """Where a request stands; or a form begun at any door is gone on with."""
    said, spoken = references.read(turn.text), turn.spoken
    if said is None:
        return None
    told = None if said.word else form.stands(spoken, said.reference)
    found = told or references.told_of(said, spoken)
    if isinstance(found, str):
        return [f"{spaced(said.reference)}: {found}"]
    if found is not None:
        return form.take_up(spoken, found)
    if anybody_may_know := _told(said.reference):
        return anybody_may_know
    if spoken.waiting == Waiting.ANSWER and not said.asks:
        return None
    return [_("We find nothing with this. Send your reference and your word, one after the other.")]


def _number(turn: Turn) -> Lines | None:
    """What anybody may know by the number of a sheet; or, with a postal code and "?", of a pole."""
    text = turn.text[: references.LONGEST]
    if by_number.sheet_in(text):
        return _told(text) or None
    found = NUMBER_THERE.fullmatch(text.strip())
    return _told(found[1], found[2]) or None if found else None


def _told(number: str, postal_code: str = "") -> Lines:
    found = numbers.told_of(number, postal_code)
    return [f"{one.title}. {' '.join(map(str, one.lines))}" for one in found]


def _own(turn: Turn) -> Lines | None:
    found = references.own(turn.spoken, turn.text)
    told = [(reference, standing.state_of(reference)) for reference in found]
    lines = [f"{spaced(reference)}: {state}" for reference, state in told if state]
    return lines or None


def _who(turn: Turn) -> Lines | None:
    """Several people may share a number: a form is gone on with by who shows that she began it."""
    spoken, text = turn.spoken, turn.text
    if spoken.waiting != Waiting.WHO:
        return None
    begun, said = form.begun_here(spoken), references.read(text)
    # Asked already, she says what she wants instead.
    is_named = not turn.asks_who and words.service_called(text) is not None
    if not begun or is_named or words.command_in(text) == Command.NEW:
        spoken.waiting = Waiting.NOTHING
        return None
    if said is not None and (said.word or said.asks):
        return None
    found = references.shown(spoken, begun, text)
    return _ask_who(spoken) if found is None else _is_hers(turn, found)


def _ask_who(spoken: Spoken) -> Lines:
    begun = form.begun_here(spoken)
    spoken.waiting = Waiting.WHO if begun else Waiting.NOTHING
    return saying.who_is_it(begun) if begun else saying.welcome()


def _is_hers(turn: Turn, found: OpenDraft) -> Lines:
    form.adopt(turn.spoken, found.code)
    return Turn(turn.spoken, turn.text).go_on()


def _way(turn: Turn) -> Lines | None:
    """Back, to an answer by its number, more options, later, another form."""
    command = words.command_in(turn.text)
    numbered = NUMBERED.fullmatch(turn.text.strip())
    opened, spoken = turn.form, turn.spoken
    if command == Command.NEW:
        form.set_aside(spoken)
        return saying.welcome()
    if command == Command.GO_ON:
        return turn.go_on() if opened else _ask_who(spoken)
    if opened is None or opened.draft.sent:
        return None
    if command == Command.KEEP:
        # What comes next is no answer: she has put it away.
        spoken.waiting = Waiting.NOTHING
        return saying.kept(opened.draft.code)
    if command == Command.BACK:
        return form.back(spoken, opened)
    if command == Command.SEND:
        return form.review(spoken, opened)
    if turn.text.strip() == MORE:
        return form.more(spoken, opened)
    if numbered and 1 <= int(numbered[1]) <= len(opened.prompts):
        return form.put(spoken, opened, opened.prompts[int(numbered[1]) - 1].html, looks=True)
    return None


def _form(turn: Turn) -> Lines | None:
    """An answer to what was asked, or the yes that sends it."""
    opened, spoken, text = turn.form, turn.spoken, turn.text
    if opened is None or spoken.waiting not in {Waiting.ANSWER, Waiting.SEND, Waiting.REST}:
        return None
    yes = meant_alone(fold(text[: words.LONGEST]).split())
    if spoken.waiting == Waiting.SEND and yes:
        return form.send(spoken, opened)
    letter = text.strip().upper()
    if spoken.waiting == Waiting.SEND and len(letter) == 1:
        return form.is_same(spoken, opened, letter) or form.go_on(spoken, opened)
    if spoken.waiting == Waiting.REST and yes is not None and not opened.draft.sent:
        return form.rest(spoken, opened, wanted=yes)
    if spoken.waiting == Waiting.ANSWER and not opened.draft.sent:
        return form.answered(spoken, opened, text)
    return form.go_on(spoken, opened)


def _offered(turn: Turn) -> Lines | None:
    """Yes or no to the form that her sentence seemed to ask for."""
    spoken = turn.spoken
    if spoken.waiting != Waiting.OFFERED:
        return None
    slug, spoken.waiting, spoken.at = spoken.at, Waiting.NOTHING, ""
    told, spoken.words = spoken.words, ""
    yes = meant_alone(fold(turn.text[: words.LONGEST]).split())
    if yes:
        return form.begin(spoken, known(slug), told)
    return None if yes is None else _menu(spoken)


def _service(turn: Turn) -> Lines | None:
    service = words.service_in(turn.text)
    return None if service is None else form.begin(turn.spoken, service)


def _meant(turn: Turn) -> Lines | None:
    service = words.service_meant(turn.text)
    if service is None:
        return None
    turn.spoken.waiting, turn.spoken.at = Waiting.OFFERED, service.slug
    turn.spoken.words = turn.text
    return saying.meant(service, is_danger=words.is_danger(service, turn.text))


def _welcome(turn: Turn) -> Lines | None:
    others = saying.other_services() if turn.text.strip() == MORE else []
    return others or _menu(turn.spoken)


Take = Callable[[Turn], Lines | None]
TAKERS: tuple[Take, ...] = (
    _answer,
    _language,
    _help,
    _room,
    _proof,
    _own,
    _who,
    _number,
    _reference,
    _way,
    _form,
    _offered,
    _service,
    _meant,
    _welcome,
)
