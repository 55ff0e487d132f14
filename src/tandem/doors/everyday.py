"""Everyday words, where people write lines: for a form they tell of, for one of its answers, and what
else they surely tell. What they mean is proposed; she says yes.
"""

from collections.abc import Sequence

from tandem.doors.asking import Prompt
from tandem.services.conditions import Raw
from tandem.services.declaration import Service, Sound
from tandem.services.forms import ServiceForm


def service_told_of(words: str, offered: Sequence[type[Service]]) -> type[Service] | None:
    """The one that her everyday words tell of; what sounds of danger before all others."""
    heard = {service: sound for service in offered if (sound := service.sounds_like(words))}
    return next((one for one in heard if heard[one] == Sound.DANGER), next(iter(heard), None))


def first_answers(service: type[Service], told: str, beside: str = "") -> Raw:
    """What she tells with the first message: her words, and what else they surely say. `beside`: them
    with what stands above them, where a place may be named too.
    """
    name = service.form.warned_by
    if not name or not told.strip():
        return {}
    return {name: [told.strip()], **service.form.heard_in(beside or told)}


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
