"""The mails of the dialogue, in the language of the moment: plain text in short lines.

Short, so that no program breaks them anew when it quotes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill, shorten

from django.conf import settings
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tandem.cases import intake, unanswered
from tandem.cases.opening import Receipt
from tandem.doors import asking, presenting
from tandem.doors.asking import Prompt
from tandem.doors.email.addresses import HELP, address_of
from tandem.doors.email.reading import Doubt, Doubtful
from tandem.doors.presenting import how_the_answer_comes, open_to
from tandem.journal.choices import Door
from tandem.services.alike import lettered
from tandem.services.composites import Composite
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable
from tandem.ui.formats import day

WIDTH = 66
MOST_SHOWN = 200
MOST_DOUBTS = 10
SHORT = 20
WRONG = "! "
"""Before what is wrong with an answer."""


def subject(code: Code | None = None) -> str:
    """A reference at most: subjects are read by whoever sees the screen."""
    if code is None:
        return _("Your e-mail to us")
    return _("Your form (%(reference)s)") % {"reference": code.shown_reference}


def questions(
    draft: OpenDraft,
    form: ServiceForm,
    prompts: Sequence[Prompt],
    errors: Mapping[str, list[str]],
    notes: Sequence[str] = (),
) -> str:
    """What is still to be answered, each question with its number."""
    service = draft.service
    is_first = not any(draft.answers.values())
    head = [str(service.title), *notes]
    if is_first:
        closed = intake.told_before(service)
        head += [str(service.summary), *(closed or [promised(draft)])]
        if service.in_danger:
            head.append(_("In danger? Telephone 112."))
    elif errors:
        head.append(_("Something is missing or cannot be understood. Only this is asked again."))
    else:
        head.append(_("Thank you. These questions are left."))
    if form.refused:
        head.append(form.refused)
    head += [how_to_answer(), in_another_language()]
    asked = [_asked(number, one, form, errors) for number, one in enumerate(prompts, 1)]
    return _joined([*map(_wrapped, head), *asked, _wrapped(by_other_ways(draft.code))])


def put_by(
    told: Sequence[str], form: ServiceForm, prompts: Sequence[Prompt], notes: Sequence[str]
) -> str:
    """The end while it is closed; and the answers that would be others for whoever goes on."""
    head = [
        *notes,
        *told,
        _("Is it urgent, or do you live elsewhere? Answer again."),
        how_to_answer(),
    ]
    asked = [_asked(number, one, form, {}) for number, one in enumerate(prompts, 1)]
    return _joined([*map(_wrapped, head), *asked])


def promised(draft: OpenDraft) -> str:
    days = draft.service.promise.working_days
    return ngettext(
        "You have an answer within %(days)s working day.",
        "You have an answer within %(days)s working days.",
        days,
    ) % {"days": days}


def how_to_answer() -> str:
    return _(
        "Reply to this e-mail and write your answers after the numbers in brackets, such as [1]. "
        "Leave empty what does not apply. Nothing is sent before you have read it all again."
    )


def in_another_language() -> str:
    """How to change it, each in its own words: whoever needs them does not read ours."""
    said: list[str] = []
    here = (get_language() or settings.LANGUAGE_CODE)[:2]
    for code, name in settings.LANGUAGES:
        if code != here:
            with override(code):
                how = _("%(language)s? Reply with %(code)s.")
                said.append(how % {"language": name, "code": code.upper()})
    return " ".join(said)


def by_other_ways(code: Code) -> str:
    return _(
        "You can also go on by telephone, on the website or at any desk: say the reference "
        "%(reference)s and the word “%(word)s”. A form that nobody touches for 30 days is thrown "
        "away."
    ) % {"reference": code.shown_reference, "word": code.word}


def _asked(number: int, prompt: Prompt, form: ServiceForm, errors: Mapping[str, list[str]]) -> str:
    question = form.question(prompt.question)
    is_start = not prompt.part or prompt.html == question.names(prompt.question)[0]
    lines = [_wrapped(f"{number}. {_text_of(prompt, question, is_start=is_start)}")]
    lines += [
        fill(said, WIDTH, initial_indent=WRONG, subsequent_indent="  ")
        for said in errors.get(prompt.html, ())
    ]
    if is_start:
        lines += [_indented(str(said)) for said in (question.help_text, question.why) if said]
    if prompt.kind == asking.PHOTO:
        lines += [_indented(_("Attach it to your answer."))]
    elif before := [said for said in form.raw.get(prompt.html, ()) if said.strip()]:
        shown = ", ".join(_as_listed(prompt, one) for one in before)
        lines.append(_indented(_("You wrote: %(answer)s") % {"answer": shown[:MOST_SHOWN]}))
    lines += [_indented(hint) for hint in _hints(prompt, question)]
    lines += [_indented(str(option)) for option in prompt.listed]
    return "\n".join([*lines, f"[{number}]: "])


def _text_of(prompt: Prompt, question: Question, *, is_start: bool) -> str:
    """The question in full: an e-mail has room where a text message has none."""
    if not prompt.part:
        return str(question.label)
    field = question.parts[prompt.part] if isinstance(question, Composite) else question
    here = "" if prompt.options else str(field.label)
    return f"{question.label} {here}".strip() if is_start else here or prompt.text


def _hints(prompt: Prompt, question: Question) -> list[str]:
    told = [prompt.hint]
    if prompt.kind == "yes_no":
        told = [_("Answer YES or NO.")]
    elif prompt.kind == "whole":
        told = [_("Answer with a number.")]
    return [hint for hint in told if hint and hint != str(question.help_text)]


def _as_listed(prompt: Prompt, said: str) -> str:
    named = {option.key: str(option) for option in prompt.options}
    return named.get(said, said)


def doubts(found: Iterable[Doubtful], prompts: Sequence[Prompt]) -> list[str]:
    """How lines were taken that could have been meant otherwise."""
    how = {
        Doubt.TAKEN: _(
            "Please look: the line “%(words)s” begins with a number. We took it as your answer to "
            "“%(question)s”."
        ),
        Doubt.LEFT_IN: _(
            "Please look: the line “%(words)s” begins with a number. We left it within your "
            "answer to “%(question)s”."
        ),
        Doubt.LEFT_OUT: _(
            "Please look: we left out “%(words)s”, as your signature, from your answer to "
            "“%(question)s”. If it belongs there, write the answer again without the line above it."
        ),
    }
    return [
        how[one.doubt]
        % {
            "words": shorten(one.words, MOST_SHOWN, placeholder="…"),
            "question": prompts[one.number - 1].text,
        }
        for one in found
    ][:MOST_DOUBTS]


def read_back(
    draft: OpenDraft, form: ServiceForm, prompts: Sequence[Prompt], notes: Sequence[str] = ()
) -> str:
    """Every answer, each with the number by which it is changed, and how to send."""
    said: list[str] = []
    for name in form.asked():
        numbers = [n for n, prompt in enumerate(prompts, 1) if prompt.question == name]
        shown = form.said(name) or _("Not answered")
        label = str(form.question(name).label)
        marks = ", ".join(f"{n}" for n in numbers)
        said.append(f"{_wrapped(f'{marks}. {label}')}\n{_indented(shown)}")
    head = [
        str(draft.service.title),
        *notes,
        _("Check your answers before you send them"),
        _("All is right? Reply with the one word YES: then it is sent."),
        *known_already(form),
        how_to_change(form, prompts),
        in_another_language(),
    ]
    purpose = _(
        "What you tell us is kept for one purpose: %(purpose)s. Only colleagues who handle it may "
        "read it, each look is noted, and you may ask to see that list."
    ) % {"purpose": draft.service.purpose.label}
    parts = [f"{n}: {prompt.text}" for n, prompt in enumerate(prompts, 1) if prompt.part]
    legend = [_wrapped(_("The numbers:")) + "\n" + "\n".join(map(_indented, parts))]
    return _joined(
        [
            *map(_wrapped, head),
            *said,
            *legend,
            _wrapped(purpose),
            _wrapped(by_other_ways(draft.code)),
        ]
    )


def known_already(form: ServiceForm) -> list[str]:
    """What is known and may be the same, each with the letter that joins it; or which she chose."""
    known = form.alike()
    if chosen := next((one.label for one in known if one.key == form.same_as), ""):
        return [_("The same as: %(report)s") % {"report": chosen}]
    if not known:
        return []
    return [
        _(
            "Perhaps it is known already. Is it one of these? Then reply with its letter alone, "
            "instead of YES: it is sent, your voice counts with the others, and you get the same "
            "news."
        ),
        *(f"{letter}: {one.label}" for letter, one in lettered(known).items()),
    ]


def how_to_change(form: ServiceForm, prompts: Sequence[Prompt]) -> str:
    """With an example from her own answers: an invented one would be another question's."""
    given = ((n, said) for n, one in enumerate(prompts, 1) if (said := _example(form, one)))
    number, said = next(given, (1, "…"))
    return _(
        "Something is wrong? Reply with its number in brackets and the new answer, such as: "
        "[%(number)s]: %(answer)s."
    ) % {"number": number, "answer": said}


