"""A person of whom a word stands in every place that may hold one, each word another."""

import io
import json
from dataclasses import fields
from itertools import count

from django.contrib.postgres.fields import ArrayField
from django.db import models
from PIL import Image

from tandem.cases.models import Case, CasePicture, Enclosure, Note, Reply, Step
from tandem.cases.sealed import (
    Written,
    sealed_answers,
    sealed_picture,
    sealed_reply,
    sealed_words,
)
from tandem.doors.models import PersonalSheet
from tandem.mandates import words
from tandem.mandates.models import Mandate
from tandem.mandates.words import Words
from tandem.outbox import text
from tandem.outbox.models import Message
from tandem.outbox.text import Text
from tandem.people.gathering import Piece, pieces
from tandem.people.identity import Identity as Known
from tandem.people.models import Flag, Identity, Opening, Person
from tandem.people.words import seal_for
from tandem.solidarity.choices import Side
from tandem.solidarity.models import Feedback, Need
from tandem.streets.models import Photo
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.sealing import seal, seal_bytes
from tests.factories.people import PersonFactory, scope_of
from tests.factories.rows import unsaved_row

_numbers = count(1)


def canary(what: str) -> str:
    """A word that stands nowhere else."""
    return f"canary{next(_numbers)}{what.replace('.', '').replace('_', '')}"


class Everything:
    """Her rows, one of each piece, and the words that stand in them."""

    def __init__(self, organisation) -> None:
        self.organisation = organisation
        self.words: dict[str, str] = {}
        """By place: what must be told of it."""
        self.rows: dict[type[models.Model], models.Model] = {}
        known = {
            field.name: self.word(f"people.identity.{field.name}")
            for field in fields(Known)
            if field.name not in {"born_on", "postal_code"}
        }
        self.person = PersonFactory(organisation=organisation, **known)
        self.rows[Person] = self.person
        with transaction_within(scope_of(organisation)):
            # A reply belongs to a case, a feedback to an arrangement: what is pointed to comes first.
            for piece in sorted(pieces(), key=lambda one: ORDER.index(one.name)):
                if piece.model not in {Person, Identity} and piece.name not in BY_OTHERS:
                    self.rows[piece.model] = self._row(piece)

    def word(self, place: str) -> str:
        return self.words.setdefault(place, canary(place))

    def _row(self, piece: Piece) -> models.Model:
        given = {}
        for column in piece.model._meta.concrete_fields:
            if column.related_model is not None and (found := self._of_hers(column)):
                given[column.name] = found
            elif column.name == "person_key":
                given[column.name] = self.person.key
            elif _holds_words(column) and column.name in piece.tells:
                given[column.name] = self.word(f"{piece.name}.{column.name}")[: column.max_length]
                self.words[f"{piece.name}.{column.name}"] = given[column.name]
        row = unsaved_row(piece.model, self.organisation, **given, **NEEDED.get(piece.name, {}))
        for column in piece.model._meta.concrete_fields:
            if isinstance(column, models.BinaryField) and column.name in piece.opens:
                said = self.word(f"{piece.name}.{column.name}")
                setattr(row, column.name, _sealed(row, column.name, said, self))
                if piece.model in PICTURES:
                    del self.words[f"{piece.name}.{column.name}"]
        row.save(force_insert=True)
        return row

    def _of_hers(self, column):
        if column.related_model is Person:
            return self.person
        return self.rows.get(column.related_model)


def _holds_words(column) -> bool:
    plain = isinstance(column, models.CharField) and not isinstance(column, ArrayField)
    return plain and not column.choices and (column.max_length or 40) >= 30 and not column.unique


def _sealed(row, column: str, said: str, hers: Everything) -> bytes:
    case = hers.rows.get(Case)
    if isinstance(row, Case):
        return sealed_answers(row, {"raw": {"what": [said], "kind": ["meal"]}, "changes": []})
    if isinstance(row, Step | Note):
        return sealed_words(case, said)
    if isinstance(row, Reply):
        return sealed_reply(row, Written(said))
    if isinstance(row, Enclosure):
        return sealed_picture(row.reply, row.number, _jpeg())
    if isinstance(row, Message) and column == "sealed_former":
        return seal_for(row.person_id, row, Known(email=said).as_kept(), row.former_place)
    if isinstance(row, Message):
        return text.sealed(Text(kind="answer", paragraphs=(said,)), row)
    if isinstance(row, CasePicture | Photo):
        return seal_bytes(_jpeg(), row.place)
    if isinstance(row, PersonalSheet):
        return seal(json.dumps({"sheet": said, "code": ""}), row.place)
    if isinstance(row, Mandate):
        return words.sealed(Words(purpose=said), row)
    if isinstance(row, Feedback):
        return seal(said, f"feedback:{row.arrangement.key}:{Side.ASKER}")
    if isinstance(row, Need) and column == "sealed_vital_why":
        return seal(said, f"{row.place}:vital")
    if isinstance(row, Flag | Opening):
        return seal(said, f"{row._meta.model_name}:{row.key}")
    if not row.pk and "pk" in str(type(row).place.fget.__code__.co_names):
        row.pk = 900_000 + next(_numbers)
    return seal(said, row.place)


def _jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "JPEG")
    return made.getvalue()


PICTURES = {CasePicture, Enclosure, Photo}
BY_OTHERS = {
    "accounts.account",
    "accounts.session",
    "accounts.codeapp",
    "accounts.passkey",
    "accounts.wayin",
    "journal.entry",
    "territory.membership",
    "territory.invitation",
    "territory.recovery",
    "people.likeness",
}
"""Written by deeds of their own, and without a word of hers."""
NEEDED = {
    "people.opening": {"kind": "address"},
    "cases.case": {"service": "ask-for-help", "reference": "7K2M9PXA", "language": "fr"},
    "solidarity.need": {"half_days": 1},
    "solidarity.offer": {"half_days": 1},
    "solidarity.feedback": {"side": Side.ASKER},
    "streets.system": {"url": ""},
}
ORDER = [
    *("people.person", "people.identity", *sorted(BY_OTHERS), "cases.case", "outbox.message"),
    *("cases.reply", "solidarity.need", "solidarity.offer", "solidarity.proposal"),
    *("solidarity.arrangement", "solidarity.seeker", "solidarity.gift", "solidarity.goodsask"),
    *("solidarity.shareout", "streets.report", "streets.voice"),
]
ORDER += sorted({piece.name for piece in pieces()} - set(ORDER))
