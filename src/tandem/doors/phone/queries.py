"""Reads made for the desk's pages."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, override

from tandem.doors import presenting
from tandem.doors.models import CallBack
from tandem.people.identity import Identity
from tandem.services import drafts
from tandem.services.catalogue import find
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text

MOST_SHOWN = 50
# As read out where a letter could be misheard; the same in every language.
SPELLED = {
    "A": "Alpha", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf",
    "H": "Hotel", "J": "Juliett", "K": "Kilo", "M": "Mike", "N": "November", "P": "Papa",
    "Q": "Quebec", "R": "Romeo", "T": "Tango", "U": "Uniform", "V": "Victor", "W": "Whiskey",
    "X": "X-ray", "Y": "Yankee", "Z": "Zulu", "B": "Bravo", "I": "India", "L": "Lima",
    "O": "Oscar", "S": "Sierra",
}  # fmt: skip


def spelled(text: str) -> list[tuple[str, str]]:
    """Sign by sign, with the word that tells it apart; a figure needs none."""
    return [(sign, SPELLED.get(sign, "")) for sign in text.upper() if sign.isalnum()]


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the script."""

    field: BoundField
    folded: bool
    """The answers so far do not call for it."""
    needs: str
    is_in: str
    """The declared condition, for the script that folds at once."""


def script(form: ServiceForm, language: str) -> list[Line]:
    """Every question, in order, with what one says to the person in her language."""
    asked = set(form.asked())
    return [
        Line(
            _made_ready(form, name, question, language),
            name not in asked,
            question.needed_if.question if question.needed_if else "",
            " ".join(sorted(question.needed_if.is_in)) if question.needed_if else "",
        )
        for name, question in form.questions()
    ]


def _made_ready(form: ServiceForm, name: str, question: Question, language: str) -> BoundField:
    with override(language):
        said = str(question.spoken)
        named = {value: str(label) for value, label in _options(question)}
    if language != get_language():
        question.spoken = format_html('<span lang="{}">{}</span>', language, said)
        # What the person hears, beside what the operator reads.
        question.beside = {  # type: ignore[attr-defined]
            value: format_html('<span lang="{}">{}</span>', language, label)
            for value, label in named.items()
        }
    for widget in getattr(question.widget, "widgets", [question.widget]):
        widget.attrs["autocomplete"] = "off"
    return form[name]


def _options(question: Question) -> Iterable[tuple[str, Text]]:
    if not isinstance(question, forms.ChoiceField) or question.kind == "half_days":
        return ()
    choices: Sequence[tuple[str, Text]] = list(question.choices)  # type: ignore[arg-type]
    return [(str(value), label) for value, label in choices]


def fingerprints(form: ServiceForm) -> dict[str, str]:
    """A short print of each answer as it is shown, by which a change made elsewhere is seen."""
    return {
        name: fingerprint({html: form.raw.get(html, []) for html in question.names(name)})
        for name, question in form.questions()
    }


def fingerprint(raw: Raw) -> str:
    """Equal for equal answers; an empty field counts as no answer."""
    said = {name: kept for name, values in raw.items() if (kept := [v for v in values if v])}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


def print_of(who: Identity) -> str:
    """By which it is known that nobody changed the name after a person was recognised, or not."""
    return fingerprint({"who": [who.full_name, who.born_on, who.email, who.phone]})


def changed(form: ServiceForm, sent: presenting.Sent, shown: Mapping[str, str]) -> list[str]:
    """The questions whose answers this desk changed; the others may be newer elsewhere."""
    return [
        name
        for name, _question in form.questions()
        if fingerprint(presenting.read(form, [name], sent)) != shown.get(name)
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A promised call, as the desk's list shows it: no name, no number."""

    row: CallBack
    title: Text
    late: bool
    href: str


def call_backs(desk: Organisation, now: datetime) -> list[Waiting]:
    rows = CallBack.objects.still_to_make().filter(organisation=desk).soonest_first()
    shown = list(rows.select_related("person")[:MOST_SHOWN])
    asked = drafts.services_of([row.draft_key for row in shown if row.draft_key])
    return [Waiting(row, _title(row, asked), row.is_late(now), _page(row)) for row in shown]


def _title(row: CallBack, asked: Mapping[UUID, str]) -> Text:
    service = find(asked.get(row.draft_key, "")) if row.draft_key else None
    return service.title if service else ""


def _page(row: CallBack) -> str:
    if row.draft_key:
        return reverse("doors:desk_draft", args=[row.draft_key])
    return reverse("doors:desk_new_for", args=[row.person.key]) if row.person else ""


def hidden_number(who: Identity) -> str:
    """The last two figures: enough to recognise a number that is read out."""
    figures = [sign for sign in who.phone if sign.isdigit()]
    return f"… {''.join(figures[-2:])}" if figures else ""
