"""What was promised of each line, and which promises are missed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    times: float | None
    """CPU, as a multiple of the bare answer's: of its quietest round, since machines are shared."""
    queries: int | None = None


LIST = Goal(12.0, queries=5)
LISTED = Goal(None, queries=5)
"""The same of fewer rows, or out of many organisations' lists: beside it, to compare."""
FIRST_PAGE = Goal(3.0)


def missed(lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One sentence for each; a line without goals misses nothing."""
    for line in lines:
        for what, goal in (("least", "goal"), ("queries", "goal_queries")):
            said, wanted = line.get(what), line.get(goal)
            if wanted is not None and (said is None or said > wanted):
                measured = "was not measured" if said is None else f"is {said}"
                yield f"{line['page']}: {what} {measured}; the goal is {wanted} at most."
