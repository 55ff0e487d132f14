"""Reads a list of volunteers as it comes out of a spreadsheet; nothing is kept here.

What a cell means is decided by the same form as at every other door, so the same mistake leads
to the same sentence.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.choices import Channel
from tandem.services.conditions import Raw
from tandem.services.questions import DAYS, half_day_name
from tandem.solidarity.choices import Group, Skill
from tandem.solidarity.forms import FAR
from tandem.solidarity.volunteers_words import Ambiguous, Words, in_every_language
from tandem.toolbox.folding import fold
from tandem.toolbox.half_days import COUNT
from tandem.toolbox.telephone import is_mobile
from tandem.toolbox.texts import Text

MOST_BYTES = 1_000_000
MOST_ROWS = 500
MOST_SIGNS = 500
MOST_WORDS = 5
"""Named of those that are not understood in one cell."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    heading: Text
    also: str = ""
    """Other headings under which it is found, besides the one in each language of the house."""


COLUMNS = (
    Column("first_name", gettext_lazy("First name"), "prenom, voornaam, vorname"),
    Column(
        "last_name", gettext_lazy("Last name"), "nom, naam, surname, nom de famille, familienaam"
    ),
    Column(
        "full_name",
        gettext_lazy("First and last name together"),
        "name, nom complet, prenom et nom, prenom nom, volledige naam, voornaam en naam, voornaam naam",
    ),
    Column(
        "email",
        gettext_lazy("E-mail address"),
        "email, e mail, mail, courriel, adresse mail, adresse email, e mailadres, emailadres, mailadres",
    ),
    Column(
        "phone",
        gettext_lazy("Telephone number"),
        "telephone, phone, gsm, mobile, telefoon, telefon, tel, gsm nummer, numero, portable, handy",
    ),
    Column("street", gettext_lazy("Street and number"), "adresse, adres, address, rue, straat"),
    Column("postal_code", gettext_lazy("Postal code"), "code postal, cp, postcode, plz, pc"),
    Column("language", gettext_lazy("Language of our messages"), "langue, taal, sprache, language"),
    Column("languages", gettext_lazy("Languages spoken"), "langues, talen, sprachen, languages"),
    Column(
        "skills",
        gettext_lazy("What the person would do"),
        "skills, wat, quoi, was, what, aide, hulp, hilfe, help, taken, taches, aufgaben, tasks",
    ),
    Column(
        "half_days",
        gettext_lazy("When"),
        "moments, momenten, wann, quand, wanneer, disponibilites, beschikbaarheid, beschikbaar",
    ),
    Column("far", gettext_lazy("Kilometres at most"), "km, distance, afstand, entfernung"),
    Column("capacity", gettext_lazy("Times a week at most"), "per week, par semaine, pro woche"),
    Column("group_name", gettext_lazy("Group"), "groupe, groep, gruppe, association, vereniging"),
    Column(
        "group_size",
        gettext_lazy("Helpers at one time"),
        "taille, aantal, anzahl, helpers tegelijk",
    ),
)
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


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a list is to be read: what its coordinator says about it, besides what stands in it."""

    language: str
    skills: Sequence[str] = ()
    """What people would do where the list does not say."""
    postal_code: str = ""
    """Where they live, where the list does not say."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """By heading: the column that it is; empty where it is to be left out."""
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By line, then by column: what should have stood there."""


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
    columns: dict[str, str]
    """Every heading, and the column it was understood as; empty where it was not."""

    @property
    def ignored(self) -> list[str]:
        return [heading for heading, name in self.columns.items() if not name]

    @property
    def has_names(self) -> bool:
        return not {"last_name", "full_name"}.isdisjoint(self.columns.values())


def read(data: bytes, language: str) -> Read:
    """Every line, with what cannot be understood said beside it; raises NotReadable."""
    return read_text(text_of(data), Wishes(language))


def read_text(text: str, wishes: Wishes) -> Read:
    lines = _lines(text)
    headings = [heading.strip()[:40] for heading in next(lines, (0, []))[1]]
    columns = _columns(headings, wishes.columns)
    places = {at: columns[said] for at, said in enumerate(headings) if columns.get(said)}
    if not any(headings):
        raise NotReadable("empty")
    words = Words()
    rows = [_row(number, cells, places, words, wishes) for number, cells in lines]
    rows = [row for row in rows if any(row.cells.values())]
    found = Read(rows, columns)
    if found.has_names and not rows:
        raise NotReadable("empty")
    if len(rows) > MOST_ROWS:
        raise NotReadable("too_many_rows")
    return found


def text_of(data: bytes) -> str:
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


