"""A mail in somebody's own words: the form it tells of, what it answers, and what that may mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import intake
from tandem.doors import asking, everyday, presenting
from tandem.doors.asking import Prompt
from tandem.doors.email.addresses import help_in
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm

ALWAYS = tuple(code for code, _name in settings.LANGUAGES)
"""In each language of the house a danger is answered."""
MOST_HEARD = 2_000
"""Signs from which a form is guessed: whoever has more to say says first what it is about."""


PASSED_ON = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|aw|wg|antw|doorst)\s*:)+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What she wrote, and what she wrote above it."""

    words: str
    subject: str

    @property
    def all(self) -> str:
        return "\n".join(filter(None, [self.subject, self.words]))[:MOST_HEARD]

    def for_a_form(self, service: type[Service]) -> str:
        """Her words; her subject where they tell nothing by themselves, as nobody repeats it then."""
        # A danger that stands in the subject alone is not lost.
        if self.words and service.sounds_like(self.words) == service.sounds_like(self.all):
            return self.words[:MOST_HEARD]
        return self.all


def told_in(subject: str, words: str, whole: str) -> Told:
    """`whole`: with what looks like a signature, which stays where it tells what her words do not."""
    if any(
        one.sounds_like(words[:MOST_HEARD]) != one.sounds_like(whole[: 2 * MOST_HEARD])
        for one in _heard()
    ):
        words = whole
    return Told(words.strip(), PASSED_ON.sub("", subject).strip())


def _heard() -> Sequence[type[Service]]:
    return presenting.open_to(Door.EMAIL, None)


def service_of(told: Told) -> type[Service] | None:
    return everyday.service_told_of(told.all, _heard())


def kept(draft: OpenDraft, told: Told, sender: str) -> tuple[OpenDraft, list[str]]:
    """Her words where the form asks for them, and what is said of it; nothing where they tell nothing."""
    service = draft.service
    words = told.for_a_form(service)
    raw = everyday.first_answers(service, words, told.all) if service.sounds_like(words) else {}
    if not raw:
        return draft, []
    names = presenting.questions_of(service, raw)
    draft = drafts.keep(draft.code, raw, asked=names, door=Door.EMAIL) or draft
    if service.form.few_words_suffice:
        draft = _asked_no_more_than_needed(draft, sender)
    form = presenting.form_of(draft)
    here = help_in(draft.row.language)
    said = _("We keep your words. Is this not what you want? Write to %(address)s.")
    at_once = _in_each_language(draft, form)
    return draft, [*at_once, said % {"address": here}]


def _asked_no_more_than_needed(draft: OpenDraft, sender: str) -> OpenDraft:
    """What may stay open stays open, and she is answered where she wrote from; all of it is read back
    to her before it is sent, and may be answered otherwise there.
    """
    service, place = draft.service, presenting.form_of(draft).place
    reach = service.form.reach_question
    raw = {f"{reach}_channel": [str(Channel.EMAIL)], f"{reach}_email": [sender]}
    form = service.form({**raw, **draft.answers}, place=place)
    for prompt in asking.prompts(form):
        if prompt.optional and not asking.is_answered(form, prompt):
            raw |= asking.read_reply(prompt, "-")
    wrong = service.form({**raw, **draft.answers}, place=place).check()
    hers = [html for name in wrong for html in form.question(name).names(name)]
    raw = {html: said for html, said in raw.items() if html not in {*hers, *draft.answers}}
    names = presenting.questions_of(service, raw)
    return drafts.keep(draft.code, raw, asked=names, door=Door.EMAIL) or draft


def _in_each_language(draft: OpenDraft, form: ServiceForm) -> list[str]:
    """What cannot wait: nobody knows yet in which language she reads, whatever her program says."""
    own = draft.row.language
    said: list[str] = []
    for language in [own, *(code for code in ALWAYS if code != own)]:
        with override(language):
            said += intake.told_of_danger(draft.service, form)
    return list(dict.fromkeys(said))


def own_words_kept(
    draft: OpenDraft, prompts: Sequence[Prompt], typed: Mapping[int, str]
) -> OpenDraft:
    """Everyday words given for one of the answers are kept where she tells."""
    form = presenting.form_of(draft)
    wrong = asking.errors_at(form)
    raw: Raw = {}
    for number, prompt in enumerate(prompts, 1):
        if number in typed and prompt.html in wrong:
            raw |= everyday.told_in(form, prompt, typed[number]) or {}
    if not raw:
        return draft
    return drafts.keep(draft.code, raw, asked=[form.warned_by], door=Door.EMAIL) or draft


def perhaps(form: ServiceForm, left: Sequence[Prompt]) -> list[str]:
    """What her words seem to mean, for each choice that is still open."""
    found = [
        (number, *everyday.meant(form, prompt))
        for number, prompt in enumerate(left, 1)
        if prompt.options and not prompt.part and form.meant_by(prompt.question)
    ]
    said = _("Do you mean “%(label)s”? Then answer %(answer)s after [%(number)s].")
    return [
        said % {"number": number, "label": label, "answer": answer}
        for number, label, answer in found
    ]
