"""Everything that stands on a printed form, in plain words and in its language, before any markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tandem.doors.email import addresses
from tandem.doors.paper.meaning import Meaning
from tandem.doors.paper.parts import Parts, Printed, is_long, side_by_side
from tandem.journal.choices import Door
from tandem.services.conditions import When
from tandem.services.declaration import Service
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tandem.territory.models import Area, Organisation, Platform
from tandem.toolbox.telephone import readable

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One print: of what, for whom to read."""

    service: type[Service]
    language: str
    large: bool = False
    commune: Area | None = None
    """Whose own kinds and address stand on it; without one it serves every commune."""
    only: tuple[str, ...] | None = None
    """The questions still open, on a sheet that goes on with a draft."""
    personal: bool = False
    """Its code stands for somebody whose name and address we know."""


def content(wanted: Wanted) -> tuple[Content, Meaning]:
    """The form in words, and what its boxes mean."""
    with override(wanted.language):
        form = wanted.service.form({}, place=wanted.commune)
        asked = [
            (name, question)
            for name, question in form.questions()
            if wanted.only is None or name in wanted.only
        ]
        parts = Parts(wanted.large)
        questions = [
            _question(number, name, question, asked, parts)
            for number, (name, question) in enumerate(asked, 1)
        ]
        words = {
            **_head(wanted),
            "questions": questions,
            **_back(wanted, [name for name, _question in asked], form),
        }
    return words, parts.meaning()


def _head(wanted: Wanted) -> Content:
    service = wanted.service
    return {
        "language": wanted.language,
        "large": wanted.large,
        "title": str(service.title),
        "summary": str(service.summary),
        "in-danger": _("In danger? Telephone 112. Free, day and night.")
        if service.in_danger
        else "",
        "yours": _yours(wanted),
        "how-title": _("How to fill in this form"),
        "how": _how(),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "sheet": _("Sheet"),
    }


def _how() -> list[str]:
    return [
        _("Use a pen that writes dark. Put a cross in the box of your answer."),
        _("Wrong box? Fill it with ink entirely and tick the right one."),
        _("For a number: write it, then tick each figure below it."),
        _("Leave open what you do not know: we will ask you."),
        _("Write nothing on the square marks in the corners."),
    ]


def _yours(wanted: Wanted) -> str:
    if wanted.personal:
        return _(
            "This form is for you alone: its code tells us who you are. Your name, your address and "
            "how to reach you need not be written again. Has one of them changed? Please call us."
        )
    if wanted.only is not None:
        return _(
            "This form goes on with what you began. Only the questions still open stand on it; "
            "its code brings your answers together."
        )
    return ""


def _question(
    number: int,
    name: str,
    question: Question,
    asked: Sequence[tuple[str, Question]],
    parts: Parts,
) -> Printed:
    found = parts.of(name, question)
    return {
        "number": number,
        "label": str(question.label or ""),
        "optional": "" if question.required else _("You may leave this open."),
        "only-if": _only_if(number, question, asked),
        "help": str(question.help_text or ""),
        "example": _("Example: %(example)s") % {"example": str(question.example)}
        if question.example
        else "",
        "why": _("Why we ask: %(why)s") % {"why": str(question.why)} if question.why else "",
        "tick": _tick(found),
        "groups": side_by_side(found),
        "long": is_long(found, large=parts.large),
    }


def _tick(parts: Sequence[Printed]) -> str:
    if [part["form"] for part in parts] == ["choice"]:
        if len(parts[0]["options"]) == 1:
            return _("Tick the box if it is so.")
        return _("Tick one box.") if parts[0]["one"] else _("Tick as many boxes as you like.")
    if [part["form"] for part in parts] == ["week"]:
        return _("Tick as many boxes as you like.")
    return ""


def _only_if(number: int, question: Question, asked: Sequence[tuple[str, Question]]) -> str:
    """“Only if you ticked … in question 2. Otherwise go on to question 5.”"""
    condition = question.needed_if
    earlier = {name: (at, one) for at, (name, one) in enumerate(asked[: number - 1], 1)}
    if condition is None or condition.question not in earlier:
        return ""
    at, controlling = earlier[condition.question]
    only = _("Only if you ticked %(answers)s in question %(number)s.") % {
        "answers": _answers(condition, controlling),
        "number": at,
    }
    following = next(
        (
            later
            for later, (_name, one) in enumerate(asked[number:], number + 1)
            if one.needed_if != condition
        ),
        None,
    )
    if following is None:
        return f"{only} {_('Otherwise you are at the end.')}"
    go_on = _("Otherwise go on to question %(number)s.") % {"number": following}
    return f"{only} {go_on}"


