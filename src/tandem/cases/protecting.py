"""Which counts the public may read, so that no small one can be read or worked out.

The numbers of one door stand in a line: each service, and all of them together. A count from 1 to 4
is hidden; so is one whose difference from another shown beside it is from 1 to 4; and where a hidden
one could be worked out from the rest of its line, more are hidden with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 5
TOGETHER = ""
"""The name of all services in a line."""
COLUMNS = ("opened", "answered", "in_time", "again")
PART_OF = {"answered": "opened", "in_time": "answered", "again": "answered"}
"""Each of these counts some of those in the other column, and is hidden with it."""

Line = Mapping[str, "Counts"]
Hidden = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the requests that came, so many were answered; of these, in time, and asked again."""

    opened: int
    answered: int
    in_time: int
    again: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(self.of(column) + other.of(column) for column in COLUMNS))

    def of(self, column: str) -> int:
        return int(getattr(self, column))


NONE = Counts(0, 0, 0, 0)


def is_small(count: int) -> bool:
    return 0 < count < SMALL


def hidden_in(line: Line) -> Hidden:
    """For each column, the services whose count is not shown; TOGETHER for their sum.

    >>> line = {"tea": Counts(3, 0, 0, 0), "bread": Counts(9, 9, 9, 0), "soup": Counts(60, 60, 60, 0)}
    >>> sorted(hidden_in(line)["opened"])
    ['bread', 'tea']
    """
    cells = {**line, TOGETHER: sum(line.values(), NONE)}
    hidden: Hidden = {}
    for column in COLUMNS:
        whole = PART_OF.get(column, "")
        inherited = hidden.get(whole, set())
        small = {name for name, counts in cells.items() if _tells_a_small_one(counts, column)}
        hidden[column] = _with_company(cells, column, inherited | small)
    return hidden


def _tells_a_small_one(counts: Counts, column: str) -> bool:
    here, whole = counts.of(column), PART_OF.get(column)
    return is_small(here) or (whole is not None and is_small(counts.of(whole) - here))


def _with_company(cells: Line, column: str, hidden: set[str]) -> set[str]:
    """So many more that none can be worked out: the smallest first, their sum last."""
    whole = PART_OF.get(column, column)
    others = sorted(
        (name for name in cells if name not in hidden and cells[name].of(whole)),
        key=lambda name: (name == TOGETHER, cells[name].of(column), name),
    )
    while hidden and others and not _is_safe(cells, column, hidden):
        hidden = hidden | {others.pop(0)}
    return hidden


def _is_safe(cells: Line, column: str, hidden: set[str]) -> bool:
    if TOGETHER in hidden:
        # Nobody knows the sum; whoever is hidden besides it may be anything.
        return True
    if column in PART_OF:
        # Each may give to, or take from, another one that has something to give or to take.
        return sum(cells[name].of(PART_OF[column]) > 0 for name in hidden) > 1
    return may_be_large([cells[name].of(column) for name in hidden])


def may_be_large(hidden: list[int]) -> bool:
    """Whether each, being at least one, may still be small or not, for all that their sum tells."""
    return len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= SMALL


def hidden_of(counts: Mapping[str, int]) -> set[str]:
    """The same for counts of which only the sum may be known, such as answers by channel.

    >>> sorted(hidden_of({"email": 40, "letter": 12, "call": 2}))
    ['call', 'letter']
    """
    hidden = {name for name, count in counts.items() if is_small(count)}
    others = sorted(
        (name for name in counts.keys() - hidden if counts[name]), key=lambda n: (counts[n], n)
    )
    while hidden and others and not may_be_large([counts[name] for name in hidden]):
        hidden.add(others.pop(0))
    return hidden
