"""What a hand left in a box, measured; and what the rules make of it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets import paper
from engines.sheets.answer import Reading, Reason, State
from engines.sheets.frames import Frames, Numbers
from engines.sheets.layout import Box
from engines.sheets.question import Grey, Rules
from engines.sheets.straight import FINE, cut

RING_MM: Final = 1.7
"""What is looked at around the frame; the next box begins two millimetres away."""
INSET_MM: Final = paper.FRAME + 0.3
"""The inside of a box begins beyond the soft edge of its frame."""
PALEST: Final = 0.12
"""What is paler than this share of the printed black is the paper itself."""
PALEST_THROUGH_NOISE: Final = 0.24
"""Where noise hides more than this, pencil may be hidden too."""
LEAST_SPAN_MM: Final = 1.5
"""A tick is at least so wide or high."""
CORE: Final = 0.04
"""A tick darkens at least this much of the middle of the box."""
BESIDE: Final = 0.22
"""A side of the surroundings so dark has been written on."""
GRAIN: Final = 6
"""Parts of a box, each way, whose darkness is kept for the fingerprint."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One box in numbers; shares are of its inside."""

    palest: float
    """The darkness that can still be told from noise."""
    trace: float
    ink: float
    core: float
    span_mm: float
    darkest: float
    sides: int
    """Sides of the surroundings that are written on."""
    through: bool
    """One straight line that goes on beyond the box at both ends."""
    grain: bytes


def measure(frames: Frames, boxes: tuple[Box, ...], rules: Rules) -> list[Marks]:
    """The marks in each box, in order."""
    found: dict[int, Marks] = {}
    sizes = np.array([box.size for box in boxes])
    for size in np.unique(sizes):
        these = np.flatnonzero(sizes == size)
        wide = size + 2 * RING_MM
        patches = np.stack(
            [cut(frames.sheet, x - RING_MM, y - RING_MM, wide, wide) for x, y in frames.places[these]]
        )
        dark = _smooth_darkness(patches)
        found |= {
            int(number): _measured(dark[place], float(size), rules)
            for place, number in enumerate(these)
        }
    return [found[number] for number in range(len(boxes))]


def _smooth_darkness(patches: Grey) -> Numbers:
    """Of each pixel with its neighbours; 0 for paper, 1 for the frames of this page."""
    values = patches.astype(np.float32)
    rows = values[:, :-2] + values[:, 1:-1] + values[:, 2:]
    smooth = (rows[:, :, :-2] + rows[:, :, 1:-1] + rows[:, :, 2:]) / 9
    smooth = np.pad(smooth, ((0, 0), (1, 1), (1, 1)), mode="edge")
    paper_grey = np.maximum(np.percentile(smooth, 75, axis=(1, 2)), 1).astype(np.float32)
    print_grey = np.percentile(smooth, 5, axis=(1, 2)).astype(np.float32)
    black = max(0.15, 1 - float(np.median(print_grey / paper_grey)))
    found: Numbers = 1 - smooth / paper_grey[:, None, None]
    return found / np.float32(black)


