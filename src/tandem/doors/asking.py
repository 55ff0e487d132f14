"""A form as small prompts, one message each, and replies read as they are typed.

For doors where people write lines: text messages and e-mail. A question with several parts is
asked part by part. Nothing is judged here: what cannot be mapped to an answer is kept as it was
typed, and the form says what is wrong with it, in the same words as at any other door.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tandem.doors import photos, replies
from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.drafts import current_door
from tandem.services.forms import ServiceForm
from tandem.services.picture import FILE, Picture
from tandem.services.questions import Choices, Question
from tandem.toolbox.texts import Text

DATE = ("day", "month", "year")
"""Parts that one reply may answer together."""
PHOTO = "photo"
"""The kind of a prompt that is answered by a file."""
UNLISTED = frozenset({"yes_no", "half_days"})
"""Kinds whose answers everybody knows: the hint says how to write them."""


@dataclass(frozen=True, slots=True)
class Option:
    number: int
    key: str
    label: Text

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One small question, put in the language of the moment."""

    question: str
    """Name of the question in the form."""
    part: str
    """Name of the part of it, where it has several."""
    html: str
    """The HTML name of the answer."""
    kind: str
    """Of the question, or `choice` and `line` for a part."""
    text: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    several: bool = False
    optional: bool = False
    together: tuple[str, ...] = ()
    """HTML names of the parts that one reply may fill: a whole date."""

    @property
    def listed(self) -> tuple[Option, ...]:
        """The options to show; empty where the hint says how to answer."""
        return () if self.kind in UNLISTED else self.options

    @property
    def hints(self) -> tuple[str, ...]:
        """How to answer, sentence by sentence."""
        leave = _("Write - to leave it open.") if self.optional else ""
        return tuple(filter(None, (self.hint, leave)))


def prompts(form: ServiceForm) -> list[Prompt]:
    """Every prompt that the answers so far call for and this door can put, in order."""
    door = current_door()
    return [
        prompt
        for name in form.asked()
        if not photos.later(form.question(name), door)
        for prompt in prompts_of(form, name)
    ]


def prompts_of(form: ServiceForm, name: str) -> list[Prompt]:
    question = form.question(name)
    if isinstance(question, Composite):
        return list(_parts(form, name, question))
    options = _options(question)
    return [
        Prompt(
            question=name,
            part="",
            html=name,
            kind=question.kind,
            text=str(question.short or question.label),
            hint=_hint(question),
            options=options,
            several=isinstance(question, forms.MultipleChoiceField),
            optional=not question.required,
        )
    ]


def read_reply(prompt: Prompt, typed: str) -> Raw:
    """What was typed as raw answers: HTML names and their values.

    Options may be given by number or in words of any language of the house; `-` leaves it open.
    """
    names = prompt.together or (prompt.html,)
    # A nought is none of the answers of a list; everywhere else it is what she says.
    nought = bool(prompt.options)
    if replies.leaves_open(typed, nought=nought):
        return {html: [] if prompt.options and not prompt.part else [""] for html in names}
    if prompt.together and (date := replies.date_parts(typed)):
        return dict(zip(prompt.together, ([part] for part in date), strict=True))
    if not prompt.options:
        return {prompt.html: [typed]}
    return {prompt.html: _keys(prompt, typed) or [typed]}


def read_line(form: ServiceForm, prompt: Prompt, typed: str) -> Raw:
    """The same, in the part of the question to which it belongs: a square is no street."""
    raw, question = read_reply(prompt, typed), form.question(prompt.question)
    if raw.get(prompt.html) != [typed] or not isinstance(question, Composite) or not prompt.part:
        return raw
    parts = question.read_line(prompt.part, typed)
    return {f"{prompt.question}_{part}": [said] for part, said in parts.items()}


def told_of_line(form: ServiceForm, prompt: Prompt) -> str:
    """What else one line may say to this part; empty where nothing."""
    question = form.question(prompt.question)
    told = question.by_line.get(prompt.part) if isinstance(question, Composite) else None
    return str(told or "")


def is_called(prompt: Prompt, typed: str) -> bool:
    """Whether this is one of the answers shown, in whole and in any language of the house."""
    return replies.is_called([option.label for option in prompt.options], typed)


def _keys(prompt: Prompt, typed: str) -> list[str] | None:
    """The keys that were meant; None where that is not certain."""
    choices = {option.key: option.label for option in prompt.options}
    if prompt.kind == "yes_no":
        return replies.yes_or_no(choices, typed)
    if prompt.kind == "half_days" and (found := replies.half_days(typed)):
        return found
    if prompt.several:
        return replies.some_of(choices, typed)
    return replies.one_of(choices, typed)


def is_answered(form: ServiceForm, prompt: Prompt) -> bool:
    """Whether something was said to it, be it that it stays open."""
    return prompt.html in form.raw


