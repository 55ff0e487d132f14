"""Sheets filled in by pen-like marks, spoiled, and read; what was meant is known of each box."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from time import process_time
from typing import Any

import numpy as np
from PIL import Image

from bench.sheets import naive
from engines.sheets import Question, locate, solve
from engines.sheets.tests import degrade, pen, sheet

PAGE = sheet.example()
MARKED = (
    (0.30, "ticked"),
    (0.31, "taken back"),
    (0.32, "not meant"),
    (0.33, "pencil"),
    (0.34, "light pencil"),
)
"""Up to which draw a box is marked so; beyond the last it is empty."""
PLAIN = ("ticked", "empty")
RIGHT = {
    "ticked": "ticked",
    "pencil": "ticked",
    "light pencil": "ticked",
    "empty": "empty",
    "not meant": "empty",
}


def filled_in(seed: int) -> tuple[Image.Image, dict[str, str]]:
    """A sheet, and what was meant by each box."""
    chance = Random(seed)
    paper, meant = sheet.printed(PAGE), {}
    for box in PAGE.boxes:
        draw = chance.random()
        meant[box.key] = next((what for limit, what in MARKED if draw < limit), "empty")
        match meant[box.key]:
            case "ticked":
                pen.ticked(paper, box, chance)
            case "pencil":
                pen.ticked(paper, box, chance, pen.PENCIL)
            case "light pencil":
                pen.ticked(paper, box, chance, pen.LIGHT_PENCIL)
            case "taken back":
                lines = chance.choice(pen.TAKEN_BACK)(box, chance)
                pen.draw(paper, lines, pen.any_pen(chance), chance)
            case "not meant":
                lines = chance.choice(pen.NOT_MEANT)(box, chance)
                pen.draw(paper, lines, pen.any_pen(chance), chance)
    for region in PAGE.regions:
        if chance.random() < 0.5:
            pen.handwriting(paper, region, chance)
    return paper, meant


def lines(pages: int) -> Iterator[dict[str, Any]]:
    """One line for each condition; every condition has its own sheets."""
    for number, (name, spoil) in enumerate(degrade.CONDITIONS.items()):
        # Other sheets than those by which the limits were found.
        first = 500_000 + number * 10_000
        seeds = range(first, first + pages)
        yield {"condition": name, **_measured(spoil, seeds)}


def _measured(spoil: degrade.Degraded, seeds: range) -> dict[str, Any]:
    count: Counter[str] = Counter()
    seconds: list[float] = []
    for seed in seeds:
        paper, meant = filled_in(seed)
        picture = spoil(paper, Random(seed + 1))
        began = process_time()
        located = locate(picture)
        answer = solve(Question(picture, located, PAGE))
        seconds.append(process_time() - began)
        count["pages refused"] += answer.refused is not None
        for reading in answer.readings:
            _tell(count, meant[reading.key], reading.state)
        for key, state in naive.read(np.asarray(picture.convert("L")), located, PAGE).items():
            count["naive"] += 1
            count["naive right"] += RIGHT.get(meant[key]) == state
    return _line(count, seconds)


def _tell(count: Counter[str], meant: str, state: str) -> None:
    count["boxes"] += 1
    plain = "plain" if meant in PLAIN else "odd"
    count[plain] += 1
    if state == "unsure":
        count[f"{plain} asked"] += 1
    else:
        count["read"] += 1
        count["right"] += RIGHT.get(meant) == state
        count[f"{meant} wrong"] += RIGHT.get(meant) != state
    if meant == "light pencil":
        count["light"] += 1
        count["light asked"] += state == "unsure"


def _line(count: Counter[str], seconds: list[float]) -> dict[str, Any]:
    wrong = [f"{count[name]} {name[:-6]}" for name in sorted(count) if name.endswith(" wrong")]
    return {
        "pages": len(seconds),
        "refused": count["pages refused"],
        "boxes": count["boxes"],
        "read alone": count["read"],
        "right %": _share(count["right"], count["read"]),
        "wrong": ", ".join(one for one in wrong if not one.startswith("0")) or "none",
        "plain to a person %": _share(count["plain asked"], count["plain"]),
        "odd to a person %": _share(count["odd asked"], count["odd"]),
        "light pencil to a person %": _share(count["light asked"], count["light"]),
        "ms a page": round(float(np.median(seconds)) * 1000),
        "pages a second": round(len(seconds) / sum(seconds), 1),
        "naive right %": _share(count["naive right"], count["naive"]),
    }


def _share(some: int, of: int) -> float | None:
    return round(100 * some / of, 2) if of else None
