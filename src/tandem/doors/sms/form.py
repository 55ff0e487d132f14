"""The form in the middle of a talk: what is asked next, what was said, and how it is sent."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from tandem.cases import intake
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import open_case, receipt_of
from tandem.doors import asking, presenting
from tandem.doors.asking import Prompt
from tandem.doors.sms import saying
from tandem.doors.sms.talks import MOST_KEPT, Spoken, Waiting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm

Lines = list[str]


@dataclass
class Open:
    """A draft, its form, and what is to be asked."""

    draft: OpenDraft

    @cached_property
    def form(self) -> ServiceForm:
        return presenting.form_of(self.draft)

    @cached_property
    def wrong(self) -> dict[str, list[str]]:
        return asking.errors_at(self.form)

    @cached_property
    def prompts(self) -> list[Prompt]:
        return asking.prompts(self.form)

    def at(self, html: str) -> int | None:
        """The place of this prompt, from nought; None if it is not asked."""
        places = [place for place, prompt in enumerate(self.prompts) if prompt.html == html]
        return places[0] if places else None


def opened(spoken: Spoken) -> Open | None:
    """The draft of this talk; None if it is gone, and then nothing waits for it."""
    draft = drafts.take_up(spoken.code) if spoken.code else None
    if draft is None:
        spoken.code, spoken.waiting = None, Waiting.NOTHING
        return None
    return Open(draft)


def begin(spoken: Spoken, service: type[Service]) -> Lines:
    draft = drafts.begin(service, spoken.language, door=Door.SMS)
    adopt(spoken, draft.code)
    return [*saying.begun(service), *go_on(spoken, Open(draft))]


def adopt(spoken: Spoken, code: Code) -> None:
    """From now on the talk is about this draft; another one begun here can be come back to."""
    set_aside(spoken)
    spoken.others = [other for other in spoken.others if other != code]
    spoken.code, spoken.at, spoken.shown = code, "", 0


def set_aside(spoken: Spoken) -> None:
    if spoken.code is not None:
        spoken.others = [spoken.code, *spoken.others][:MOST_KEPT]
    spoken.code, spoken.waiting = None, Waiting.NOTHING


def take_up(spoken: Spoken, draft: OpenDraft) -> Lines:
    """A form begun anywhere is gone on with here."""
    if closed := draft.service.impossible.get(Door.SMS):
        return [str(closed)]
    adopt(spoken, draft.code)
    return [str(draft.service.title), *go_on(spoken, Open(draft))]


def go_on(spoken: Spoken, form: Open) -> Lines:
    """The next prompt with what is wrong there; everything read back when none is left."""
    if form.draft.sent:
        return _sent_already(spoken, form.draft)
    left = asking.still_to_ask(form.form, form.wrong)
    return put(spoken, form, left[0].html) if left else _read_back(spoken, form)


def put(spoken: Spoken, form: Open, html: str) -> Lines:
    """This prompt, whatever was said to it before."""
    place = form.at(html) or 0
    prompt = form.prompts[place]
    spoken.waiting, spoken.at, spoken.shown = Waiting.ANSWER, prompt.html, 0
    errors = form.wrong.get(prompt.html, [])
    lines = saying.prompt_lines(prompt, place + 1, len(form.prompts))
    return [*errors, *_shortened(spoken, prompt, lines)]


def more(spoken: Spoken, form: Open) -> Lines:
    """The options that had no room in the last message."""
    place = form.at(spoken.at)
    if place is None or not spoken.shown:
        return go_on(spoken, form)
    prompt = form.prompts[place]
    lines = saying.prompt_lines(prompt, place + 1, len(form.prompts), skip=spoken.shown)
    return _shortened(spoken, prompt, lines) if lines else put(spoken, form, spoken.at)


def _shortened(spoken: Spoken, prompt: Prompt, lines: Lines) -> Lines:
    """As many options as one message has room for; the rest is told when it is asked for."""
    if not prompt.listed or saying.fits("\n".join(lines)):
        spoken.shown = 0
        return lines
    asked = [] if spoken.shown else lines[:1]
    hints = [] if spoken.shown else list(prompt.hints)
    left = [str(option) for option in prompt.listed[spoken.shown :]]
    for count in range(len(left), 0, -1):
        told = [*asked, *left[:count], *hints, saying.more_to_come()]
        if saying.fits("\n".join(told)) or count == 1:
            spoken.shown += count
            return told
    return lines


def answered(spoken: Spoken, form: Open, text: str) -> Lines:
    """What was said is kept first and checked after, so that nothing is lost."""
    place = form.at(spoken.at)
    if place is None:
        return go_on(spoken, form)
    prompt = form.prompts[place]
    raw = asking.read_reply(prompt, text)
    draft = drafts.keep(form.draft.code, raw, asked=[prompt.question], door=Door.SMS)
    now = Open(draft or form.draft)
    if not now.draft.sent and prompt.html in now.wrong:
        return put(spoken, now, prompt.html)
    return [*intake.told_at_place(now.form, prompt.html), *go_on(spoken, now)]


def back(spoken: Spoken, form: Open) -> Lines:
    """The prompt before the last one that was put; the last of all from the reading back."""
    place = form.at(spoken.at)
    if spoken.waiting == Waiting.SEND or place is None:
        place = len(form.prompts)
    return put(spoken, form, form.prompts[max(place - 1, 0)].html)


def send(spoken: Spoken, form: Open) -> Lines:
    draft = form.draft
    if draft.row.language != spoken.language:
        drafts.language_of(draft, spoken.language)
    try:
        receipt = open_case(draft.code, door=Door.SMS)
    except (Incomplete, Unserved):
        # Answered elsewhere meanwhile, or the commune has just left: asked again, nothing lost.
        return [_("One answer is still missing or has changed."), *go_on(spoken, form)]
    _done(spoken, receipt.reference)
    return saying.sent(receipt, draft.service)


def _read_back(spoken: Spoken, form: Open) -> Lines:
    spoken.waiting, spoken.at = Waiting.SEND, ""
    return saying.read_back(
        (place, _label(form, prompt), _words(form, prompt))
        for place, prompt in enumerate(form.prompts, 1)
    )


def _label(form: Open, prompt: Prompt) -> str:
    return prompt.text if prompt.part else str(form.form.question(prompt.question).label)


def _words(form: Open, prompt: Prompt) -> str:
    if not prompt.part:
        return form.form.said(prompt.question)
    said = ", ".join(form.form.raw.get(prompt.html, []))
    named = {option.key: str(option.label) for option in prompt.options}
    return named.get(said, said)


def _sent_already(spoken: Spoken, draft: OpenDraft) -> Lines:
    receipt = receipt_of(draft)
    _done(spoken, receipt.reference)
    return saying.sent(receipt, draft.service)


def _done(spoken: Spoken, reference: str) -> None:
    spoken.sent = [reference, *(one for one in spoken.sent if one != reference)]
    spoken.code, spoken.waiting, spoken.at = None, Waiting.NOTHING, ""
