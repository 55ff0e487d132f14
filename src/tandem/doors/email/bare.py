"""An answer without its number: a mail that says “1”, an option in its own words, or what she tells.

Where one question was asked, it answers that one. Of several it answers the only one that it fits; else
nothing is guessed, and she is told that it could not be read.
"""

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

from django.utils.translation import gettext as _

from tandem.doors import asking, everyday, replies
from tandem.doors.asking import Option, Prompt
from tandem.doors.email.reading import without_ours
from tandem.services.forms import ServiceForm

LISTED = re.compile(r"\s*(\d{1,3})\s*[.):]?\s+(.+)", re.DOTALL)
POSTAL_CODE = "postal_code"
CODE = re.compile(r"\s*\d{4}\s*\.?\s*")
MOST_SHOWN = 60


def answers(
    form: ServiceForm, prompts: Sequence[Prompt], own: str, sent: str, *, is_end: bool
) -> dict[int, str]:
    """By number, one at most. `is_end`: nothing was asked, so words alone are no answer."""
    hers = list(_hers(own, sent))
    fitting = [
        (number, said)
        for number, prompt in enumerate(prompts, 1)
        if (said := next((one for one in hers if _fits(prompt, one)), None)) is not None
    ]
    if len(fitting) == 1:
        return {fitting[0][0]: _typed(prompts[fitting[0][0] - 1], fitting[0][1])}
    if len(prompts) != 1 or not hers or is_end:
        return {}
    return _in_words(form, prompts[0], hers)


def _hers(own: str, sent: str) -> Iterator[str]:
    """All that she wrote; then its first line, below which there may be her name."""
    if whole := without_ours(own, sent):
        yield whole
        first = whole.split("\n")[0].strip()
        if first != whole:
            yield first


def _fits(prompt: Prompt, said: str) -> bool:
    """Whether it is one of the answers to this prompt, and could hardly be one to another."""
    if prompt.part == POSTAL_CODE:
        return bool(CODE.fullmatch(said))
    return (
        bool(prompt.options)
        and not replies.leaves_open(said, nought=True)
        and _is_read(prompt, said)
    )


def _is_read(prompt: Prompt, said: str) -> bool:
    typed = _typed(prompt, said)
    return asking.read_reply(prompt, typed) != {prompt.html: [typed]}


def _typed(prompt: Prompt, said: str) -> str:
    """Without its number, where she wrote the option as it is listed."""
    found = LISTED.fullmatch(said)
    if found and any(_is_listed(one, found[1], found[2]) for one in prompt.options):
        return found[1]
    return said.strip()


def _is_listed(option: Option, number: str, label: str) -> bool:
    return option.number == int(number) and replies.is_called([option.label], label)


def _in_words(form: ServiceForm, prompt: Prompt, hers: Sequence[str]) -> dict[int, str]:
    """What answers the one question that is left: a line of hers, or words that tell of an option."""
    if prompt.kind == asking.PHOTO:
        return {}
    if prompt.options:
        may_be = replies.leaves_open(hers[0], nought=True) or everyday.told_in(
            form, prompt, hers[0]
        )
        return {1: hers[0]} if may_be else {}
    good = (said for said in hers if not _is_wrong(form, prompt, said))
    return {1: next(good, hers[0])}


def _is_wrong(form: ServiceForm, prompt: Prompt, said: str) -> bool:
    raw = form.raw | asking.read_line(form, prompt, said)
    return prompt.html in asking.errors_at(type(form)(raw, place=form.place))


def taken(found: dict[int, str], prompts: Sequence[Prompt]) -> list[str]:
    """How it was read, where more than one was asked."""
    said = _("We took “%(words)s” as your answer to “%(question)s”.")
    return [
        said % {"words": _short(words), "question": prompts[number - 1].text}
        for number, words in found.items()
        if len(prompts) > 1
    ]


def not_read(prompts: Sequence[Prompt], own: str, sent: str) -> str:
    """That nothing was understood, and how it is."""
    words = _short(without_ours(own, sent))
    number, prompt = next(
        ((n, one) for n, one in enumerate(prompts, 1) if not one.optional), (1, prompts[0])
    )
    example = f"[{number}]: {min(2, len(prompt.options)) or '…'}"
    if not words:
        return _("We found no answer in your e-mail. Write it like this: %(example)s") % {
            "example": example
        }
    return _(
        "We could not read an answer to [%(number)s] in “%(words)s”. Write it like this: %(example)s"
    ) % {"number": number, "words": words, "example": example}


def not_said(_prompts: Sequence[Prompt], own: str, sent: str) -> str:
    """The same once all was read back."""
    words = _short(without_ours(own, sent))
    if not words:
        return _("We found neither YES nor a new answer in your e-mail.")
    return _("We found neither YES nor a new answer in “%(words)s”.") % {"words": words}


def _short(words: str) -> str:
    return shorten(words, MOST_SHOWN, placeholder="…")