def _example(form: ServiceForm, prompt: Prompt) -> str:
    """What she answered, as she would write it, where that is short and no choice of many."""
    said = [one.strip() for one in form.raw.get(prompt.html, ()) if one.strip()]
    if prompt.kind == asking.PHOTO:
        return ""
    return said[0] if len(said) == 1 and not prompt.options and len(said[0]) <= SHORT else ""


def sent(receipt: Receipt, service: type[Service], organisation: Organisation | None) -> str:
    """The receipt: what she keeps."""
    told = [
        _("We have received it"),
        presenting.joined(receipt),
        _("Your reference is %(reference)s and your word is “%(word)s”.")
        % {"reference": receipt.shown_reference, "word": receipt.word},
        unanswered.instead(service, organisation)
        or _("You will have an answer on %(date)s at the latest.") % {"date": day(receipt.due_on)},
    ]
    if receipt.urgent and service.urgent:
        told.append(str(service.urgent.now))
    if how := how_the_answer_comes(receipt.channel):
        told.append(str(how))
    if organisation is not None:
        told.append(_("%(organisation)s answers.") % {"organisation": organisation})
        if organisation.telephone:
            told.append(f"{_('Telephone:')} {readable(organisation.telephone)}")
    told.append(
        _("With both you can ask where it stands: on the website, by telephone or at the desk.")
    )
    return _joined(map(_wrapped, told))


