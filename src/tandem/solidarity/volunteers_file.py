"""Reads a list of volunteers as it comes out of a spreadsheet; nothing is kept here.

What a cell means is decided by the same form as at every other door, so the same mistake leads
to the same sentence.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tandem.people.choices import Channel
from tandem.services.conditions import Raw
from tandem.services.questions import DAYS, PARTS_OF_DAY
from tandem.solidarity.choices import Group, Skill
from tandem.solidarity.forms import FAR, LANGUAGES
from tandem.toolbox.folding import fold
from tandem.toolbox.half_days import COUNT, PARTS
from tandem.toolbox.telephone import is_mobile
from tandem.toolbox.texts import Text

MOST_BYTES = 1_000_000
MOST_ROWS = 500
MOST_SIGNS = 500
PARTED = re.compile(r"[,;|/\n]+")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    heading: Text
    example: str
    also: tuple[str, ...] = ()
    """Other headings under which it is found, besides the one in each language of the house."""


COLUMNS = (
    Column("first_name", gettext_lazy("First name"), "Noor", ("prenom", "voornaam", "vorname")),
    Column("last_name", gettext_lazy("Last name"), "Voorbeeld", ("nom", "naam", "name", "surname")),
    Column("email", gettext_lazy("E-mail address"), "noor@voorbeeld.example", ("email", "mail")),
    Column(
        "phone",
        gettext_lazy("Telephone number"),
        "0470 00 00 00",
        ("telephone", "phone", "gsm", "mobile", "telefoon", "telefon", "tel"),
    ),
    Column("street", gettext_lazy("Street and number"), "Rue Inventée 1", ("adresse", "adres")),
    Column("postal_code", gettext_lazy("Postal code"), "1030", ("code postal", "postcode", "plz")),
    Column("language", gettext_lazy("Language of our messages"), "nl", ("langue", "taal")),
    Column("languages", gettext_lazy("Languages spoken"), "nl, fr", ("langues", "talen")),
    Column("skills", gettext_lazy("What the person would do"), "errands, lift", ("skills",)),
    Column("half_days", gettext_lazy("When"), "", ("moments", "momenten", "wann", "quand")),
    Column("far", gettext_lazy("Kilometres at most"), "5", ("km", "distance", "afstand")),
    Column("capacity", gettext_lazy("Times a week at most"), "1", ("per week", "par semaine")),
    Column("group_name", gettext_lazy("Group"), "", ("groupe", "groep", "gruppe", "association")),
    Column("group_size", gettext_lazy("Helpers at one time"), "", ("taille", "aantal", "anzahl")),
)
NEEDED = ("first_name", "last_name", "postal_code")
# Where the form says something about a part of a question, and under which heading it stood.
COLUMN_OF = {
    "who_first_name": "first_name",
    "who_last_name": "last_name",
    "where_postal_code": "postal_code",
    "where_street": "street",
    "reach_email": "email",
    "reach_phone": "phone",
    "reach_channel": "email",
    "when": "half_days",
}


class NotReadable(ValueError):
    """The file as a whole cannot be read; the code says why."""


@dataclass(slots=True)
class Row:
    """One line of the file."""

    line: int
    cells: dict[str, str]
    raw: Raw = field(default_factory=dict)
    """As the form of the offer takes it."""
    language: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    """What is wrong, by column."""


@dataclass(frozen=True, slots=True)
class Read:
    rows: list[Row]
    ignored: list[str]
    """Headings that were not understood."""


def read(data: bytes, language: str) -> Read:
    """Every line, with what cannot be understood said beside it; raises NotReadable."""
    lines = _lines(_text(data))
    headings = next(lines, (0, []))[1]
    places, ignored = _columns(headings)
    if missing := [name for name in NEEDED if name not in places.values()]:
        raise NotReadable(f"missing:{','.join(missing)}")
    words = Words()
    rows = [_row(number, cells, places, words, language) for number, cells in lines]
    rows = [row for row in rows if any(row.cells.values())]
    if not rows:
        raise NotReadable("empty")
    if len(rows) > MOST_ROWS:
        raise NotReadable("too_many_rows")
    return Read(rows, ignored)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise NotReadable("too_large")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\x00" in data:
        raise NotReadable("not_csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As spreadsheets on older machines write; every byte is some sign there.
        return data.decode("cp1252", errors="replace")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotReadable("not_csv") from error


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise NotReadable("not_csv") from error


def _columns(headings: list[str]) -> tuple[dict[int, str], list[str]]:
    known = _headings()
    places: dict[int, str] = {}
    ignored: list[str] = []
    for place, heading in enumerate(headings):
        name = known.get(fold(heading))
        if name and name not in places.values():
            places[place] = name
        elif heading.strip():
            ignored.append(heading.strip()[:40])
    return places, ignored


def _headings() -> dict[str, str]:
    found = {fold(other): column.name for column in COLUMNS for other in column.also}
    for column in COLUMNS:
        found[fold(column.name.replace("_", " "))] = column.name
        found |= {fold(said): column.name for said in _in_every_language(column.heading)}
    return found


def _in_every_language(text: Text) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield str(text)


def _row(
    number: int, cells: list[str], places: Mapping[int, str], words: "Words", language: str
) -> Row:
    said = {name: _plain(cells[at]) if at < len(cells) else "" for at, name in places.items()}
    row = Row(line=number, cells={column.name: said.get(column.name, "") for column in COLUMNS})
    for name, cell in row.cells.items():
        if len(cell) > MOST_SIGNS:
            row.problems[name] = _("This is far too long.")
        elif _is_formula(name, cell):
            row.problems[name] = _("This looks like a formula. Write the words themselves.")
    row.language = row.cells["language"].strip().lower()[:2] or language
    if row.language not in dict(settings.LANGUAGES):
        row.problems["language"] = _("Write fr, nl, de or en.")
        row.language = language
    if not row.problems:
        row.raw = _answers(row, words)
    return row


def _plain(cell: str) -> str:
    # Spreadsheets put an apostrophe before what must stay text.
    return " ".join(cell.strip().removeprefix("'").split(" ")).strip()


def _is_formula(name: str, cell: str) -> bool:
    """A cell that a spreadsheet would compute, now or when it is given out again."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return False
    return not (name == "phone" and re.fullmatch(r"\+[0-9 ./()-]+", cell))


