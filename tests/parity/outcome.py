"""What came of a form that was sent: everything that must not depend on the door.

What is sealed is opened: the rows are equal only if colleague and helper read the same in them.
"""

import re
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import models

from tandem.cases.models import Case, Step
from tandem.cases.sealed import answers_of, photo_in, words_of
from tandem.journal.choices import Kind, Purpose
from tandem.journal.models import Entry
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.outbox.models import name_of as name_of_row
from tandem.people import words
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tandem.toolbox.reference import clean
from tests.factories import scope_of

OWN = {"id", "key", "reference", "draft_digest", "door", "person", "case", "case_id"}
"""What two equal cases do not share: their names, and the door."""
OF_THE_DOOR = {"proven", "unproven_voices"}
"""Whether a colleague met her there, which her door alone may tell (decision 0060)."""
ASIDE = {"mandates.acted_for", "people.likeness_noted"}
"""The trace of a helper, which has its own promise; and that the same person asked before, as she
does here, door after door.
"""
WORD = re.compile(r"[“„«‘]\s*([a-z]{12})\s*[”“»’]")
SEALED = "sealed"
"""How columns begin of which the words are for whoever may open them."""


def case_of(reference: str) -> Case:
    """Found among all organisations, as the owner of the tests may."""
    with within(scope_of(*Organisation.objects.all())):
        return Case.objects.select_related("person", "organisation").get(reference=clean(reference))


def outcome(reference: str) -> dict[str, Any]:
    case = case_of(reference)
    with within(scope_of(*Organisation.objects.all())):
        told = answers_of(case)
        pictures = _pictures(case, told.get("pictures", {}))
        return {
            "case": _plain(case),
            "answers": {
                name: [pictures.get(one, one) for one in said]
                for name, said in told["raw"].items()
                if any(said)
            },
            "pictures": sorted(pictures.values()),
            "asked": sorted({change["question"] for change in told["changes"]}),
            "person": _person(case.person),
            "deeds": _deeds(case),
            "rows": _rows_of_the_room(case),
            "messages": _messages(case),
            "steps": [_step(step, case) for step in case.steps.all()],
        }


def acted_for(reference: str) -> list[Acting]:
    case = case_of(reference)
    with within(scope_of(*Organisation.objects.all())):
        return list(Acting.objects.filter(subject=name_of_row(case)))


def messages_about(case: Case) -> list[Message]:
    with within(scope_of(*Organisation.objects.all())):
        return list(Message.objects.about(case))


def _plain(row: models.Model) -> dict[str, Any]:
    """Its columns but names, moments, what is sealed and who wrote it down."""
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN | OF_THE_DOOR | {"account"}
        and not field.unique
        and not isinstance(field, models.DateTimeField | models.BinaryField)
    }


def _pictures(case: Case, known: dict[str, Any]) -> dict[str, str]:
    """By key what is in each photo, and what is known of it: its key is another one each time."""
    kept = [photo_in(row, case) for row in case.pictures.all()]
    assert len(kept) == len(known)
    return {
        key: f"{sha256(picture).hexdigest()} {told}"
        for (key, told), picture in zip(known.items(), kept, strict=True)
    }


def _step(step: Step, case: Case) -> dict[str, Any]:
    return _plain(step) | {"words": words_of(step, case)}


def _read(row: models.Model) -> dict[str, Any]:
    """Its columns, those that are sealed as whoever may open them reads them."""
    names = [one.attname for one in row._meta.concrete_fields if one.name.startswith(SEALED)]
    said = _plain(row) | {name: _opened(getattr(row, name), row) for name in names}
    for field in row._meta.concrete_fields:
        # What it belongs to in its own room was made with it, and is read like itself.
        if _leads_within(field, row) and getattr(row, field.attname) is not None:
            said[field.name] = _read(getattr(row, field.name))
    return said


def _leads_within(field: models.Field, row: models.Model) -> bool:
    rooms = field.related_model._meta.app_label if field.related_model else ""
    return rooms == row._meta.app_label and field.related_model is not type(row)


def _opened(sealed: bytes | None, row: models.Model) -> str:
    if not sealed:
        return ""
    assert hasattr(row, "place"), f"Say by `place` for where {row._meta.label} seals its words."
    return words.text_of(getattr(row, "person_id", None), sealed, row.place)


def _person(person: Person | None) -> dict[str, Any]:
    assert person, "nobody is named"
    return _plain(person) | {"identity": reveal_one(person, Purpose.OWN_DATA)}


def _deeds(case: Case) -> list[str]:
    """Words written in the journal about this case or its person."""
    about_case = Entry.objects.filter(kind=Kind.DEED, subject=name_of_row(case))
    about_person = Entry.objects.about(case.person.key).filter(kind=Kind.DEED)
    found = {entry.pk: entry.word for entry in [*about_case, *about_person]}
    return sorted(word for word in found.values() if word not in ASIDE)


def _rows_of_the_room(case: Case) -> list[tuple[str, list[dict[str, Any]]]]:
    # What a person gives is kept a floor below the room that asks for it.
    kept = [apps.get_app_config(one) for one in (known(case.service).room, "mandates")]
    having_cases = [
        model
        for room in kept
        for model in room.get_models()
        if any(field.attname == "case_id" for field in model._meta.concrete_fields)
    ]
    return [
        (model.__name__, [_read(row) for row in model.objects.filter(case_id=case.pk)])
        for model in having_cases
    ]


def _messages(case: Case) -> list[dict[str, Any]]:
    made = []
    for message in Message.objects.about(case):
        said = " ".join([*message.text.paragraphs, message.text.short])
        # The word is a secret of each; everything else is told alike.
        told = said
        for name in (case.shown_reference, case.reference, *WORD.findall(said)):
            told = told.replace(name, "…")
        made.append(
            {
                "kind": message.kind,
                "wanted": message.wanted,
                "language": message.language,
                "told": told,
            }
        )
    return made
