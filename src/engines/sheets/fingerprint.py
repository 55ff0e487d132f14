"""How the marks of a page lie, coarsely: enough to say that two pages differ, never that they are one.

Writing has nearly the same grain whoever writes; whether two pages are one, `same` says.
"""

import numpy as np

from engines.sheets.answer import Answer

BLANK = "-"
CELLS = 24
"""Marked parts needed before likeness says anything."""
FROM = 2
"""Paler parts, of sixteen steps, are not marked."""


def fingerprint(answer: Answer) -> str:
    """How dark each part of each box and place to write is; empty ones are a dash.

    It tells nothing that the sheet does not, but that it does: keep it where the scan is kept.
    A refused page has none: "".
    """
    if answer.refused:
        return ""
    grains = [one.grain for one in answer.readings] + [one.grain for one in answer.writings]
    return ".".join(_written(grain) for grain in grains)


def likeness(one: str, other: str) -> float:
    """From 0 to 1 how alike the marks of two sheets of the same page are.

    0 where one of them is nearly blank: nothing tells blank sheets apart.
    """
    first, second = one.split("."), other.split(".")
    if len(first) != len(second):
        return 0.0
    pairs = [
        _values(mine, yours)
        for mine, yours in zip(first, second, strict=True)
        if mine != BLANK or yours != BLANK
    ]
    if not pairs or any(len(mine) != len(yours) for mine, yours in pairs):
        return 0.0
    mine = np.concatenate([pair[0] for pair in pairs])
    yours = np.concatenate([pair[1] for pair in pairs])
    if min((mine >= FROM).sum(), (yours >= FROM).sum()) < CELLS:
        return 0.0
    mine, yours = mine - mine.mean(), yours - yours.mean()
    lengths = float(np.sqrt((mine @ mine) * (yours @ yours)))
    return round(max(0.0, float(mine @ yours) / lengths), 3) if lengths else 0.0


def _written(grain: bytes) -> str:
    return "".join(f"{step:x}" for step in grain) if max(grain, default=0) >= FROM else BLANK


def _values(one: str, other: str) -> tuple[np.ndarray, np.ndarray]:
    size = max(len(one), len(other))
    first, second = (
        np.zeros(size) if text == BLANK else np.array([int(step, 16) for step in text], float)
        for text in (one, other)
    )
    return first, second
