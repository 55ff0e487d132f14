"""What every door needs of a draft: its form, what is still to ask, and the answers in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.cases import intake
from tandem.cases.intake import place_of
from tandem.cases.opening import Receipt
from tandem.doors.forms import SameForm
from tandem.doors.fronts import WEBSITE
from tandem.journal.choices import Door
from tandem.people.choices import Care, Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.services import drafts
from tandem.services.alike import SAME_AS, joined_in_words
from tandem.services.catalogue import services
from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tandem.territory.models import Organisation, Platform
from tandem.toolbox.telephone import readable
from tandem.toolbox.texts import Text, plain_lines
from tandem.ui.components import Fact
from tandem.ui.front import Front

HOW_THE_ANSWER_COMES: Mapping[str, Text] = {
    Channel.EMAIL: _("The answer comes by e-mail."),
    Channel.SMS: _("The answer comes by text message."),
    Channel.CALL: _("We call you with the answer."),
    Channel.LETTER: _("The answer comes by letter."),
    Channel.DESK: _("Ask at any desk for the answer, with your reference and your word."),
}


NO_TEXTS_YET = _(
    "We cannot send text messages yet: the answer comes by e-mail or letter where you gave an "
    "address, else we call you."
)


def how_the_answer_comes(channel: str) -> Text:
    """What will truly happen; empty where nobody chose a way."""
    if channel == Channel.SMS and not settings.SMS_GATEWAY:
        return NO_TEXTS_YET
    return HOW_THE_ANSWER_COMES.get(channel, "")


class Sent(Protocol):
    """What a browser sent: every value given under a name."""

    def getlist(self, key: str) -> list[str]: ...


def form_of(draft: OpenDraft) -> ServiceForm:
    """The form with the answers so far, fitted to the commune if it is known."""
    return intake.form_of(draft)


def question_of(form: ServiceForm, name: str) -> Question:
    question = form.fields[name]
    assert isinstance(question, Question)  # noqa: S101 - for the type checker
    return question


def questions_of(service: type[Service], raw: Raw) -> list[str]:
    """The questions to which these answers belong."""
    asked = service.form({}).questions()
    return [name for name, question in asked if raw.keys() & set(question.names(name))]


def read(form: ServiceForm, names: Iterable[str], sent: Sent) -> Raw:
    """What was sent for these questions, as typed."""
    return {
        # As it is kept: or whatever has two lines would look changed each time it is sent.
        html: list(map(plain_lines, sent.getlist(html)))
        for name in names
        for html in question_of(form, name).names(name)
    }


def leave_unfilled(question: Question) -> None:
    """The browser belongs to somebody else: it proposes nothing, and remembers nothing."""
    for widget in getattr(question.widget, "widgets", [question.widget]):
        widget.attrs["autocomplete"] = "off"


def is_answered(form: ServiceForm, name: str) -> bool:
    """Whether an answer was given, be it empty: nobody is asked again what she left open."""
    return any(html in form.raw for html in question_of(form, name).names(name))


def still_to_ask(form: ServiceForm) -> list[str]:
    """In order: what nobody asked yet, and what was answered wrongly."""
    return _open(form, form.check())


def after(form: ServiceForm, name: str) -> str | None:
    """The question to ask after this one was answered: itself again if it is wrong."""
    errors = form.check()
    return name if name in errors else next(iter(_open(form, errors)), None)


def _open(form: ServiceForm, errors: Mapping[str, list[str]]) -> list[str]:
    return [name for name in form.asked() if name in errors or not is_answered(form, name)]


def steps(form: ServiceForm, name: str) -> tuple[int, int]:
    """Which question this is, of how many that these answers call for."""
    asked = form.asked()
    return asked.index(name) + 1, len(asked)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer read back."""

    name: str
    label: Text
    said: str
    door: Door | None
    """The other door through which it was given last, if another."""


def read_back(draft: OpenDraft, form: ServiceForm, *, here: Iterable[Door]) -> list[Row]:
    """Every answer in words; the form has been checked."""
    last = {change["question"]: Door(change["door"]) for change in draft.changes}
    return [
        Row(
            name,
            question_of(form, name).label or "",
            form.said(name),
            door if (door := last.get(name)) not in {None, *here} else None,
        )
        for name in form.asked()
    ]


def same_form(form: ServiceForm) -> SameForm | None:
    """Whether it is known already, to be asked with the reading back; None where nothing is alike."""
    known = form.alike()
    return SameForm(known, initial={SAME_AS: form.same_as}) if known else None


def joined(receipt: Receipt) -> str:
    """With the receipt: that it was known already, and how many have told of it."""
    return joined_in_words(receipt.voices)


