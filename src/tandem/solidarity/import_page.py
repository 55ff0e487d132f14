"""What stands on the pages by which a list of volunteers is brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.journal.choices import Purpose
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import present
from tandem.people.reveal import reveal
from tandem.solidarity.importing import LEAVE, NEW, Kept, may_undo
from tandem.solidarity.models import Batch
from tandem.solidarity.volunteers_file import COLUMNS, Row
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable

GOOD_SHOWN = 20
BATCHES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    line: int
    name: str
    problems: list[tuple[str, str, str]]
    """Heading, what stood there, what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Shown:
    ready: list[tuple[str, ...]]
    more: int
    wrong: list[Wrong]
    ignored: list[str]
    good: int


def shown(kept: Kept) -> Shown:
    good = kept.good
    new = [row for row in good if row.line not in kept.known]
    return Shown(
        ready=[_cells(row) for row in new[:GOOD_SHOWN]],
        more=max(0, len(new) - GOOD_SHOWN),
        wrong=[_wrong(row) for row in kept.rows if row.problems],
        ignored=kept.ignored,
        good=len(good),
    )


def _cells(row: Row) -> tuple[str, ...]:
    reach = row.cells["email"] or row.cells["phone"] or row.cells["street"]
    return (_name(row), row.cells["postal_code"], reach, row.cells["skills"])


def _name(row: Row) -> str:
    return f"{row.cells['first_name']} {row.cells['last_name']}".strip()


def _wrong(row: Row) -> Wrong:
    headings = {column.name: str(column.heading) for column in COLUMNS}
    return Wrong(
        line=row.line,
        name=_name(row),
        problems=[
            (headings.get(name, name), row.cells.get(name, "")[:60], problem)
            for name, problem in row.problems.items()
        ],
    )


class KnownForm(forms.Form):
    """For each line that may be somebody known: is it? Nothing is decided by itself."""

    def __init__(self, kept: Kept, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        persons = {p.pk: p for p in present([key for keys in kept.known.values() for key in keys])}
        who = reveal(persons.values(), Purpose.RECOGNISE, what="people.searched")
        rows = {row.line: row for row in kept.good}
        self.lines = [line for line in sorted(kept.known) if line in rows]
        for line in self.lines:
            alike = [(persons[key], who[key]) for key in kept.known[line] if key in who]
            self.fields[f"line_{line}"] = self._question(rows[line], alike)

    @staticmethod
    def _question(row: Row, alike: list[tuple[Person, Identity]]) -> forms.ChoiceField:
        known = [
            (str(person.pk), _("The same as %(who)s") % {"who": _in_words(person, identity)})
            for person, identity in alike
        ]
        return forms.ChoiceField(
            label=_("Line %(line)s: is %(name)s somebody you know?")
            % {"line": row.line, "name": _name(row)},
            choices=[
                *known,
                (NEW, _("Somebody else: take in as new")),
                (LEAVE, _("Leave out for now")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Choose one of the answers.")},
        )

    def choices(self) -> dict[int, str]:
        """By line; whoever is like nobody known is new."""
        return {line: self.cleaned_data[f"line_{line}"] for line in self.lines}


def _in_words(person: Person, identity: Identity) -> str:
    reach = identity.email or (readable(identity.phone) if identity.phone else identity.street)
    return ", ".join(filter(None, [identity.full_name, person.postal_code, reach]))


@dataclass(frozen=True, slots=True)
class Line:
    batch: Batch
    at: datetime
    many: int
    state: str
    may_undo: bool
    waits: bool


def batches(organisation: Organisation) -> list[Line]:
    rows = Batch.objects.filter(organisation=organisation)[:BATCHES_SHOWN]
    return [_line(row) for row in rows]


def _line(batch: Batch) -> Line:
    waits = batch.taken_in_at is None
    state = _("Waits to be looked at") if waits else _("Taken in")
    if batch.undone_at:
        state = _("Taken out again")
    return Line(
        batch=batch,
        at=batch.taken_in_at or batch.made_at,
        many=len(batch.offers),
        state=state,
        may_undo=may_undo(batch),
        waits=waits,
    )
