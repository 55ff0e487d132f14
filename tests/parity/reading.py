"""In which words a door puts a question and reads an answer back; said here once more, by hand."""

from tandem.doors import asking
from tandem.journal.choices import Door
from tandem.outbox.coding import UNDERSTOOD, plain
from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm

SPOKEN = {Door.PHONE, Door.INPERSON}


def questions_at(door: Door, form: ServiceForm, name: str) -> list[str]:
    """What must have been said or shown, in the language in force."""
    if door == Door.SMS:
        return [prompt.text for prompt in asking.prompts_of(form, name)]
    question = form.question(name)
    return [str(question.spoken if door in SPOKEN else question.label)]


def answers_at(door: Door, form: ServiceForm, name: str, raw: Raw) -> list[str]:
    """What must be read back, in the language in force; nothing of what was left open."""
    if door == Door.SMS and isinstance(form.question(name), Composite):
        named = {
            option.key: str(option.label)
            for prompt in asking.prompts_of(form, name)
            for option in prompt.options
        }
        return [named.get(said, said) for values in raw.values() for said in values if said]
    return [form.said(name)] if any(map(any, raw.values())) else []


def says(door: Door, text: str, words: str) -> bool:
    """Wherever lines were broken, and with the quotation marks that every telephone has; a text
    message may leave out the accents where that saves a part.
    """
    return bool(words) and _letters(door, words) in _letters(door, text)


def _letters(door: Door, text: str) -> str:
    said = "".join(plain(text).split())
    return said.translate(UNDERSTOOD) if door == Door.SMS else said
