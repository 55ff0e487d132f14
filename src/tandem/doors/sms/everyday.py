"""Everyday words for one of the answers: kept where she tells, and what they mean is proposed."""

from tandem.doors.asking import Prompt
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm


def told_in(form: ServiceForm, prompt: Prompt, text: str) -> Raw | None:
    """Her words with those she has told so far, by HTML name; None where they mean no answer."""
    name = form.warned_by
    if not name or not prompt.options or prompt.part or not text.strip():
        return None
    whole = "\n".join(filter(None, [*form.raw.get(name, []), text]))
    if not all(_means(form, prompt, words) for words in (text, whole)):
        return None
    return {name: [whole], prompt.html: []}


def _means(form: ServiceForm, prompt: Prompt, words: str) -> bool:
    told = type(form)({form.warned_by: [words]}, place=form.place)
    return bool(told.meant_by(prompt.question))


def meant(form: ServiceForm, prompt: Prompt) -> tuple[str, int]:
    """The answer that her words tell of most, and its number as the form lists it for them."""
    best = form.meant_by(prompt.question)[0]
    return next((str(one.label), one.number) for one in prompt.options if one.key == best)