def _columns(headings: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """What each heading is: as it was chosen by hand, else as it is usually called."""
    known = _headings()
    found = {said: chosen[said] for said in headings if said and said in chosen}
    for said in headings:
        name = known.get(fold(said), "")
        if said and said not in found:
            found[said] = name if name not in found.values() else ""
    # A list with one column of names calls it "Name", and means both.
    alone = next((said for said, name in found.items() if name == "last_name"), "")
    if alone and alone not in chosen and not {"first_name", "full_name"} & {*found.values()}:
        found[alone] = "full_name"
    return {said: found[said] for said in headings if said}


def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for column in COLUMNS:
        found[fold(column.name.replace("_", " "))] = column.name
        found |= {fold(said): column.name for said in in_every_language(column.heading)}
    for column in COLUMNS:
        for other in column.also.split(","):
            found.setdefault(fold(other), column.name)
    return found


def _row(
    number: int, cells: list[str], places: Mapping[int, str], words: Words, wishes: Wishes
) -> Row:
    said = {name: _plain(cells[at]) if at < len(cells) else "" for at, name in places.items()}
    said |= {name: _plain(cell) for name, cell in wishes.cells.get(str(number), {}).items()}
    row = Row(line=number, cells={column.name: said.get(column.name, "") for column in COLUMNS})
    for name, cell in row.cells.items():
        if len(cell) > MOST_SIGNS:
            row.problems[name] = _("This is far too long.")
        elif _is_formula(name, cell):
            row.problems[name] = _("This looks like a formula. Write the words themselves.")
    if not any(row.cells.values()):
        return row
    if full := row.cells["full_name"]:
        first, _space, last = full.partition(" ")
        row.cells["first_name"] = row.cells["first_name"] or first
        row.cells["last_name"] = row.cells["last_name"] or last
    row.cells["postal_code"] = row.cells["postal_code"] or wishes.postal_code
    unread = {name: row.cells[name] for name in row.problems}
    row.cells |= dict.fromkeys(unread, "")
    _read_language(row, words, wishes.language)
    # Judged whole even where a cell is wrong: mistakes are not said one after another.
    row.raw = _answers(row, words, wishes)
    row.cells |= unread
    return row


def _read_language(row: Row, words: Words, usual: str) -> None:
    """The language of our messages. Another that she speaks is noted, and ours are in the usual."""
    row.language = usual
    if not (said := row.cells["language"]):
        return
    code = words.languages.get(fold(said)) or words.languages.get(fold(said)[:2])
    if code in dict(settings.LANGUAGES):
        row.language = code
    elif code and not row.cells["languages"]:
        row.cells["languages"] = said if fold(said) in words.languages else code
    elif not code:
        row.problems["language"] = _("Write a language, such as fr or Dutch.")


def _plain(cell: str) -> str:
    # Spreadsheets put an apostrophe before what must stay text.
    return " ".join(cell.strip().removeprefix("'").split(" ")).strip()


def _is_formula(name: str, cell: str) -> bool:
    """A cell that a spreadsheet would compute, now or when it is given out again."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return False
    return not (name == "phone" and re.fullmatch(r"\+[0-9 ./()-]+", cell))


def _answers(row: Row, words: Words, wishes: Wishes) -> Raw:
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
        "skills": _codes(row, "skills", words) or list(wishes.skills),
        "more": ["no"],
        "when": _codes(row, "half_days", words, wishes.language) or list(map(str, range(COUNT))),
        "far": [_far(row)],
        "capacity": [cells["capacity"] or "1"],
        "languages": _codes(row, "languages", words) or [row.language],
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


def _codes(row: Row, column: str, words: Words, usual: str = "") -> list[str]:
    cell = row.cells[column]
    try:
        if column == "half_days":
            return words.half_days(cell, row.language, usual)
        return words.codes(cell, words.skills if column == "skills" else words.languages)
    except LookupError as error:
        sentence = _("We do not understand “%(word)s”.")
        said = (str(word)[:40] for word in error.args[:MOST_WORDS])
        row.problems.setdefault(column, " ".join(sentence % {"word": word} for word in said))
    except Ambiguous as doubt:
        word, one, other = doubt.args
        row.problems[column] = _(
            "“%(word)s” can be %(one)s or %(other)s. Write the day in full."
        ) % {"word": word, "one": DAYS[one], "other": DAYS[other]}
    return []


EXAMPLE = {
    "first_name": "Noor",
    "last_name": "Voorbeeld",
    "email": "noor@voorbeeld.example",
    "phone": "0470 00 00 00",
    "street": "Rue Inventée 1",
    "postal_code": "1030",
    "language": "nl",
    "languages": "nl, fr",
    "far": "5",
    "capacity": "1",
}


def template() -> str:
    """An empty list with the right headings and one line as an example, for any spreadsheet."""
    skills = f"{Skill.ERRANDS.label}; {Skill.LIFT.label}"
    example = EXAMPLE | {"skills": skills, "half_days": str(half_day_name(0))}
    asked = [column for column in COLUMNS if column.name != "full_name"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column.heading) for column in asked])
    writer.writerow([example.get(column.name, "") for column in asked])
    return out.getvalue()
