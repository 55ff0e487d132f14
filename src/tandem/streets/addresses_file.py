"""A commune's own list of addresses with their points, as BeSt Address gives it or as a table of its own."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tandem.streets import grid
from tandem.streets.rules import mark_in
from tandem.toolbox.folding import fold

MOST_BYTES = 40_000_000
MOST_ADDRESSES = 150_000
MOST_OF_A_NAME = 80
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "lat": ("epsg 4326_lat", "lat", "latitude", "breedtegraad", "breite"),
    "lon": ("epsg 4326_lon", "lon", "lng", "longitude", "lengtegraad", "lange"),
    "number": ("house_number", "number", "numero", "nummer", "huisnummer", "hausnummer", "nr"),
    "code": ("postcode", "postal_code", "postal code", "code postal", "postleitzahl", "plz"),
}
"""What a column may be called, folded; in BeSt Address and in the languages of the house."""
NAMES = ("streetname_fr", "streetname_nl", "streetname_de", "street", "rue", "straat", "strasse")
FIRST = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    name: str
    number: int
    point: grid.Point


class Unreadable(Exception):
    """A code that says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    lines: list[Line]
    left_out: int
    """Of another commune, without a number or a point, or off its map."""


def text_of(content: bytes) -> str:
    """As a spreadsheet or a register saves it."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str, codes: Sequence[str]) -> Taken:
    r"""The addresses of these postal codes, each street in each of its names; raises Unreadable.

    >>> read("rue;numéro;latitude;longitude\nRue du Merle;12A;50,867;4,373\n", ["1030"]).lines
    [Line(code='1030', name='Rue du Merle', number=12, point=(50.867, 4.373))]
    """
    head = text[:4000].partition("\n")[0]
    sign = max(";\t,", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=sign)
    try:
        places = _places([fold(one) for one in next(rows, [])])
        found: dict[tuple[str, str, int], Line] = {}
        left_out = 0
        for row in rows:
            lines = list(_lines(row, places, codes))
            left_out += not lines and any(row)
            for line in lines:
                found.setdefault((line.code, fold(line.name), line.number), line)
            if len(found) > MOST_ADDRESSES:
                raise Unreadable("too_many")
    except csv.Error:
        raise Unreadable("no_table") from None
    if not found:
        raise Unreadable("nothing_here")
    return Taken(list(found.values()), left_out)


def _places(head: Sequence[str]) -> dict[str, list[int]]:
    places = {
        name: [at for at, said in enumerate(head) if said in called][:1]
        for name, called in COLUMNS.items()
    }
    places["names"] = [at for at, said in enumerate(head) if said in NAMES]
    if not all(places[name] for name in ("lat", "lon", "number", "names")):
        raise Unreadable("no_columns")
    return places


def _lines(
    row: Sequence[str], places: Mapping[str, Sequence[int]], codes: Sequence[str]
) -> Iterator[Line]:
    if len(row) <= max(at for found in places.values() for at in found):
        return
    code = row[places["code"][0]].strip() if places["code"] else ""
    # A list without postal codes is that of a commune which has one.
    code = code or (codes[0] if len(codes) == 1 else "")
    number = FIRST.match(row[places["number"][0]].strip())
    lat, lon = (row[places[name][0]].strip() for name in ("lat", "lon"))
    point = mark_in(f"{lat} {lon}").point
    if code not in codes or number is None or point is None:
        return
    for at in places["names"]:
        if name := " ".join(row[at].split()):
            yield Line(code, name[:MOST_OF_A_NAME], int(number[0]), point)
