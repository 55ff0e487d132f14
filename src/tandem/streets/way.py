"""The way of a day: in which order one goes to the places of a job."""

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.toolbox.distance import metres, to_metres


@dataclass(frozen=True, slots=True)
class Stop:
    key: int
    postal_code: str
    street: str
    """Folded."""
    number: int
    point: tuple[float, float] | None
    """Latitude and longitude, where they are known."""

    @property
    def by_street(self) -> tuple[str, str, int, int]:
        return (self.postal_code, self.street, self.number, self.key)


def in_order(stops: Sequence[Stop]) -> list[Stop]:
    """Nearest next, among those whose point is known; the others go with their street.

    >>> a, b, c = (Stop(k, "1030", s, 1, p) for k, s, p in
    ...            [(1, "a", (50.86, 4.37)), (2, "b", (50.87, 4.37)), (3, "c", (50.861, 4.37))])
    >>> [one.key for one in in_order([a, b, c])]
    [1, 3, 2]
    """
    pointed = _nearest_next(sorted((s for s in stops if s.point), key=lambda s: s.by_street))
    found = list(pointed)
    for stop in sorted((s for s in stops if not s.point), key=lambda s: s.by_street):
        same = [
            place
            for place, other in enumerate(found)
            if (other.postal_code, other.street) == (stop.postal_code, stop.street)
        ]
        found.insert(same[-1] + 1 if same else len(found), stop)
    return found


def _nearest_next(stops: list[Stop]) -> list[Stop]:
    found: list[Stop] = []
    left = list(stops)
    while left:
        here = found[-1] if found else None
        following = min(left, key=lambda one: _from(here, one)) if here else left[0]
        left.remove(following)
        found.append(following)
    return found


def _from(here: Stop, there: Stop) -> tuple[int, tuple[str, str, int, int]]:
    one, other = here.point or (0.0, 0.0), there.point or (0.0, 0.0)
    return metres(to_metres(*one), to_metres(*other)), there.by_street
