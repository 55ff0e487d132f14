"""Maps drawn on the server, as an addition: every map has its list beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import cos, hypot, sin, tau

from tandem.streets import grid
from tandem.streets.models import Report
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area
from tandem.toolbox.distance import to_metres

Listed = tuple[grid.Point | None, str]
"""Where something of a list is, if that is known, and what it is."""
UNIT = 30
"""The width of one square, in the units of the picture."""
LEAST_SQUARES = 3
WIDE = 15
"""Of a dot with its number, and the room around it, in the units of the picture."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    number: int
    """Its place in the list beside the map."""
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    left: int
    top: int
    width: int
    height: int
    columns: list[tuple[str, int]]
    """Letter of each column and where its middle is; of rows likewise."""
    rows: list[tuple[str, int]]
    lines_x: list[int]
    lines_y: list[int]
    dots: list[Dot]
    names: list[Dot]
    """Where its quarters and its own middle are, so that one finds one's way without streets."""


def drawn(commune: Area, listed: Iterable[Listed]) -> Drawn | None:
    """The squares around what is listed; None where no place of it is known as a point."""
    dots = [
        Dot(*_at(commune, point), number, what)
        for number, (point, what) in enumerate(listed, 1)
        if point
    ]
    dots = _apart([dot for dot in dots if _is_on(dot.x, "x") and _is_on(dot.y, "y")])
    if not dots:
        return None
    left, right = _span([dot.x for dot in dots], len(grid.COLUMNS))
    top, bottom = _span([dot.y for dot in dots], grid.ROWS)
    return _sheet(commune, left, right, top, bottom, dots)


def _apart(dots: Sequence[Dot]) -> list[Dot]:
    """None hides another: whatever lies under one stands beside it, on the next ring that has room."""
    placed: list[Dot] = []
    for dot in dots:
        spots = (replace(dot, x=x, y=y) for x, y in _around(dot.x, dot.y))
        placed.append(next(one for one in spots if not any(_hides(one, other) for other in placed)))
    return placed


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    yield x, y
    for ring in count(1):
        for step in range(6 * ring):
            turn = step * tau / (6 * ring)
            yield round(x + cos(turn) * WIDE * ring, 1), round(y + sin(turn) * WIDE * ring, 1)


def _hides(one: Dot, other: Dot) -> bool:
    # A hair less than a full width: places are rounded.
    return hypot(one.x - other.x, one.y - other.y) < WIDE - 0.5


def point_of(report: Report) -> grid.Point | None:
    """As colleagues know it; what the public knows is told by `public.spot_of`."""
    known = report.lat is not None and report.lon is not None
    return (report.lat, report.lon) if known else None  # type: ignore[return-value]


def _sheet(commune: Area, left: int, right: int, top: int, bottom: int, dots: list[Dot]) -> Drawn:
    return Drawn(
        left=left * UNIT,
        top=top * UNIT,
        width=(right - left) * UNIT,
        height=(bottom - top) * UNIT,
        columns=[(grid.COLUMNS[n], n * UNIT + UNIT // 2) for n in range(left, right)],
        rows=[(str(n + 1), n * UNIT + UNIT // 2) for n in range(top, bottom)],
        lines_x=[n * UNIT for n in range(left, right + 1)],
        lines_y=[n * UNIT for n in range(top, bottom + 1)],
        dots=dots,
        names=[name for name in _names(commune) if _lies_in(name, left, right, top, bottom)],
    )


def _names(commune: Area) -> list[Dot]:
    """Its quarters by name; where none is known, the commune itself."""
    quarters = list(commune.parts.filter(kind=AreaKind.QUARTER).exclude(lat=0)) or [commune]
    return [Dot(*_at(commune, (one.lat, one.lon)), 0, str(one)) for one in quarters]


def _lies_in(dot: Dot, left: int, right: int, top: int, bottom: int) -> bool:
    return left * UNIT < dot.x < right * UNIT and top * UNIT < dot.y < bottom * UNIT


def _at(commune: Area, point: grid.Point) -> tuple[float, float]:
    frame, (east, north) = grid.frame_of(commune), to_metres(*point)
    scale = UNIT / grid.SIDE
    return round((east - frame.west) * scale, 1), round((frame.north - north) * scale, 1)


def _is_on(place: float, way: str) -> bool:
    return 0 <= place <= UNIT * (len(grid.COLUMNS) if way == "x" else grid.ROWS)


def _span(places: list[float], most: int) -> tuple[int, int]:
    """First and last square that hold them all, with one around, on the sheet."""
    first, last = int(min(places) // UNIT) - 1, int(max(places) // UNIT) + 2
    while last - first < LEAST_SQUARES:
        last += 1
    return max(first, 0), min(last, most)