def errors_at(form: ServiceForm) -> dict[str, list[str]]:
    """What is wrong with what was said so far, by HTML name of the prompt to ask again.

    Parts that nobody asked about yet are not wrong, though their question is not complete; nor is
    the place where nothing is taken in for a while: that is told as an end.
    """
    form.check()
    form.excuse_refusal()
    found: dict[str, list[str]] = {}
    for prompt in prompts(form):
        if said := _errors_of(form, prompt):
            found[prompt.html] = said
    return found


def still_to_ask(form: ServiceForm, wrong: Mapping[str, list[str]] | None = None) -> list[Prompt]:
    """In order: what nobody asked yet, and what was answered wrongly; `wrong` if it is known."""
    wrong = errors_at(form) if wrong is None else wrong
    return [p for p in prompts(form) if p.html in wrong or not is_answered(form, p)]


def _errors_of(form: ServiceForm, prompt: Prompt) -> list[str]:
    # Half a date is no wrong date.
    complete = all(html in form.raw for html in prompt.together or (prompt.html,))
    if not complete or prompt.question not in form.errors or _may_be_said_else(form, prompt):
        return []
    errors = form.errors[prompt.question].as_data()
    here = (error for error in errors if _is_at(error, form, prompt))
    return [message for error in here for message in error.messages]


def _may_be_said_else(form: ServiceForm, prompt: Prompt) -> bool:
    """Whether it was left open, and a part that would do instead is still to be asked."""
    question = form.question(prompt.question)
    others = question.instead if isinstance(question, Composite) else ()
    if prompt.part not in others or any(form.raw[prompt.html]):
        return False
    return any(f"{prompt.question}_{part}" not in form.raw for part in others)


def _is_last_way(form: ServiceForm, name: str, question: Composite, part: str) -> bool:
    """Whether all that would do instead was left open before it."""
    if part not in question.instead[1:]:
        return False
    before = question.instead[: question.instead.index(part)]
    asked = all(f"{name}_{one}" in form.raw for one in before)
    others = (form.raw.get(f"{name}_{one}", []) for one in question.instead if one != part)
    return asked and not any("".join(said).strip() for said in others)


def _is_at(error: ValidationError, form: ServiceForm, prompt: Prompt) -> bool:
    part = _part_of(error)
    if part is not None or not prompt.part:
        return part in {prompt.part, None}
    # Of the whole question: said once, where it begins.
    return prompt == prompts_of(form, prompt.question)[0]


def _part_of(error: ValidationError) -> str | None:
    params = error.params if isinstance(error.params, Mapping) else {}
    return str(params["part"]) if error.code == "part" else None


def _parts(form: ServiceForm, name: str, question: Composite) -> Iterator[Prompt]:
    said = {
        part: _clean(field, form.raw.get(f"{name}_{part}", []))
        for part, field in question.parts.items()
    }
    is_dated = set(DATE) <= set(question.parts)
    for number, (part, field) in enumerate(question.parts.items()):
        options = _options(field)
        dated = is_dated and part == DATE[0]
        yield Prompt(
            question=name,
            part=part,
            html=f"{name}_{part}",
            kind=_kind_of_part(question, part, options),
            text=_text_of_part(question, field, first=number == 0),
            hint=_("You may write the whole date: 27 3 1958.") if dated else str(field.help_text),
            options=options,
            optional=_may_stay_open(question, said, part)
            and not _is_last_way(form, name, question, part),
            together=tuple(f"{name}_{one}" for one in DATE) if dated else (),
        )


def _kind_of_part(question: Composite, part: str, options: tuple[Option, ...]) -> str:
    if isinstance(question, Picture) and part == FILE:
        return PHOTO
    return "choice" if options else "line"


def _text_of_part(question: Composite, field: forms.Field, *, first: bool) -> str:
    if not first:
        return str(field.label)
    if question.short or _options(field):
        return str(question.short or question.label)
    return f"{question.label} {field.label}"


def _may_stay_open(question: Composite, said: dict[str, str], part: str) -> bool:
    """Whether the question would not miss this part, as far as it is answered."""
    if not question.required and not any(said.values()):
        return True
    return part not in question.wrong(said | {part: ""})


def _clean(field: forms.Field, typed: list[str]) -> str:
    try:
        return str(field.clean(next(iter(typed), "")))
    except ValidationError:
        return ""


def _options(field: forms.Field) -> tuple[Option, ...]:
    choices = cast(Choices, field.choices) if isinstance(field, forms.ChoiceField) else ()
    keyed = [(str(key), label) for key, label in choices if key != ""]
    return tuple(Option(number, key, label) for number, (key, label) in enumerate(keyed, 1))


def _hint(question: Question) -> str:
    match question.kind:
        case "half_days":
            return replies.half_days_hint()
        case "some_of":
            return _("Several are possible, for example: 1 3.")
        case "yes_no" if not question.short:
            return _("Answer YES or NO.")
        case "whole" if not question.short:
            return _("Answer with a number.")
    return ""