def _answers(condition: When, controlling: Question) -> str:
    named = [
        _("“%(answer)s”") % {"answer": label}
        for value, label in getattr(controlling, "choices", ())
        if str(value) in condition.is_in
    ]
    if len(named) < 2:
        return "".join(named)
    return _("%(answers)s or %(last)s") % {"answers": ", ".join(named[:-1]), "last": named[-1]}


def _back(wanted: Wanted, names: Sequence[str], form: ServiceForm) -> Content:
    """After the last question: where it goes, what follows, whom to ask, what it is kept for."""
    organisation = who_takes_in(wanted.commune)
    service = wanted.service
    days = service.promise.working_days
    follows = [
        ngettext(
            "The answer comes within %(days)s working day.",
            "The answer comes within %(days)s working days.",
            days,
        )
        % {"days": days},
        _receipt(names, form),
        _("Has it arrived? The number of the sheet, at the foot, is enough to ask us."),
    ]
    purpose = _(
        "What you tell us is kept for one purpose: %(purpose)s. Only colleagues who handle it may "
        "read it, each look is noted, and you may ask to see that list."
    ) % {"purpose": service.purpose.label}
    return {
        "back": [
            {"title": _("Hand in or post this form"), "lines": _where(organisation)},
            {"title": _("What happens next"), "lines": follows},
            {"title": _("Do you want help with it?"), "lines": _whom(service, organisation)},
        ],
        "purpose": purpose,
        "sign": str(service.signed),
    }


def _receipt(names: Sequence[str], form: ServiceForm) -> str:
    if form.reach_question in names:
        return _(
            "First you receive a reference and a word, by the way you chose in question %(number)s: "
            "a letter too, if you wish. With both you can ask at any time where your request stands."
        ) % {"number": names.index(form.reach_question) + 1}
    return _(
        "First you receive a reference and a word, by letter or by the way you chose. "
        "With both you can ask at any time where your request stands."
    )


def _where(organisation: Organisation | None) -> list[str]:
    if organisation is None or not organisation.address:
        return [_("At the desk or in the letter box of your commune, all pages together.")]
    lines = [
        _("At the desk, in the letter box or by post, all pages together:"),
        f"{organisation}, {organisation.address}",
    ]
    if organisation.opening_hours:
        lines.append(_("Open: %(hours)s") % {"hours": organisation.opening_hours})
    return lines


def _whom(service: type[Service], organisation: Organisation | None) -> list[str]:
    ways = [_("At every desk a colleague fills it in with you.")]
    if number := telephone(organisation):
        called = _("Call %(number)s: a colleague asks the same questions and writes for you.")
        ways.insert(0, called % {"number": number})
    elsewhere = [by_text_message(service), by_email(service)]
    return [*ways, *(said for said in elsewhere if said)]


def by_text_message(service: type[Service]) -> str:
    """Which word to send where; empty where this is no way to it."""
    if not settings.SMS_NUMBER or Door.SMS in service.impossible:
        return ""
    return _("Text “%(word)s” to %(number)s: the questions come one by one.") % {
        "word": service.keyword or service.title,
        "number": settings.SMS_NUMBER,
    }


def by_email(service: type[Service]) -> str:
    """Where to write; empty where this is no way to it."""
    if not settings.MAIL_IN_DOMAIN or Door.EMAIL in service.impossible:
        return ""
    return _("Write an empty e-mail to %(address)s: the questions come back to you.") % {
        "address": addresses.address_of(service)
    }


def telephone(organisation: Organisation | None) -> str:
    """The number to call: of the organisation, else of the platform; as it is read."""
    platform = organisation.platform if organisation else Platform.objects.order_by("pk").first()
    number = (organisation.telephone if organisation else "") or (
        platform.telephone if platform else ""
    )
    return readable(number) if number else ""


def who_takes_in(commune: Area | None) -> Organisation | None:
    """Of the commune; without one, the only organisation there is, if there is but one."""
    taking_in = Organisation.objects.filter(takes_in=True).select_related("platform")
    if commune is not None:
        return taking_in.filter(area=commune).first()
    found = list(taking_in.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
