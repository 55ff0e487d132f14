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

AT_MOST = {
    "least": "goal",
    "queries": "goal_queries",
    "to a person %": "goal to a person %",
    "alarms %": "goal alarms %",
    "CPU, times the peer": "goal CPU, times the peer",
    "ms": "goal ms",
    "p95, times few": "goal p95, times few",
    "times in clear": "goal times in clear",
    "CPU / OR-tools": "goal CPU",
    "memory / OR-tools": "goal memory",
    "exponent": "goal exponent",
    "p95 ms of the slowest kind": "goal p95 ms",
}
AT_LEAST = {
    "right %": "goal right %",
    "read alone": "goal read alone",
    "plain to a person %": "goal plain %",
    "light pencil to a person %": "goal light pencil %",
    "pages a second": "goal pages a second",
    "right, times the peer": "goal right, times the peer",
    "three best %": "goal three best %",
    "found %": "goal found %",
    "KD-tree / candidates": "goal candidates",
    "anew / p95": "goal anew / p95",
}
"""What is measured of a line, and under which name its goal stands on it."""


def missed(lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One sentence for each; a line without goals misses nothing."""
    for line in lines:
        for goals, way, sign in ((AT_MOST, "most", 1), (AT_LEAST, "least", -1)):
            for what, goal in goals.items():
                said, wanted = line.get(what), line.get(goal)
                if wanted is not None and (said is None or sign * (said - wanted) > 0):
                    measured = "was not measured" if said is None else f"is {said}"
                    name = line.get("page") or line.get("condition") or line.get("land")
                    yield f"{name}: {what} {measured}; the goal is {wanted} at {way}."
