"""The form in the middle of a talk: what is asked next, what was said, and how it is sent."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from tandem.cases import intake
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import Receipt, open_case, receipt_of
from tandem.doors import asking, everyday, photos, presenting, put_by
from tandem.doors.asking import Prompt
from tandem.doors.sms import by_line, saying, words
from tandem.doors.sms.talks import MOST_KEPT, Spoken, Waiting
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.alike import SAME_AS, Alike
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm
from tandem.toolbox.telephone import plain_number

Lines = list[str]
CONTACTS = frozenset({"email", "phone", "street", "postal_code"})
NEVER_LAST = frozenset({"street"})
"""Parts that may stay open and are asked like what may not: without a street nobody finds her."""


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
        """What is needed first, then what may stay open, each in its order."""
        return sorted(asking.prompts(self.form), key=self.is_extra)

    @cached_property
    def known(self) -> list[Alike]:
        """What is known already and may be the same, as many as have a letter."""
        return self.form.alike()[: len(saying.SAME)]

    @cached_property
    def needed(self) -> int:
        return sum(not self.is_extra(prompt) for prompt in self.prompts)

    @property
    def may_follow(self) -> int:
        """Most ways to reach her ask for a number or an address: no total grows once it was said."""
        way = f"{self.form.reach_question}_channel"
        return sum(p.html == way and not asking.is_answered(self.form, p) for p in self.prompts)

    @cached_property
    def left(self) -> list[Prompt]:
        """What nobody asked yet, and what was answered wrongly."""
        unasked = {p.html for p in self.prompts if not asking.is_answered(self.form, p)}
        return [p for p in self.prompts if p.html in unasked or p.html in self.wrong]

    def is_extra(self, prompt: Prompt) -> bool:
        """Whether it may stay open, and nobody is harmed if she never hears it."""
        question = self.form.question(prompt.question)
        weighty = prompt.question == self.form.care_question or question.required_if is not None
        return prompt.optional and not weighty and prompt.part not in NEVER_LAST

    def at(self, html: str) -> int | None:
        """The place of this prompt, from nought; None if it is not asked."""
        places = [place for place, prompt in enumerate(self.prompts) if prompt.html == html]
        return places[0] if places else None


def opened(spoken: Spoken) -> Open | None:
    """The draft of this talk; None if it is gone, and then nothing waits for it."""
    if spoken.code is None:
        return None
    draft = drafts.take_up(spoken.code)
    if draft is None:
        spoken.code, spoken.waiting = None, Waiting.NOTHING
        return None
    return Open(draft)


def begin(spoken: Spoken, service: type[Service], told: str = "") -> Lines:
    """`told`: the words by which it was found, which are part of what she tells."""
    draft = drafts.begin(service, spoken.language, door=Door.SMS)
    adopt(spoken, draft.code)
    raw = everyday.first_answers(service, told) if service.sounds_like(told) else {}
    if raw:
        names = presenting.questions_of(service, raw)
        draft = drafts.keep(draft.code, raw, asked=names, door=Door.SMS) or draft
    return [*saying.begun(service, draft.code), *go_on(spoken, Open(draft))]


def adopt(spoken: Spoken, code: Code) -> None:
    """From now on the talk is about this draft; another one begun here can be come back to."""
    set_aside(spoken)
    spoken.others = [other for other in spoken.others if other != code]
    spoken.code, spoken.at, spoken.shown, spoken.all = code, "", 0, False


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


def begun_here(spoken: Spoken) -> list[OpenDraft]:
    """Forms begun with this number that nobody has shown to be hers; what is gone is forgotten."""
    found = [draft for code in spoken.others if (draft := drafts.take_up(code))]
    open_ones = [draft for draft in found if not draft.sent]
    spoken.others = [draft.code for draft in open_ones]
    return open_ones


def go_on(spoken: Spoken, form: Open) -> Lines:
    """The next prompt with what is wrong there; everything read back when none is left."""
    if form.draft.sent:
        return _sent_already(spoken, form.draft)
    if form.form.is_put_by:
        return _put_by(spoken, form)
    if not form.left:
        return _read_back(spoken, _passed_over(form))
    first = form.left[0]
    if form.is_extra(first) and first.html not in form.wrong and not spoken.all:
        spoken.waiting, spoken.at = Waiting.REST, ""
        return saying.rest(len(_together(form.left)))
    return put(spoken, form, first.html)


def _put_by(spoken: Spoken, form: Open) -> Lines:
    """Closed for a while, and it can wait: nothing she says next is an answer to any question."""
    spoken.waiting, spoken.at = Waiting.NOTHING, ""
    numbers = {
        prompt.question: number for number, prompt in reversed([*enumerate(form.prompts, 1)])
    }
    ways = [(numbers[name], said) for name, said in put_by.ways(form.form) if name in numbers]
    return [*put_by.told(form.draft, form.form), *saying.ways_on(ways)]


def _passed_over(form: Open) -> Open:
    """A photo cannot come by text message: its question stays open, or as another door left it."""
    settled = photos.passed_over(form.form, Door.SMS)
    if all(form.form.raw.get(html) == said for html, said in settled.items()):
        return form
    names = [name for name, _question in photos.pictures(form.form, form.form.asked())]
    return Open(drafts.keep(form.draft.code, settled, asked=names, door=Door.SMS) or form.draft)


def _together(prompts: list[Prompt]) -> list[Prompt]:
    """Without those that one reply answers together with another: a date is one question."""
    covered = {html for prompt in prompts for html in prompt.together[1:]}
    return [prompt for prompt in prompts if prompt.html not in covered]


def put(
    spoken: Spoken, form: Open, html: str, *, looks: bool = False, instead: Lines | None = None
) -> Lines:
    """This prompt, whatever was said to it before; who `looks` sees that too.

    `instead` is said in the place of what is wrong with it.
    """
    place = form.at(html) or 0
    prompt = form.prompts[place]
    spoken.waiting, spoken.at, spoken.shown = Waiting.ANSWER, prompt.html, 0
    errors = form.wrong.get(prompt.html, []) if instead is None else instead
    lines = saying.prompt_lines(prompt, place + 1, _of(form, prompt), is_wrong=bool(errors))
    lines += by_line.hints(form.form, prompt)
    said = _words(form, prompt) if looks else ""
    return [*errors, *_shortened(spoken, prompt, lines), *saying.so_far(said)]


def _of(form: Open, prompt: Prompt) -> int:
    return len(form.prompts) if form.is_extra(prompt) else form.needed + form.may_follow


def rest(spoken: Spoken, form: Open, *, wanted: bool) -> Lines:
    """What may stay open is asked one by one, or kept as if each had been left open."""
    if not wanted:
        form = _left_open(form)
    spoken.all = wanted
    return go_on(spoken, form)


def _left_open(form: Open) -> Open:
    return _kept_empty(
        form, [p for p in form.left if form.is_extra(p) and p.html not in form.wrong]
    )


def _kept_empty(form: Open, prompts: list[Prompt]) -> Open:
    """These prompts as any other door keeps them that showed them, and nothing was answered."""
    empty: Raw = {}
    for prompt in prompts:
        empty |= asking.read_reply(prompt, "-")
    empty = {html: said for html, said in empty.items() if html not in form.form.raw}
    if not empty:
        return form
    names = dict.fromkeys(prompt.question for prompt in prompts)
    draft = drafts.keep(form.draft.code, empty, asked=names, door=Door.SMS)
    return Open(draft or form.draft)


def review(spoken: Spoken, form: Open) -> Lines:
    """She wants to send it: what is needed first, and nothing else is asked any more."""
    if form.form.is_put_by:
        return _put_by(spoken, form)
    if form.left and (form.left[0].html in form.wrong or not form.is_extra(form.left[0])):
        return [_("Before you can send it:"), *go_on(spoken, form)]
    return go_on(spoken, _left_open(form))


def more(spoken: Spoken, form: Open) -> Lines:
    """The options that had no room in the last message."""
    place = form.at(spoken.at)
    if place is None or not spoken.shown:
        return go_on(spoken, form)
    prompt = form.prompts[place]
    lines = saying.prompt_lines(prompt, place + 1, _of(form, prompt), skip=spoken.shown)
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
    raw = by_line.read(form.form, prompt, text, spoken.number)
    draft = drafts.keep(form.draft.code, raw, asked=[prompt.question], door=Door.SMS)
    now = Open(draft or form.draft)
    if not now.draft.sent and prompt.html in now.wrong:
        if own := everyday.told_in(form.form, prompt, text):
            return _proposed(spoken, form, prompt, own)
        return put(spoken, now, prompt.html)
    service = now.draft.service
    told = [] if now.form.is_put_by else intake.told_at_once(service, now.form, prompt.html)
    return [*told, *go_on(spoken, _without_unchosen(now, prompt))]


def _proposed(spoken: Spoken, form: Open, prompt: Prompt, raw: Raw) -> Lines:
    """What her words mean stands first, as on the web; what may be a danger is answered at once."""
    name = form.form.warned_by
    draft = drafts.keep(form.draft.code, raw, asked=[name], door=Door.SMS)
    now = Open(draft or form.draft)
    at_once = intake.told_at_once(now.draft.service, now.form, name)
    label, number = everyday.meant(now.form, now.prompts[now.at(prompt.html) or 0])
    said = [*at_once, saying.perhaps(label, number)]
    return put(spoken, now, prompt.html, instead=said)


def _without_unchosen(form: Open, prompt: Prompt) -> Open:
    """A contact that the chosen way does not need is not asked for."""
    reach = form.form.reach_question
    if form.draft.sent or (prompt.question, prompt.part) != (reach, "channel"):
        return form
    others = [p for p in form.left if p.question == reach and p.part in CONTACTS and p.optional]
    return _kept_empty(form, others)


def is_meant(form: Open, prompt: Prompt, text: str) -> bool:
    """Whether a word that is also a command answers this prompt: it is one of the answers shown,
    or the name of a language where that is a good answer, as it is to “Last name”.
    """
    if prompt.options:
        return asking.is_called(prompt, text)
    if not words.is_language_name(text):
        return False
    said = form.draft.answers | asking.read_reply(prompt, text)
    return prompt.html not in Open(replace(form.draft, answers=said)).wrong


def back(spoken: Spoken, form: Open) -> Lines:
    """The prompt before the last one that was put; the last of all from the reading back."""
    place = form.at(spoken.at)
    if spoken.waiting == Waiting.REST:
        place = form.needed
    elif spoken.waiting == Waiting.SEND or place is None:
        place = len(form.prompts)
    return put(spoken, form, form.prompts[max(place - 1, 0)].html, looks=True)


def send(spoken: Spoken, form: Open) -> Lines:
    draft = form.draft
    if draft.row.language != spoken.language:
        drafts.language_of(draft, spoken.language)
    try:
        receipt = open_case(draft.code, door=Door.SMS)
    except (Incomplete, Unserved):
        # Answered elsewhere meanwhile, or the commune has just left: asked again, nothing lost.
        if form.form.is_put_by:
            return _put_by(spoken, form)
        return [_("One answer is still missing or has changed."), *go_on(spoken, form)]
    _done(spoken, receipt.reference)
    told = dict.fromkeys(photos.told_later(form.form, Door.SMS).values())
    here = _is_receipted_here(spoken, form, receipt)
    return [*saying.sent(receipt, draft.service, here=here), *told]


def _is_receipted_here(spoken: Spoken, form: Open, receipt: Receipt) -> bool:
    """Whether the receipt itself comes to this number by text message: she needs no second one."""
    typed = next(iter(form.draft.answers.get(f"{form.form.reach_question}_phone", [])), "")
    return receipt.channel == Channel.SMS and plain_number(typed) == spoken.number


def _read_back(spoken: Spoken, form: Open) -> Lines:
    spoken.waiting, spoken.at = Waiting.SEND, ""
    rows = (
        (place, _label(form, prompt), _words(form, prompt))
        for place, prompt in enumerate(form.prompts, 1)
    )
    return saying.read_back(rows, [(one.label, one.key == _same(form)) for one in form.known])


def _same(form: Open) -> str:
    return form.form.same_as


def is_same(spoken: Spoken, form: Open, letter: str) -> Lines | None:
    """She says by its letter which of what is known already it is;"""
    place = saying.SAME.find(letter)
    if not 0 <= place < len(form.known):
        return None
    said = {SAME_AS: [form.known[place].key]}
    draft = drafts.keep(form.draft.code, said, asked=[], door=Door.SMS)
    return _read_back(spoken, Open(draft or form.draft))


def _label(form: Open, prompt: Prompt) -> str:
    return prompt.text if prompt.part else str(form.form.question(prompt.question).label)


def _words(form: Open, prompt: Prompt) -> str:
    said = ", ".join(form.form.raw.get(prompt.html, []))
    if not prompt.part:
        # What is wrong has no words but her own.
        return said if prompt.html in form.wrong else form.form.said(prompt.question)
    named = {option.key: str(option.label) for option in prompt.options}
    return named.get(said, said)


def _sent_already(spoken: Spoken, draft: OpenDraft) -> Lines:
    receipt = receipt_of(draft)
    _done(spoken, receipt.reference)
    return saying.sent(receipt, draft.service)


def stands(spoken: Spoken, reference: str) -> str | None:
    """How far a form begun with this number is, told to who has all of its reference."""
    codes = [code for code in (spoken.code, *spoken.others) if code is not None]
    found = next((code for code in codes if code.reference == reference), None)
    draft = drafts.take_up(found) if found else None
    if draft is None or draft.sent:
        return None
    form = Open(draft)
    at = form.at(form.left[0].html) if form.left else None
    if at is None:
        return saying.stands(draft, "")
    return saying.stands(draft, f"{at + 1}/{_of(form, form.prompts[at])}")


def _done(spoken: Spoken, reference: str) -> None:
    spoken.sent = [reference, *(one for one in spoken.sent if one != reference)]
    spoken.code, spoken.waiting, spoken.at = None, Waiting.NOTHING, ""
