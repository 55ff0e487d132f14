"""What a declaration owes to every door, read without driving it. Each fault is a sentence."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import override

from tandem.doors import asking
from tandem.outbox.coding import gsm_length, in_gsm
from tandem.services.composites import Composite
from tandem.services.declaration import DOORS, Service
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tests.parity.answers import GOOD
from tests.parity.drivers import DRIVERS

MOST_WORDS, MOST_SIGNS = 12, 140
RESERVED = frozenset({"review", "sent", "kept", "leave"})
"""Pages of the web door, which no question may be called."""


def faults(service: type[Service], languages: tuple[str, ...]) -> list[str]:
    """Everything wrong with a declaration; nothing is right."""
    return list(
        chain(
            _doors(service, languages),
            _texts(service, languages),
            _later(service, languages),
            _form(service),
        )
    )


def _doors(service: type[Service], languages: tuple[str, ...]) -> Iterator[str]:
    for door in DOORS:
        if door not in DRIVERS:
            yield f"No test knows how to go through the door {door}."
        if door in service.doors():
            continue
        for language in languages:
            with override(language):
                if len(str(service.impossible.get(door, "")).split()) < 4:
                    yield f"The door {door} is closed and the public reads no reason ({language})."


def _later(service: type[Service], languages: tuple[str, ...]) -> Iterator[str]:
    for name, question in service.form({}).questions():
        doors = question.brought_later
        if doors and question.required:
            yield f"{name} must be answered, and there are doors that cannot ask it."
        if doors and set(service.doors()) <= set(doors):
            yield f"{name} can be asked by no door."
        for door, said in doors.items():
            for language in languages:
                with override(language):
                    if len(str(said).split()) < MOST_WORDS // 3:
                        yield f"The door {door} does not say how {name} comes ({language})."


def _texts(service: type[Service], languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        with override(language):
            for name in ("title", "summary", "why_online"):
                if not str(getattr(service, name, "")).strip():
                    yield f"It has no {name} ({language})."
            form = service.form({})
            for name, question in form.questions():
                yield from _texts_of(name, question, language)
                yield from _prompts_of(form, name, language)


def _texts_of(name: str, question: Question, language: str) -> Iterator[str]:
    label = str(question.label)
    if not label.strip() or not str(question.spoken).strip():
        yield f"{name} cannot be asked or said ({language})."
    if len(label.split()) > MOST_WORDS:
        yield f"{name} has more than {MOST_WORDS} words ({language}): {label}"
    if question.about_a_person and not str(question.why).strip():
        yield f"{name} is about a person and does not say why it is asked ({language})."
    if isinstance(question, Composite):
        for part, field in question.parts.items():
            if not str(field.label or "").strip():
                yield f"{name}: the part {part} has no label ({language})."


def _prompts_of(form: ServiceForm, name: str, language: str) -> Iterator[str]:
    """Each part of a question, asked alone, leaves room in a message for its answers."""
    for prompt in asking.prompts_of(form, name):
        texted = in_gsm(prompt.text)
        if texted is None or not texted.strip() or gsm_length(texted) > MOST_SIGNS:
            yield f"{prompt.html} does not fit a text message ({language}): {prompt.text}"


def _form(service: type[Service]) -> Iterator[str]:
    earlier: set[str] = set()
    for name, question in service.form({}).questions():
        if question.kind not in GOOD:
            yield f"{name} is of the kind {question.kind}, which no test can answer."
        if name in RESERVED:
            yield f"{name} is the name of a page."
        if question.needed_if and question.needed_if.question not in earlier:
            yield f"{name} depends on {question.needed_if.question}, which is not asked before."
        keys = [key for key, _label in getattr(question, "choices", ())]
        if len(keys) != len(set(keys)):
            yield f"{name} has two answers with one key."
        earlier.add(name)