def keep_same(draft: OpenDraft, sent: Sent, door: Door) -> None:
    """Which of what is known already she says it is, if she was asked."""
    if said := sent.getlist(SAME_AS):
        drafts.keep(draft.code, {SAME_AS: said[:1]}, asked=[], door=door)


def facts(
    rows: Iterable[Row], href: Callable[[str], str], photos: Mapping[str, str] = {}
) -> list[Fact]:
    """The answers as a list with a way to change each; `href` leads to a question.

    `photos` are the addresses of those that answer one: whoever sends them sees them before.
    """
    return [Fact(row.label, _seen(row, photos.get(row.name, "")), href(row.name)) for row in rows]


def _seen(row: Row, photo: str) -> Text:
    if not photo:
        return row.said or _("Not answered")
    shown = '{} <img class="photo" src="{}" alt="{}">'
    return format_html(shown, row.said, photo, gettext("Your photo as we keep it"))


def answers_about(person: Person, who: Identity, service: type[Service]) -> Raw:
    """What is already known of a person, as if she had just said it."""
    form = service.form({})
    year, month, day = who.born_on.split("-") if who.born_on else ("", "", "")
    named = {
        "first_name": who.first_name,
        "last_name": who.last_name,
        "day": day.lstrip("0"),
        "month": month.lstrip("0"),
        "year": year,
    }
    home = {
        "postal_code": who.postal_code or person.postal_code,
        "street": who.street,
        "care_of": who.care_of,
        "landmark": who.notes,
    }
    reach = {
        "channel": person.channel,
        "email": who.email,
        "phone": who.phone,
        "safe_contact": who.safe_contact,
    }
    known = {form.who_question: named, form.reach_question: named | home | reach}
    if form.place_is_home:
        known[form.place_question] = home
    raw = {
        f"{name}_{part}": [said[part]]
        for name, said in known.items()
        if isinstance(question := form.fields.get(name), Composite)
        for part in question.parts
        if part in said
    }
    if form.care_question in form.fields:
        raw[form.care_question] = [care for care in Care.values if getattr(person, care)]
    return raw


def answers_of_search(who: Identity, service: type[Service]) -> Raw:
    """What the operator searched for and nobody known had, written where it is asked."""
    form = service.form({})
    first, _space, last = who.first_name.strip().partition(" ")
    if not last:
        # A word alone is more often a family's than a first name.
        first, last = "", first
    year, month, day = who.born_on.split("-") if who.born_on else ("", "", "")
    names = {"first_name": first, "last_name": last.strip()}
    born = {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
    asked_at = form.who_question if form.who_question in form.fields else form.reach_question
    parts = getattr(form.fields[asked_at], "parts", {})
    said = {f"{asked_at}_{part}": value for part, value in (names | born).items() if part in parts}
    said[f"{form.reach_question}_phone"] = who.phone
    return {name: [value] for name, value in said.items() if value}


def open_to(door: Door, desk: Organisation | None) -> list[type[Service]]:
    """The services that may be asked for at this door, by the public or by this staff."""
    return [s for s in services() if door in s.doors() and is_open_to(s, desk)]


def is_open_to(service: type[Service], desk: Organisation | None) -> bool:
    if not service.for_staff_of:
        return True
    return desk is not None and desk.kind in service.for_staff_of


def next_page(draft: OpenDraft | None, service: type[Service], front: Front = WEBSITE) -> str:
    """Where one question a page is asked: the next one, the reading back, or an end."""
    if draft is None:
        return front.at("question", service.slug, service.form({}).asked()[0])
    if draft.sent:
        return front.at("sent", service.slug)
    form = form_of(draft)
    if form.is_put_by:
        return front.at("kept", service.slug)
    if open_questions := still_to_ask(form):
        return front.at("question", service.slug, open_questions[0])
    return front.at("review", service.slug)


def who_answers(draft: OpenDraft) -> Organisation | None:
    """The organisation that will answer, once the commune is known."""
    found = place_of(draft)
    return found[1] if found else None


def telephone() -> str:
    """Where one is answered by a voice, as a sentence; nothing where no platform has a number."""
    found = list(Platform.objects.exclude(telephone="").order_by("name"))
    if not found:
        return ""
    if len({platform.telephone for platform in found}) == 1:
        return gettext("Telephone: %(number)s.") % {"number": readable(found[0].telephone)}
    numbers = [f"{platform} {readable(platform.telephone)}" for platform in found]
    return gettext("Telephone: %(number)s.") % {"number": ", ".join(numbers)}
