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
from tandem.services.questions import half_day_name
from tandem.solidarity.choices import Skill
from tandem.solidarity.importing import LEAVE, NEW, Kept, may_undo
from tandem.solidarity.models import Batch
from tandem.solidarity.volunteers_file import COLUMNS, MOST_SIGNS, Row
from tandem.territory.models import Organisation
from tandem.toolbox.half_days import COUNT
from tandem.toolbox.telephone import readable
from tandem.toolbox.texts import Text

GOOD_SHOWN = 20
WRONG_SHOWN = 50
MOST_COLUMNS = 60
BATCHES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    line: int
    name: str
    form: "LineForm"
    """What stood in the cells that are wrong, to be put right."""


@dataclass(frozen=True, slots=True)
class Shown:
    ready: list[tuple[str, ...]]
    more: int
    unreachable: int
    """Of those, how many gave nothing by which they can be asked."""
    wrong: list[Wrong]
    ignored: list[str]
    good: int
    has_names: bool


def shown(kept: Kept) -> Shown:
    good = kept.good
    new = [row for row in good if row.line not in kept.known]
    return Shown(
        ready=[_cells(row) for row in new[:GOOD_SHOWN]],
        more=max(0, len(new) - GOOD_SHOWN),
        unreachable=sum(not _reach(row) for row in new),
        wrong=[Wrong(row.line, _name(row), LineForm(row)) for row in kept.rows if row.problems][
            :WRONG_SHOWN
        ],
        ignored=kept.ignored,
        good=len(good),
        has_names=kept.has_names,
    )


def _cells(row: Row) -> tuple[str, ...]:
    reach = _reach(row) or _("At the desk only")
    skills = ", ".join(str(Skill(code).label) for code in row.raw["skills"])
    return (_name(row), row.cells["postal_code"], reach, skills, _when(row))


def _when(row: Row) -> str:
    """As it was understood, so that a day read wrong is seen before anybody is asked on it."""
    chosen = [int(number) for number in row.raw["when"]]
    if len(chosen) == COUNT:
        return _("At any time")
    return ", ".join(str(half_day_name(number)) for number in chosen)


def _reach(row: Row) -> str:
    return row.cells["email"] or row.cells["phone"] or row.cells["street"]


def _name(row: Row) -> str:
    return f"{row.cells['first_name']} {row.cells['last_name']}".strip()


class LineForm(forms.Form):
    """The cells of one line that are wrong, each under its heading and with what is wrong."""

    use_required_attribute = False

    def __init__(self, row: Row) -> None:
        headings = {column.name: column.heading for column in COLUMNS}
        wrong = [name for name in row.problems if name in headings]
        # Bound, so that each problem is shown as every other error is: beside its field.
        super().__init__({cell_name(row.line, name): row.cells[name] for name in wrong})
        for name in wrong:
            self.fields[cell_name(row.line, name)] = forms.CharField(
                label=headings[name], required=False
            )
        self.full_clean()
        for name in wrong:
            self.add_error(cell_name(row.line, name), row.problems[name])


def cell_name(line: int, column: str) -> str:
    return f"line_{line}_{column}"


def corrected(kept: Kept, sent: Mapping[str, Any]) -> dict[int, dict[str, str]]:
    """What was written for the cells that are wrong, by line and column."""
    found: dict[int, dict[str, str]] = {}
    for row in kept.rows:
        for name in row.problems:
            if (said := sent.get(cell_name(row.line, name))) is not None:
                found.setdefault(row.line, {})[name] = said[: MOST_SIGNS + 1]
    return found


class ColumnsForm(forms.Form):
    """For each heading of the list: what stands below it?"""

    use_required_attribute = False

    def __init__(self, kept: Kept, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.headings = list(kept.columns)[:MOST_COLUMNS]
        choices: list[tuple[str, Text]] = [("", _("Nothing we need: leave it out"))]
        choices += [(column.name, column.heading) for column in COLUMNS]
        for number, heading in enumerate(self.headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=kept.columns[heading]
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = [name for name in said.values() if name]
        for field, name in list(said.items()):
            if name and chosen.count(name) > 1:
                self.add_error(field, _("Two columns cannot be the same. Choose for each one."))
        return said

    def chosen(self) -> dict[str, str]:
        return {
            heading: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self.headings)
        }


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
