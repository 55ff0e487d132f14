"""Reads made for the desk's pages."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import get_language, override

from tandem.cases.models import Case
from tandem.doors import photos, presenting
from tandem.doors.line.queries import page_of
from tandem.doors.models import CallBack
from tandem.doors.phone.forms import SearchForm
from tandem.journal.asker import current
from tandem.journal.choices import Door
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.services import drafts
from tandem.services.catalogue import find
from tandem.services.conditions import Raw
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.services.questions import Question
from tandem.tenancy.scope import required
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the script."""

    field: BoundField
    folded: bool
    """The answers so far do not call for it."""
    needs: str
    is_in: str
    """The declared condition, for the script that folds at once."""


class Spoken(NamedTuple):
    """One answer as it is read back to the person, in her language."""

    language: str
    label: str
    said: str


def said_in_search(form: SearchForm) -> list[tuple[str, str]]:
    """What was searched for, to be carried on by POST: no address may name anybody."""
    return [
        (name, said)
        for name in ("name", "phone", "born_on_day", "born_on_month", "born_on_year", "others")
        if (said := str(form.data.get(name, "")).strip())
    ]


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


def read_out(
    draft: OpenDraft, form: ServiceForm, rows: Iterable[presenting.Row]
) -> dict[str, Spoken]:
    """By question, what one reads back to the person in her language, where it is another."""
    language = draft.row.language
    if language == get_language():
        return {}
    with override(language):
        return {
            row.name: Spoken(
                language, str(presenting.question_of(form, row.name).label), form.said(row.name)
            )
            for row in rows
        }


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
    presenting.leave_unfilled(question)
    return form[name]


def _options(question: Question) -> Iterable[tuple[str, Text]]:
    # A question of several parts has at most one list to choose from: the ways to be reached.
    field = getattr(question, "parts", {}).get("channel", question)
    if not isinstance(field, forms.ChoiceField) or question.kind == "half_days":
        return ()
    choices: Sequence[tuple[str, Text]] = list(field.choices)  # type: ignore[arg-type]
    return [(str(value), label) for value, label in choices]


def told_later(form: ServiceForm, door: Door, language: str) -> dict[str, str]:
    """By question that cannot be asked by voice: how it comes, as one says it to the person."""
    with override(language):
        return photos.told_later(form, door)


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
    shown = list(rows.select_related("person", "call")[:MOST_SHOWN])
    asked = drafts.asked_for([row.draft_key for row in shown if row.draft_key])
    return [Waiting(row, _title(row, asked), row.is_late(now), page_of(row)) for row in shown]


def _title(row: CallBack, asked: Mapping[UUID, tuple[str, str]]) -> Text:
    service = find(asked.get(row.draft_key, ("", ""))[0]) if row.draft_key else None
    return service.title if service else ""


def person_of_request(reference: str) -> Person | None:
    """Who asked under this reference, where this desk writes for her.

    Whoever is protected is found by her own organisation alone, as in every search.
    """
    here = required().may_write
    rows = Case.objects.filter(reference=reference, person__territory__in=here)
    case = rows.select_related("person").first()
    person = record_in_use(case.person) if case is not None and case.person is not None else None
    if person is not None and person.protected and person.organisation_id != current().organisation:
        return None
    return person


def hidden_number(who: Identity) -> str:
    """The last two figures: enough to recognise a number that is read out."""
    figures = [sign for sign in who.phone if sign.isdigit()]
    return f"… {''.join(figures[-2:])}" if figures else ""
