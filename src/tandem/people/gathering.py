"""What is kept about a person, gathered from every floor: what she may see and take away.

This floor cannot see what the floors above keep. Each of them registers, in its own own_data.py,
its tables that speak of a person, and what of each column she is told. A test walks every model:
one that is missing, or a column of it that nobody mentions, fails.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.models import Identity, Person
from tandem.people.sameness import joined_records
from tandem.toolbox.texts import Text
from tandem.ui.formats import day_time, language_name, short_day

Value: TypeAlias = "str | int | float | bool | list[Any] | dict[str, Any] | None"
Of = Callable[[list[Person]], Iterable[Any]]
Opens = Callable[[Any], "Value | date"]

ALWAYS_INNER = frozenset({"id", "key", "territory", "organisation", "person", "case", "account"})
"""Names of rows, and whose they are: the same on every row of hers, and told once."""


class Apart(models.TextChoices):
    """Why something about her does not stand in the file. She is told."""

    NUMBERS = (
        "numbers",
        gettext_lazy(
            "Numbers computed from your name, number or address, by which we find you again. "
            "Nothing can be read from them."
        ),
    )
    KEYS = (
        "keys",
        gettext_lazy(
            "Keys that lock your data or let you sign in: whoever read them could use them."
        ),
    )
    PASSING = (
        "passing",
        gettext_lazy(
            "Words on their way in, such as a form not yet sent. They are not kept under your name, "
            "and are gone within 30 days."
        ),
    )
    SAME = "same", gettext_lazy("Copies of what stands here already.")
    OTHERS = (
        "others",
        gettext_lazy("What is of other people, or of the organisation and its programs."),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """One table that speaks of her: its rows, and what she is told of each."""

    model: type[models.Model]
    title: Text
    of: Of
    """Her rows, where these records are hers."""
    tells: Mapping[str, Text]
    """Plain columns, each with what it is in words."""
    opens: Mapping[str, tuple[Text, Opens]] = field(default_factory=dict)
    """What is sealed, or says little as it is kept: each with its words and how it is read. Where one
    column holds several things they are called `column.thing`.
    """
    inner: frozenset[str] = frozenset()
    """Columns that say nothing of her: names of other rows, and what keeps the work in order."""

    @property
    def name(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    label: str
    value: Value
    """As a program reads it."""
    shown: str
    """As she reads it, in the language in force."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """One piece with all its rows."""

    name: str
    title: str
    rows: list[list[Fact]]


_pieces: dict[str, Piece] = {}
_apart: dict[str, Apart] = {}


def register(piece: Piece) -> None:
    _pieces[piece.name] = piece


def leave_out(why: Apart, *kept: type[models.Model]) -> None:
    """These tables are not told, for this reason."""
    for model in kept:
        _apart[model._meta.label_lower] = why


def pieces() -> tuple[Piece, ...]:
    return tuple(_pieces.values())


def apart() -> Mapping[str, Apart]:
    return dict(_apart)


def gather(person: Person) -> list[Gathered]:
    """Everything kept of her and of the records joined to hers, in the language in force.

    It opens what is sealed: whoever calls has noted the look.
    """
    records = joined_records(person)
    found = [
        Gathered(
            piece.name,
            str(piece.title),
            [_facts(piece, row) for row in piece.of(records)],
        )
        for piece in pieces()
    ]
    return [piece for piece in found if piece.rows]


def reasons_apart() -> list[str]:
    """What is not told, and why: each reason once."""
    return [str(why.label) for why in Apart if why in set(_apart.values())]


def _facts(piece: Piece, row: models.Model) -> list[Fact]:
    told = [_plain(row, name, label) for name, label in piece.tells.items()]
    for name, (label, opens) in piece.opens.items():
        value = opens(row)
        told.append(Fact(name, str(label), _for_programs(value), shown(value)))
    return [fact for fact in told if fact.value not in (None, "", [], {})]


def _plain(row: models.Model, name: str, label: Text) -> Fact:
    column = row._meta.get_field(name)
    value = getattr(row, name)
    if isinstance(column, models.ForeignKey):
        words = str(value) if value is not None else ""
        return Fact(name, str(label), words, words)
    words = shown(value)
    if getattr(column, "choices", None):
        words = str(dict(column.flatchoices).get(value, value))  # type: ignore[union-attr]
    elif name in {"language"} and value:
        words = language_name(str(value))
    return Fact(name, str(label), _for_programs(value), words)


def _for_programs(value: Any) -> Value:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_for_programs(one) for one in value]
    if isinstance(value, str | int | float | bool | dict) or value is None:
        return value
    return str(value)


def shown(value: Any) -> str:
    """In words, for whoever reads and is no program."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return day_time(value)
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, dict):
        if "base64" in value:
            return _("A picture; it is in the file.")
        if "question" in value:
            return f"{value['question']} {shown(value.get('answer'))}"
        parts = ((str(name), shown(one)) for name, one in value.items())
        return "\n".join(f"{name}: {one}" for name, one in parts if one)
    if isinstance(value, list | tuple):
        between = "\n" if any(isinstance(one, dict) for one in value) else ", "
        return between.join(filter(None, (shown(one) for one in value)))
    return str(value)


def picture(jpeg: bytes) -> Value:
    """As the file carries it: to be opened by any program."""
    return {"type": "image/jpeg", "base64": base64.b64encode(jpeg).decode()}


def choices_in_words(kind: type[models.TextChoices], values: Iterable[str]) -> Value:
    """A list of codes, each with its words where it has some."""
    words = {str(one.value): str(one.label) for one in kind}
    return [words.get(value, value) for value in values]


def counted(person: Person) -> list[tuple[str, int]]:
    """How many rows of each piece; who she is, which leaves a look, is not opened for it."""
    records = joined_records(person)
    plain = [piece for piece in pieces() if piece.model is not Identity]
    found = [(str(piece.title), len(list(piece.of(records)))) for piece in plain]
    return [(title, many) for title, many in found if many]
