"""Lines of equal facts as a table for people, or as JSON for programs."""

from collections.abc import Sequence
from typing import Any


def table(title: str, lines: Sequence[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for line in lines for name in line))
    rows = [names, *([_shown(line.get(name)) for name in names] for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(names))]
    shown = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([title, "", shown[0], "-" * len(shown[0]), *shown[1:]])


def _shown(value: object) -> str:
    return "" if value is None else str(value)
