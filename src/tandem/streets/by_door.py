"""What may be told of the doors by which reports came, each of which anybody may read by itself.

Every report stands in the open data with its days and how it ended; by which door it came does not,
for that is of the person. So no count by door is told from which a single report's door could be
worked out: nothing of a line with few reports, no group of measures where one of them or its rest is
few, and always a second line hidden with one, or it would be what is left of the sum of all.
"""

from collections.abc import Sequence
from typing import Any

from tandem.cases.protecting import hidden_of, is_small, may_be_large

Line = dict[str, Any]
ALONE = 2
ENDS = ("repaired", "closed", "open", "late", "days")
"""They make up one another, so that they are told together or not at all."""
AGAIN = ("again",)


def protected(lines: Sequence[Line]) -> list[Line]:
    """The lines with what may be told; none at all where not even that much is safe.

    >>> lines = [{"name": name, "opened": many, "repaired": many, "closed": 0, "open": 0, "late": 0,
    ...     "again": 0, "days": 3.4} for name, many in (("web", 60), ("paper", 9), ("sms", 2))]
    >>> [(line["name"], line["opened"], line["days"]) for line in protected(lines)]
    [('web', 60, 3), ('paper', None, None), ('sms', None, None)]
    """
    counts = {line["name"]: line["opened"] for line in lines}
    few = hidden_of(counts)
    if len(counts) < ALONE or not _is_safe(counts, few):
        return []
    hidden = {
        ENDS: _with_company(lines, few | {one["name"] for one in lines if _tells_an_end(one)}),
        AGAIN: _with_company(lines, few | {one["name"] for one in lines if _tells_again(one)}),
    }
    told = []
    for line in lines:
        without = [
            name for names, doors in hidden.items() if line["name"] in doors for name in names
        ]
        opened = None if line["name"] in few else line["opened"]
        told.append({**line, "opened": opened, "days": _whole(line), **dict.fromkeys(without)})
    return told


def _is_safe(counts: dict[str, int], few: set[str]) -> bool:
    """Where even all of them together are few, each could be read off their sum."""
    return not few or may_be_large([counts[one] for one in few])


def _tells_an_end(line: Line) -> bool:
    parts = (line["repaired"], line["closed"], line["open"], line["late"])
    return any(map(is_small, (*parts, line["open"] - line["late"])))


def _tells_again(line: Line) -> bool:
    return is_small(line["again"]) or is_small(line["opened"] - line["again"])


def _with_company(lines: Sequence[Line], hidden: set[str]) -> set[str]:
    """One line hidden alone would be what is left of the sum of all: the smallest goes with it."""
    if len(hidden) != 1:
        return hidden
    others = [line for line in lines if line["name"] not in hidden]
    return hidden | {min(others, key=lambda line: (line["opened"], line["name"]))["name"]}


def _whole(line: Line) -> int | None:
    """Days without a fraction: the hour of one repair would be found again in the open data."""
    return None if line["days"] is None else round(line["days"])
