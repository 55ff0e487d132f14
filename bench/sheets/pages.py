"""Sheets filled in by pen-like marks, spoiled, and read; what was meant is known of each box."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import exp, floor
from random import Random
from time import process_time
from typing import Any

import numpy as np
from PIL import Image

from bench.sheets import naive
from engines.sheets import Answer, Question, locate, solve
from engines.sheets.tests import degrade, hand, pen, sheet, together

PAGE = sheet.example()
PLAIN = (hand.TICKED, hand.EMPTY)
LIGHT = 16
"""One sheet in so many is filled in with a light pencil."""
FIRST_SEED = 700_000
"""The limits of the engine were found on other sheets, none of them so numbered."""
TOGETHER, MIXED = "all at once", 6
"""The condition a goal is about is measured on so many times more pages."""
QUIET = 0.25
"""Machines are shared: pages a second are those of the quietest quarter."""
ACCEPTED = 10_000
"""So many boxes must be read for one wrong in a thousand to be told from none."""

CONDITIONS: Mapping[str, degrade.Degraded] = {**degrade.CONDITIONS, TOGETHER: together.together}
COPIED = ("photocopy at 94 %", "copied, folded, torn")
"""What a copier takes away is on no picture: no goal is set there, and it is told all the same."""
RIGHT = {"goal right %": 99.9, "goal light pencil %": 100.0}
GOALS: Mapping[str, Mapping[str, float]] = {
    **{name: RIGHT for name in CONDITIONS if name not in COPIED},
    "clean, 200 dpi": {**RIGHT, "goal to a person %": 2.0, "goal pages a second": 5.0},
    "fax": {"goal plain %": 100.0, "goal light pencil %": 100.0},
    TOGETHER: {**RIGHT, "goal read alone": ACCEPTED},
}


def filled_in(seed: int) -> tuple[Image.Image, dict[str, str], bool]:
    """A sheet, what was meant by each box, and whether it is in light pencil."""
    light = seed % LIGHT == LIGHT - 1
    return *hand.filled_in(PAGE, Random(seed), pen.LIGHT_PENCIL if light else None), light


def lines(pages: int) -> Iterator[dict[str, Any]]:
    """One line for each condition; every condition has its own sheets."""
    for number, (name, spoil) in enumerate(CONDITIONS.items()):
        first = FIRST_SEED + number * 10_000
        seeds = range(first, first + pages * (MIXED if name == TOGETHER else 1))
        yield {"condition": name, **_measured(spoil, seeds), **GOALS.get(name, {})}


def _measured(spoil: degrade.Degraded, seeds: range) -> dict[str, Any]:
    count: Counter[str] = Counter()
    seconds: list[float] = []
    for seed in seeds:
        paper, meant, light = filled_in(seed)
        picture = spoil(paper, Random(seed + 1))
        began = process_time()
        located = locate(picture)
        answer = solve(Question(picture, located, PAGE))
        seconds.append(process_time() - began)
        _count(count, answer, meant, light)
        if not light:
            for key, state in naive.read(np.asarray(picture.convert("L")), located, PAGE).items():
                count["naive"] += 1
                count["naive right"] += hand.RIGHT.get(meant[key]) == state
    return _line(count, seconds)


def _count(count: Counter[str], answer: Answer, meant: dict[str, str], light: bool) -> None:
    count["pages refused"] += answer.refused is not None
    for reading in answer.readings:
        _tell(count, meant[reading.key], reading.state, light)
    for place in answer.writings:
        said_wrongly = place.state not in ("unsure", meant[place.key])
        count["places wrong"] += said_wrongly
        count["places asked"] += place.state == "unsure"
        count["places"] += 1


def _tell(count: Counter[str], meant: str, state: str, light: bool) -> None:
    count["boxes"] += 1
    asked = state == "unsure"
    if not asked:
        right = hand.RIGHT.get(meant) == state
        count["read"] += 1
        count["right"] += right
        count[f"{'light pencil' if light else meant}, said {state} wrong"] += not right
    if light:
        kinds = ["light"] if meant == hand.TICKED else []
    else:
        kinds = ["by pen", "plain" if meant in PLAIN else meant]
    for kind in kinds:
        count[kind] += 1
        count[f"{kind} asked"] += asked


def _line(count: Counter[str], seconds: list[float]) -> dict[str, Any]:
    wrong = [f"{count[name]} {name[:-6]}" for name in sorted(count) if name.endswith(" wrong")]
    shown = [one for one in wrong if not one.startswith("0") and "places" not in one]
    return {
        "pages": len(seconds),
        "refused": count["pages refused"],
        "boxes": count["boxes"],
        "read alone": count["read"],
        "right %": _share(count["right"], count["read"]),
        "wrong at most %": _at_most(count["read"] - count["right"], count["read"]),
        "wrong": ", ".join(shown) or "none",
        "to a person %": _share(count["by pen asked"], count["by pen"]),
        "plain to a person %": _share(count["plain asked"], count["plain"]),
        "taken back to a person %": _share(count["taken back asked"], count["taken back"]),
        "light pencil to a person %": _share(count["light asked"], count["light"]),
        "places wrong": count["places wrong"],
        "places to a person %": _share(count["places asked"], count["places"]),
        "ms a page": round(float(np.median(seconds)) * 1000),
        "pages a second": round(1 / float(np.quantile(seconds, QUIET)), 1),
        "naive right %": _share(count["naive right"], count["naive"]),
    }


def _share(some: int, of: int) -> float | None:
    """Rounded down, so that what is nearly a goal is not the goal."""
    return floor(100_000 * some / of) / 1000 if of else None


def _at_most(wrong: int, of: int) -> float | None:
    """The share of wrong ones that 95 of 100 such measurements would not hide (Poisson)."""
    if not of:
        return None
    low, high = 0.0, 10.0 + 3 * wrong
    for _ in range(60):
        mean = (low + high) / 2
        term, likely = exp(-mean), 0.0
        for number in range(wrong + 1):
            likely += term
            term *= mean / (number + 1)
        low, high = (mean, high) if likely > 0.05 else (low, mean)
    return round(100 * high / of, 3)