def _answers(row: Row, words: "Words") -> Raw:
    """The line as answers to the questions that every volunteer is asked."""
    cells = row.cells
    group = Group.ASSOCIATION if cells["group_name"] else Group.ALONE
    raw: Raw = {
        "who_first_name": [cells["first_name"]],
        "who_last_name": [cells["last_name"]],
        "where_postal_code": [cells["postal_code"]],
        "where_street": [cells["street"]],
        "where_landmark": [""],
        "reach_channel": [_channel(cells)],
        "reach_email": [cells["email"]],
        "reach_phone": [cells["phone"]],
        "reach_safe_contact": [""],
        "skills": words.codes(row, "skills", words.skills),
        "more": ["no"],
        "when": words.codes(row, "half_days", words.half_days) or list(map(str, range(COUNT))),
        "far": [_far(row)],
        "capacity": [cells["capacity"] or "1"],
        "languages": words.codes(row, "languages", words.languages) or [row.language],
        "group": [group],
        "group_name": [cells["group_name"]],
        "group_size": [cells["group_size"]],
    }
    return raw


def _channel(cells: Mapping[str, str]) -> str:
    """The way people are most easily asked, among those the list knows."""
    if cells["email"]:
        return Channel.EMAIL
    if cells["phone"]:
        return Channel.SMS if is_mobile(cells["phone"]) else Channel.CALL
    return Channel.LETTER if cells["street"] else Channel.DESK


def _far(row: Row) -> str:
    said = row.cells["far"].lower().replace("km", "").replace(",", ".").strip() or "5"
    try:
        metres = float(said) * 1000
    except ValueError:
        metres = -1
    if not 0 <= metres < 1_000_000:
        row.problems["far"] = _("Write a number of kilometres, such as 5.")
        return FAR[0][0]
    return next((far for far, _label in FAR if int(far) >= metres), FAR[-1][0])


class Words:
    """What may stand in a cell, in every language of the house, and the codes that it means."""

    def __init__(self) -> None:
        self.skills = self._of([(skill.value, skill.label) for skill in Skill])
        self.languages = self._of(LANGUAGES)
        self.half_days = dict(self._half_days())

    @staticmethod
    def _of(choices: object) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, label in choices:  # type: ignore[attr-defined]
            found[fold(code.replace("_", " "))] = [code]
            for said in _in_every_language(label):
                found.setdefault(fold(said), [code])
        return found

    @staticmethod
    def _half_days() -> Iterator[tuple[str, list[str]]]:
        for day, day_name in enumerate(DAYS):
            every = [str(day * PARTS + part) for part in range(PARTS)]
            for day_said in _in_every_language(day_name):
                yield fold(day_said), every
            for part, part_name in enumerate(PARTS_OF_DAY):
                for code, _name in settings.LANGUAGES:
                    with override(code):
                        yield fold(f"{day_name} {part_name}"), [every[part]]

    def codes(self, row: Row, column: str, known: Mapping[str, list[str]]) -> list[str]:
        found: list[str] = []
        for said in PARTED.split(row.cells[column]):
            if not (word := fold(said)):
                continue
            if word not in known:
                row.problems[column] = _("We do not understand “%(word)s”.") % {
                    "word": said.strip()[:40]
                }
                return []
            found += known[word]
        return found


def template() -> str:
    """An empty list with the right headings and one line as an example, for any spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column.heading) for column in COLUMNS])
    writer.writerow([column.example for column in COLUMNS])
    return out.getvalue()
