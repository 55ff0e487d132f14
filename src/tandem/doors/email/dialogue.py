"""A form answered by e-mail: asked in one mail, read from the answer, until all is right."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.accounts import throttle
from tandem.cases import intake
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import open_case, receipt_of
from tandem.doors import asking, put_by
from tandem.doors.asking import Prompt
from tandem.doors.email import (
    about_messages,
    actions,
    addresses,
    asked,
    attached,
    bare,
    codes,
    telling,
    writing,
)
from tandem.doors.email.addresses import Errand
from tandem.doors.email.asked import Asked
from tandem.doors.email.cutting import own_words, with_its_end
from tandem.doors.email.envelope import Outgoing
from tandem.doors.email.letters import Letter
from tandem.doors.email.reading import Typed, typed_answers, without_ours
from tandem.doors.email.telling import Told
from tandem.doors.photos import Drawn
from tandem.doors.presenting import form_of
from tandem.journal import asker
from tandem.journal.asker import acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.alike import LETTERS, SAME_AS
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation
from tandem.toolbox import tongues
from tandem.toolbox.folding import fold
from tandem.toolbox.yes_and_no import meant

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def answer_to(errand: Errand, letter: Letter, drawn: Sequence[Drawn] = ()) -> Outgoing | None:
    """What is written back; whoever goes on with a form, its questions went to before."""
    own = own_words(letter.text, letter.name)
    language = _language(errand, letter, own)
    # Whatever is answered to us lands somewhere, and be it where one begins.
    start = addresses.help_in(language)
    back = Outgoing(letter.sender, "", "", language, start, letter.message_id)
    kept = asked.find(errand.token) if errand.token else None
    if kept is not None:
        # Not to whom it says it is from: the mail may have been passed on.
        return _go_on(kept, letter, replace(back, to=kept.to), drawn)
    words = f"{letter.subject}\n{own}"
    if found := codes.codes_in(words):
        return _take_up(found, back, drawn)
    told = telling.told_in(letter.subject, own, with_its_end(letter.text))
    service = errand.service or addresses.named_in(words) or telling.service_of(told)
    return _begin(service, back, drawn, told) if service is not None else _list(back)


def _language(errand: Errand, letter: Letter, own: str) -> str:
    """Of her own words, else of the address, else the one in which the mail says it is written."""
    hers = tongues.guessed(own) or tongues.guessed(f"{letter.subject}\n{own}")
    said = (hers, errand.language, *letter.languages)
    return next((code for code in said if code in LANGUAGES), settings.LANGUAGE_CODE)


def _list(back: Outgoing) -> Outgoing:
    others = [code for code in LANGUAGES if code != back.language]
    with override(back.language):
        body = writing.list_of_services([back.language, *others])
        return replace(back, subject=writing.subject(), body=body)


def _begin(service: type[Service], back: Outgoing, drawn: Sequence[Drawn], told: Told) -> Outgoing:
    draft = drafts.begin(service, back.language, door=Door.EMAIL)
    with override(back.language):
        draft, notes = telling.kept(draft, told, back.to)
    return _next(_with_photos(draft, drawn), back, notes)


def _with_photos(draft: OpenDraft, drawn: Sequence[Drawn]) -> OpenDraft:
    """What came before it was asked for answers the questions that will ask for it."""
    prompts = asking.prompts(form_of(draft)) if drawn and not draft.sent else []
    raw, names = attached.settled(draft, {}, prompts, drawn)
    return drafts.keep(draft.code, raw, asked=names, door=Door.EMAIL) or draft if raw else draft


def _take_up(found: list[Code], back: Outgoing, drawn: Sequence[Drawn]) -> Outgoing | None:
    """The draft of a reference and word that were written; wrong ones bring a delay."""
    tried = throttle.Guess(("draft:sender", back.to), found[0].reference, brake="mail")
    if wait := throttle.wait_to_try(tried):
        with override(back.language):
            said = throttle.in_words(wait)
            return replace(back, subject=writing.subject(), body=writing.one_sentence(said))
    for code in found:
        draft = drafts.take_up(code)
        if draft is not None:
            back = replace(back, language=draft.row.language)
            is_added = attached.added(code, drawn) if draft.sent else None
            if is_added is not None:
                return _about_a_photo(draft, back, is_added=is_added)
            return _next(_with_photos(draft, drawn), back)
    throttle.was_wrong(tried)
    return _no_form(back)


def _about_a_photo(draft: OpenDraft, back: Outgoing, *, is_added: bool) -> Outgoing:
    with override(back.language):
        said = (
            _("Your photo is now with your request.")
            if is_added
            else _(
                "Your photo could not be added: we could not open it, or your request is answered "
                "already. You can write to us or call us."
            )
        )
        body = writing.one_sentence(said)
        return replace(back, subject=writing.subject(draft.code), body=body)


def _no_form(back: Outgoing) -> Outgoing:
    with override(back.language):
        said = _(
            "We have no form with this reference and word. Check both. "
            "A form that nobody touched for 30 days is thrown away."
        )
        return replace(back, subject=writing.subject(), body=writing.one_sentence(said))


def _go_on(kept: Asked, letter: Letter, back: Outgoing, drawn: Sequence[Drawn]) -> Outgoing | None:
    """What she answered is kept first; then what is missing is asked, or all is read back."""
    draft = drafts.take_up(kept.code)
    if draft is None:
        return _no_form(back)
    back = replace(back, language=draft.row.language)
    if draft.sent:
        return _receipt(draft, back)
    typed = typed_answers(letter.text, kept.body, len(kept.prompts))
    if not typed.answers and (language := _asks_for(kept, letter, draft)):
        drafts.language_of(draft, language)
        return _next(draft, replace(back, language=language))
    if not letter.whole:
        return _unreadable(draft, replace(back, reply_to=_address_of(kept)))
    if kept.read_back and not typed.answers and not drawn:
        if same := _same(kept, letter):
            return _send(draft, kept, back, same)
        if _is_yes(letter):
            return _send(draft, kept, back)
    with override(draft.row.language):
        if typed.answers:
            raw, names = _read(kept, typed.answers, draft)
            notes = writing.doubts(typed.doubts, kept.prompts)
        else:
            typed, notes = _without_numbers(kept, letter, draft, has_photo=bool(drawn))
            raw, names = _read(kept, typed.answers, draft, is_whole=False)
    raw, came = attached.settled(draft, raw, kept.prompts, drawn)
    names += [name for name in came if name not in names]
    if raw:
        draft = drafts.keep(kept.code, raw, asked=names, door=Door.EMAIL) or draft
    with override(draft.row.language):
        draft = telling.own_words_kept(draft, kept.prompts, typed.answers)
    return _next(draft, replace(back, language=draft.row.language), notes)


def _without_numbers(
    kept: Asked, letter: Letter, draft: OpenDraft, *, has_photo: bool
) -> tuple[Typed, list[str]]:
    """What she answered without saying to which question, and what is said of it: never nothing,
    unless a photo is the answer.
    """
    own = own_words(letter.text, letter.name)
    form = form_of(draft)
    form.check()
    found: dict[int, str] = {}
    if not kept.read_back:
        found = bare.answers(form, kept.prompts, own, kept.body, is_end=form.is_put_by)
    if found or has_photo:
        return Typed(found), bare.taken(found, kept.prompts)
    hers = tongues.guessed(without_ours(own, kept.body)) or draft.row.language
    if hers != draft.row.language:
        # Whoever cannot read our language cannot answer in it.
        drafts.language_of(draft, hers)
    with override(hers):
        said = bare.not_said if kept.read_back else bare.not_read
        return Typed({}), [said(kept.prompts, own, kept.body)]


def _asks_for(kept: Asked, letter: Letter, draft: OpenDraft) -> str:
    """The language she wishes: a mail that says only FR, NL, DE or EN, or asks for it in a sentence;
    unless it is the answer to a question.
    """
    said = own_words(letter.text, letter.name).strip()
    if said.lower() in LANGUAGES:
        return said.lower()
    said = without_ours(said, kept.body)
    if any(asking.is_called(prompt, said) for prompt in kept.prompts):
        return ""
    return tongues.wished(said, draft.row.language)


def _is_yes(letter: Letter) -> bool:
    lines = [line for line in own_words(letter.text, letter.name).split("\n") if line.strip()]
    return bool(lines) and meant(fold(lines[0][:160]).split()) is True


def _same(kept: Asked, letter: Letter) -> str:
    """Which of what is known already she says it is: a mail that says only its letter."""
    said = own_words(letter.text, letter.name).strip().strip('.!()[]"“”').upper()
    return kept.known[LETTERS.index(said)] if said in [*LETTERS[: len(kept.known)]] else ""


def _read(
    kept: Asked, typed: dict[int, str], draft: OpenDraft, *, is_whole: bool = True
) -> tuple[Raw, list[str]]:
    """Raw answers to what was asked, and the questions they belong to. `is_whole`: she went through
    the questions, and left open what she did not answer.
    """
    raw: Raw = {}
    names: list[str] = []
    form = form_of(draft)
    for number, prompt in enumerate(kept.prompts, 1):
        if number in typed:
            said = asking.read_line(form, prompt, typed[number])
        elif is_whole and not kept.read_back and _is_left_open(kept.prompts, number, typed):
            # What another door has got meanwhile is not emptied.
            said = {
                html: value
                for html, value in asking.read_reply(prompt, "-").items()
                if html not in draft.answers and html not in raw
            }
        else:
            continue
        raw |= said
        if said and prompt.question not in names:
            names.append(prompt.question)
    return raw, names


def _is_left_open(prompts: tuple[Prompt, ...], number: int, typed: dict[int, str]) -> bool:
    """Whether she went past it: she answered a later one, or all that must be answered."""
    if not typed:
        return False
    later = range(number + 1, len(prompts) + 1)
    if any(n in typed for n in later):
        return True
    rest = [n for n in (number, *later) if not prompts[n - 1].optional]
    return not rest


def _next(draft: OpenDraft, back: Outgoing, notes: Sequence[str] = ()) -> Outgoing:
    """The questions that are left, or everything read back; `notes` before them."""
    if draft.sent:
        return _receipt(draft, back)
    with override(back.language):
        form = form_of(draft)
        left = _left(form)
        # Where it was said already, in each language, it is not said again.
        notes = list(dict.fromkeys([*intake.told_of_danger(draft.service, form), *notes]))
        if form.is_put_by:
            again = _ways_on(form)
            body = writing.put_by(put_by.told(draft, form), form, again, notes)
            kept = Asked(draft.code, back.to, tuple(again), body)
        elif left:
            notes = [*notes, *telling.perhaps(form, left)]
            body = writing.questions(draft, form, left, asking.errors_at(form), notes)
            kept = Asked(draft.code, back.to, tuple(left), body)
        else:
            every = asking.prompts(form)
            body = writing.read_back(draft, form, every, notes)
            digest = asked.answers_digest(draft.answers)
            known = tuple(one.key for one in form.alike())
            kept = Asked(draft.code, back.to, tuple(every), body, digest, known)
        return _asking(kept, back)


def _left(form: ServiceForm) -> list[Prompt]:
    """Every part of each question that is not answered well: one reads it as a whole."""
    open_questions = {prompt.question for prompt in asking.still_to_ask(form)}
    return [prompt for prompt in asking.prompts(form) if prompt.question in open_questions]


def _ways_on(form: ServiceForm) -> list[Prompt]:
    """What would be answered otherwise by whoever goes on while it is closed."""
    first = {prompt.question: prompt for prompt in reversed(asking.prompts(form))}
    return [first[name] for name, _said in put_by.ways(form) if name in first]


def _asking(kept: Asked, back: Outgoing) -> Outgoing:
    subject = writing.subject(kept.code)
    return replace(back, subject=subject, body=kept.body, reply_to=_address_of(kept))


def _address_of(kept: Asked) -> str:
    return asked.address_of(actions.remember(kept))


def _send(draft: OpenDraft, kept: Asked, back: Outgoing, same: str = "") -> Outgoing | None:
    """The case; unless what she said yes to is not what stands there now. `same`: of what she says
    that hers is the same.

    Its receipt leaves by her own way. Where that is not this address, it is told here as well.
    """
    if asked.answers_digest(draft.answers) != kept.read_back:
        return _next(draft, back)
    if same:
        drafts.keep(kept.code, {SAME_AS: [same]}, asked=[], door=Door.EMAIL)
    try:
        # The questions went there, and whoever answers has read them there.
        with acting(replace(asker.current(), wrote_from=kept.to)):
            open_case(kept.code, door=Door.EMAIL)
    except (Incomplete, Unserved):
        return _next(draft, back)
    receipted = about_messages.receipt_of(kept.code, back.to)
    if receipted is not None and receipted.comes_here:
        return None
    return _receipt(drafts.take_up(kept.code) or draft, back)


def _receipt(draft: OpenDraft, back: Outgoing) -> Outgoing:
    receipt = receipt_of(draft)
    receipted = about_messages.receipt_of(draft.code, back.to)
    if receipted is not None:
        back = replace(back, reply_to=receipted.answered_at)
    organisation = Organisation.objects.filter(pk=receipt.organisation).first()
    with override(back.language):
        body = writing.sent(receipt, draft.service, organisation)
        return replace(back, subject=writing.subject(draft.code), body=body)


def _unreadable(draft: OpenDraft, back: Outgoing) -> Outgoing:
    with override(back.language):
        said = _(
            "Your e-mail is built in a way that we do not open. Please answer as plain text, "
            "without attachments."
        )
        body = writing.one_sentence(said)
        return replace(back, subject=writing.subject(draft.code), body=body)