def _measured(dark: Numbers, size: float, rules: Rules) -> Marks:
    start = round((RING_MM + INSET_MM) * FINE)
    end = round((RING_MM + size - INSET_MM) * FINE)
    inside = dark[start:end, start:end]
    noise = 1.4826 * float(np.median(np.abs(dark - np.median(dark))))
    palest = max(PALEST, 4 * noise)
    inked = inside > rules.dark
    edge = round(inside.shape[0] * 0.2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    span = max((one[-1] - one[0] + 1 for one in (rows, columns) if len(one)), default=0) / FINE
    return Marks(
        palest=palest,
        trace=float((inside > palest).mean()),
        ink=float(inked.mean()),
        core=float(inked[edge:-edge, edge:-edge].mean()),
        span_mm=float(span),
        darkest=float(np.sort(inside, axis=None)[-inside.size // 50 :].mean()),
        sides=_sides(dark, size),
        through=_through(dark, inked, start),
        grain=_grain(inside),
    )


def _sides(dark: Numbers, size: float) -> int:
    """How many sides of the surroundings are written on, corners left out."""
    near, far = round((RING_MM - 1.2) * FINE), round((RING_MM - 0.3) * FINE)
    low, high = round((RING_MM + 0.5) * FINE), round((RING_MM + size - 0.5) * FINE)
    strips = (
        dark[near:far, low:high],
        dark[-far:-near, low:high],
        dark[low:high, near:far],
        dark[low:high, -far:-near],
    )
    return sum(bool((strip > 0.35).mean() > BESIDE) for strip in strips)  # noqa: PLR2004


def _through(dark: Numbers, inked: npt.NDArray[np.bool_], start: int) -> bool:
    """Whether all ink lies on one thin straight line that leaves the box at both ends."""
    rows, columns = np.nonzero(inked)
    if len(rows) < FINE:
        return False
    points = np.column_stack([columns, rows]).astype(float)
    middle = points.mean(axis=0)
    spread, ways = np.linalg.eigh(np.cov((points - middle).T))
    if spread[0] > (0.3 * FINE) ** 2 or spread[1] < 9 * spread[0]:
        return False
    along = ways[:, 1]
    centre = (dark.shape[0] - 1) / 2
    beyond = 0
    for way in (along, -along):
        reach = centre / np.abs(way).max()
        # From just outside the frame to the end of what is looked at.
        for step in np.linspace(reach - 1.1 * FINE, reach - 0.2 * FINE, 6):
            across, down = np.round(start + middle + way * step).astype(int)
            near = dark[max(0, down - 2) : down + 3, max(0, across - 2) : across + 3]
            beyond += bool(near.size and near.max() > 0.3)  # noqa: PLR2004
    return beyond >= 11  # noqa: PLR2004


def _grain(inside: Numbers) -> bytes:
    """How dark each part is, in sixteen steps."""
    edges = np.linspace(0, inside.shape[0], GRAIN + 1).round().astype(int)
    parts = np.add.reduceat(np.add.reduceat(inside, edges[:-1], axis=0), edges[:-1], axis=1)
    areas = np.outer(np.diff(edges), np.diff(edges))
    return bytes(np.clip(parts / areas * 15, 0, 15).round().astype(np.uint8).ravel().tolist())


def judge(key: str, marks: Marks, rules: Rules) -> Reading:
    """Ticked, empty, or unsure: whatever might be either is a person's to decide."""
    state, code = _state(marks, rules)
    facts = {"ink": round(marks.ink, 3), "trace": round(marks.trace, 3)}
    return Reading(key, state, _confidence(state, marks, rules), Reason(code, facts), marks.grain)


def _state(marks: Marks, rules: Rules) -> tuple[State, str]:
    if marks.trace < rules.trace:
        if marks.palest > PALEST_THROUGH_NOISE:
            return "unsure", "too_noisy"
        return "empty", "empty"
    if marks.ink > rules.filled:
        return "unsure", "filled"
    if marks.ink < rules.ink:
        pale = marks.darkest < rules.dark * 1.3
        return "unsure", "faint" if pale else "small_mark"
    if marks.span_mm < LEAST_SPAN_MM:
        return "unsure", "small_mark"
    if marks.core < CORE:
        return "unsure", "at_the_edge"
    if marks.sides >= 3 or (marks.sides >= 2 and marks.ink > rules.filled * 0.75):  # noqa: PLR2004
        return "unsure", "struck_out"
    if marks.through:
        return "unsure", "line_through"
    return "ticked", "ticked"


def _confidence(state: State, marks: Marks, rules: Rules) -> float:
    if state == "unsure":
        return 0.0
    if state == "empty":
        return round(1 - marks.trace / rules.trace, 3) if rules.trace else 1.0
    more = (marks.ink - rules.ink) / rules.ink
    less = (rules.filled - marks.ink) / rules.ink
    return round(float(np.clip(min(more, less), 0, 1)), 3)
