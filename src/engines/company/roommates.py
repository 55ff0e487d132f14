"""Irving's stable roommates, with lists that need not name everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ring:
    """An odd ring, in which each would leave for the next: no stable pairing exists with it."""

    people: tuple[str, ...]


def pair(wishes: Mapping[str, Sequence[str]]) -> dict[str, str] | Ring:
    """Pairs that no two would leave for each other, or a ring for which there are none.

    >>> pair({"a": ["b"], "b": ["c", "a"], "c": ["b"]})
    {'b': 'c', 'c': 'b'}
    >>> pair({"a": ["b", "c"], "b": ["c", "a"], "c": ["a", "b"]})
    Ring(people=('a', 'b', 'c'))
    """
    table = _Table(wishes)
    table.propose()
    while (turn := table.rotation()) is not None:
        if not table.eliminate(turn):
            return Ring(tuple(sorted({one for one, _other in turn})))
    return {one: held[0] for one, held in sorted(table.lists.items()) if held}


class _Table:
    """What is still possible for each, the dearest first."""

    def __init__(self, wishes: Mapping[str, Sequence[str]]) -> None:
        self.lists = {one: list(others) for one, others in wishes.items()}
        self.rank = {
            one: {other: nth for nth, other in enumerate(others)} for one, others in wishes.items()
        }

    def propose(self) -> None:
        """Each asks her dearest; who is asked keeps the best, and whoever is worse is struck out."""
        asking = sorted(self.lists, reverse=True)
        holds: dict[str, str] = {}
        while asking:
            one = asking.pop()
            if not self.lists[one]:
                continue
            dear = self.lists[one][0]
            before = holds.get(dear)
            holds[dear] = one
            self._strike_after(dear, one)
            if before is not None:
                asking.append(before)

    def _strike_after(self, whose: str, last: str) -> None:
        """Nobody worse than `last` remains possible for her."""
        kept = self.lists[whose].index(last) + 1
        for worse in self.lists[whose][kept:]:
            self.lists[worse].remove(whose)
        del self.lists[whose][kept:]

    def rotation(self) -> list[tuple[str, str]] | None:
        """Each with her second; the last of that one is the next. None where nobody has a second."""
        start = next((one for one in sorted(self.lists) if len(self.lists[one]) > 1), None)
        if start is None:
            return None
        way: list[str] = [start]
        while True:
            following = self.lists[self.lists[way[-1]][1]][-1]
            if following in way:
                turn = way[way.index(following) :]
                return [(one, self.lists[one][1]) for one in turn]
            way.append(following)

    def eliminate(self, turn: list[tuple[str, str]]) -> bool:
        """Each gets her second; False where somebody is then left with nobody."""
        for one, second in turn:
            if one not in self.lists[second]:
                return False
            self._strike_after(second, one)
        concerned = {one for one, _second in turn} | {second for _one, second in turn}
        return all(self.lists[one] for one in concerned)