def one_sentence(said: str) -> str:
    return _joined([_wrapped(said), _wrapped(for_a_form())])


def for_a_form() -> str:
    """How to begin anew."""
    here = (get_language() or settings.LANGUAGE_CODE)[:2]
    name = next((name for name, code in HELP.items() if code == here), next(iter(HELP)))
    return _("For a form, write to %(address)s.") % {"address": f"{name}@{settings.MAIL_IN_DOMAIN}"}


def list_of_services(languages: Iterable[str]) -> str:
    """What one can ask for by e-mail, and the address of each form, in these languages."""
    parts: list[str] = []
    for language in languages:
        with override(language):
            parts.append(
                _wrapped(
                    " ".join(filter(None, [_("In danger? Telephone 112."), presenting.telephone()]))
                )
            )
            parts.append(
                _wrapped(_("Write an empty e-mail to one of these addresses. You get the form."))
            )
            parts += [
                f"{_wrapped(str(service.title))}\n{_indented(address_of(service))}"
                for service in open_to(Door.EMAIL, None)
            ]
            parts.append(
                _wrapped(
                    _(
                        "You began a form elsewhere? Write its reference and its word to this "
                        "address."
                    )
                )
            )
    return _joined(parts)


def _wrapped(said: str) -> str:
    return "\n".join(fill(line, WIDTH, break_long_words=False) for line in said.split("\n"))


def _indented(said: str) -> str:
    indent = "   "
    return "\n".join(
        fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
        for line in said.split("\n")
    )


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part.strip()) + "\n"
