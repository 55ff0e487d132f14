"""The squares of a commune's printed map: a letter across, a figure down, as on any town plan."""

from dataclasses import dataclass

from tandem.territory.models import Area
from tandem.toolbox.distance import METRES_PER_DEGREE, to_metres

SIDE = 300
"""Metres, on the ground: two streets at most."""
COLUMNS = "ABCDEFGHIJKLMNOPQRST"
ROWS = 20
ACROSS = 4
"""Small squares in a large one, each way."""
Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the sheet of a commune lies: its corner in the north-west, in metres."""

    west: int
    north: int


@dataclass(frozen=True, slots=True)
class Large:
    """Sixteen squares together, by the first column and the first row of the sheet that lie in it."""

    column: int
    row: int

    @property
    def name(self) -> str:
        """Its first and its last square.

        >>> Large(0, 0).name, Large(4, 8).name
        ('A1-D4', 'E9-H12')
        """
        first, *_others, last = self.squares
        return f"{first}-{last}"

    @property
    def squares(self) -> list[str]:
        rows, columns = range(self.row, self.row + ACROSS), range(self.column, self.column + ACROSS)
        return [f"{COLUMNS[column]}{row + 1}" for row in rows for column in columns]

    def beside(self, columns: int, rows: int) -> "Large | None":
        """So many large squares further east and south; None off the sheet."""
        other = Large(self.column + columns * ACROSS, self.row + rows * ACROSS)
        return other if other in LARGE else None


LARGE = [
    Large(column, row)
    for row in range(0, ROWS, ACROSS)
    for column in range(0, len(COLUMNS), ACROSS)
]


def large_of(square: str) -> Large | None:
    """In which large square a square lies, or which one is called so; None where there is none.

    >>> large_of("F10"), large_of("A1-D4"), large_of("Z9")
    (Large(column=4, row=8), Large(column=0, row=0), None)
    """
    return next((one for one in LARGE if square == one.name or square in one.squares), None)


def frame_of(commune: Area) -> Frame:
    """The sheet lies around the centre of the commune: six kilometres each way."""
    east, north = to_metres(commune.lat, commune.lon)
    return Frame(east - SIDE * len(COLUMNS) // 2, north + SIDE * ROWS // 2)


def square_at(commune: Area, point: Point) -> str:
    """The square in which a point lies; empty off the sheet."""
    return square_of(commune, to_metres(*point))


def square_of(commune: Area, at: tuple[int, int]) -> str:
    """The same of a point in metres."""
    frame, (east, north) = frame_of(commune), at
    column, row = (east - frame.west) // SIDE, (frame.north - north) // SIDE
    if not (0 <= column < len(COLUMNS) and 0 <= row < ROWS):
        return ""
    return f"{COLUMNS[column]}{row + 1}"


def middle_of(commune: Area, square: str) -> Point | None:
    """The middle of a square, in degrees; None where the sheet has none of that name."""
    column, row = COLUMNS.find(square[:1]), int(square[1:] or 0) - 1
    if column < 0 or not 0 <= row < ROWS:
        return None
    frame = frame_of(commune)
    east = frame.west + SIDE * column + SIDE // 2
    north = frame.north - SIDE * row - SIDE // 2
    east_of_one_degree, _north = to_metres(0, 1)
    return round(north / METRES_PER_DEGREE, 5), round(east / east_of_one_degree, 5)


def middle_in_metres(commune: Area, square: str) -> tuple[int, int] | None:
    middle = middle_of(commune, square) if square else None
    return to_metres(*middle) if middle else None
