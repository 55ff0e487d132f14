"""The pages on which one finds one's square: first a large one, then one of its sixteen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tandem.streets import grid
from tandem.streets.orientation import Known, Sort, way_to
from tandem.territory.models import Area
from tandem.toolbox.distance import to_metres

WIDE = 288
"""Units of the picture: on a telephone of 320 points one unit is hardly less than one point."""
LETTER, LINE = 6.2, 14
"""Width and height of what is written on it, about."""
HEAD = 26
"""Of a square, for its own name."""
MOST_TOLD = 8
"""Names told of a large square, where all of them stand on its own page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the picture, and where it leads."""

    x: float
    y: float
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    said: str
    number: int = 0
    """Its place in the list, where a number stands on the picture and the name beside it."""


@dataclass(frozen=True, slots=True)
class Picture:
    side: float
    """Of one square that can be chosen."""
    cells: list[Cell]
    labels: list[Label]
    dots: list[Label]
    wide: int = WIDE


@dataclass(frozen=True, slots=True)
class Told:
    """A square in words: the same as on the picture."""

    name: str
    places: list[tuple[int, str]]
    """With the number on the picture; 0 where none stands there."""
    streets: list[str]
    way: str
    """From the nearest place that people know, where nothing in it has a name."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    picture: Picture
    told: list[Told] = field(default_factory=list)


def overview(commune: Area, places: Sequence[Known]) -> Sheet:
    """The large squares of the commune, each leading to its own page."""
    side = WIDE / (len(grid.COLUMNS) / grid.ACROSS)
    cells = [
        Cell(one.column / grid.ACROSS * side, one.row / grid.ACROSS * side, one.name)
        for one in grid.LARGE
    ]
    shown = [one for one in places if one.sort in {Sort.QUARTER, Sort.NEIGHBOUR}]
    labels = _written(commune, shown, 0, 0, side / grid.ACROSS, cell=side)
    told = [_large_told(commune, one, places) for one in grid.LARGE]
    return Sheet(Picture(side, cells, labels, []), told)


def _large_told(commune: Area, large: grid.Large, places: Sequence[Known]) -> Told:
    inside = [one for one in places if one.square in large.squares]
    # Quarters first: who knows nothing else of a part of the town knows how it is called.
    order = [Sort.QUARTER, Sort.NEIGHBOUR, Sort.PLACE]
    named = sorted((one for one in inside if one.sort in order), key=lambda o: order.index(o.sort))
    names = list(dict.fromkeys(one.name for one in named))[:MOST_TOLD]
    middle = large.squares[len(large.squares) // 2 + 1]
    way = "" if names else way_to(commune, middle, places)
    return Told(large.name, [(0, name) for name in names], [], way)


def of_large(commune: Area, large: grid.Large, places: Sequence[Known], chosen: str = "") -> Sheet:
    """Its sixteen squares, with a number at each place that the list names."""
    side = WIDE / grid.ACROSS
    cells = [
        Cell(at % grid.ACROSS * side, at // grid.ACROSS * side, name, name == chosen)
        for at, name in enumerate(large.squares)
    ]
    inside = [one for one in places if one.square in large.squares]
    spots = [one for one in inside if one.sort == Sort.PLACE]
    # In the order in which the list reads, so that its numbers go up.
    spots.sort(key=lambda one: (large.squares.index(one.square), one.name))
    numbers = {id(one): number for number, one in enumerate(spots, 1)}
    dots = [Label(*_at(commune, one, large, side), one.name, numbers[id(one)]) for one in spots]
    areas = [one for one in inside if one.sort in {Sort.QUARTER, Sort.NEIGHBOUR}]
    labels = _written(commune, areas, large.column, large.row, side, cell=side)
    told = [
        _told(commune, name, inside, places, numbers, chosen=name == chosen)
        for name in large.squares
    ]
    return Sheet(Picture(side, cells, labels, dots), told)


def _told(
    commune: Area,
    square: str,
    inside: Sequence[Known],
    places: Sequence[Known],
    numbers: dict[int, int],
    *,
    chosen: bool,
) -> Told:
    here = [one for one in inside if one.square == square]
    named = [(numbers.get(id(one), 0), one.name) for one in here if one.sort != Sort.STREET]
    streets = [one.name for one in here if one.sort == Sort.STREET]
    way = "" if named else way_to(commune, square, places)
    return Told(square, sorted(named), streets, way, chosen)


def _at(commune: Area, one: Known, large: grid.Large, side: float) -> tuple[float, float]:
    x, y = _units(commune, one.point, large.column, large.row, side)
    # A number at the very edge would lie half outside.
    return min(max(x, 10), WIDE - 10), min(max(y, 10), WIDE - 10)


def _units(
    commune: Area, point: grid.Point, column: int, row: int, side: float
) -> tuple[float, float]:
    frame, (east, north) = grid.frame_of(commune), to_metres(*point)
    x = (east - frame.west) / grid.SIDE - column
    y = (frame.north - north) / grid.SIDE - row
    return round(x * side, 1), round(y * side, 1)


def _written(
    commune: Area, areas: Sequence[Known], column: int, row: int, side: float, *, cell: float
) -> list[Label]:
    """Names that cover neither one another nor that of a square; what has no room stands in the list
    all the same. `side`: of a small square; `cell`: of one that bears its name here.
    """
    written: list[Label] = []
    # Its own quarters before its neighbours.
    for one in sorted(areas, key=lambda one: one.sort == Sort.NEIGHBOUR):
        x, y = _units(commune, one.point, column, row, side)
        half = len(one.name) * LETTER / 2
        x = min(max(x, half), WIDE - half)
        # Below the name of the square in which it lies.
        y = y - y % cell + HEAD if y % cell < HEAD else y
        y = min(y, WIDE - LINE / 2)
        free = all(
            abs(other.x - x) > half + len(other.said) * LETTER / 2 or abs(other.y - y) > LINE
            for other in written
        )
        if free and 2 * half < WIDE:
            written.append(Label(x, y, one.name))
    return written
