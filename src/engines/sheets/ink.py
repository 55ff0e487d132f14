"""What a hand left in a box, measured; and what the rules make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets import paper
from engines.sheets.answer import Reading, Reason, State
from engines.sheets.frames import PALE_PRINT, Frames, Numbers
from engines.sheets.layout import Box
from engines.sheets.question import Grey, Rules
from engines.sheets.straight import FINE, cut

RING_MM: Final = 1.7
"""What is looked at around the frame; the next box begins two millimetres away."""
INSET_MM: Final = paper.FRAME + 0.3
"""The inside of a box begins beyond the soft edge of its frame."""
FAR_INSET_MM: Final = paper.FRAME + 0.5
"""Pale traces are looked for farther in, where no coarse picture smears the frame."""
PALEST: Final = 0.12
"""What is paler than this share of the printed black is the paper itself."""
PALEST_THROUGH_NOISE: Final = 0.24
"""Where noise hides more than this, pencil may be hidden too."""
LEAST_SPAN_MM: Final = 2.0
"""A tick is at least so wide or high; the dot of a felt pen, blurred, nearly is."""
CORE: Final = 0.04
"""A tick darkens at least this much of the middle of the box."""
OPEN: Final = 0.3
"""The middle of a side is open when less of it is inked."""
SOLID: Final = 0.85
"""More ink than this is a filling, whatever is left open."""
LINES: Final = 2.25
"""A tick or a cross is crossed twice on the way through; a box hatched in haste more often."""
MOSTLY_PALE: Final = 0.3
"""Where less of a trace than this is as dark as ink, it is no ink."""
PLAIN: Final = 0.35
"""Around a box, what is so dark is plainly a line; shadow and noise are not."""
EDGES: Final = 20
FRAME_EDGES: Final = 60
"""So many pixels of a box, the steepest, tell how sharp its marks, and its frame, are."""
STEPS: Final = 6
"""Places at which a line is looked for beyond each end of a box."""
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
    darkest: float
    span_mm: float
    open_sides: int
    """Sides along which the middle is left white: a cross leaves four, a filling none."""
    lines: float
    """How many lines one crosses on the way through, across or down, whichever is more."""
    sides: int
    """Sides of the surroundings that are written on."""
    struck: bool
    """Two sides that face each other are: lines were drawn through the box."""
    through: bool
    """One straight line that goes on beyond the box at both ends."""
    sharp: float
    """How steep its edges are, as a share of those of the frames: coffee and creases are soft."""
    black: float
    """How much darker than paper the print of this page is."""
    steep: float
    """How steep the edges of its frames are: what is drawn or printed here is about so sharp."""
    grain: bytes


def measure(frames: Frames, boxes: tuple[Box, ...], rules: Rules) -> list[Marks]:
    """The marks in each box, in order."""
    found: dict[int, Marks] = {}
    sizes = np.array([box.size for box in boxes])
    for size in np.unique(sizes):
        these = np.flatnonzero(sizes == size)
        wide = size + 2 * RING_MM
        places = frames.places[these] - RING_MM
        patches = np.stack([cut(frames.sheet, x, y, wide, wide) for x, y in places])
        measured = _measured(*_smooth_darkness(patches), float(size), rules)
        found |= dict(zip(these.tolist(), measured, strict=True))
    return [found[number] for number in range(len(boxes))]


def _smooth_darkness(patches: Grey) -> tuple[Numbers, float]:
    """Of each pixel with its neighbours; 0 for paper, 1 for the frames; how dark these are."""
    values = patches.astype(np.float32)
    rows = values[:, :-2] + values[:, 1:-1] + values[:, 2:]
    smooth = (rows[:, :, :-2] + rows[:, :, 1:-1] + rows[:, :, 2:]) / 9
    smooth = np.pad(smooth, ((0, 0), (1, 1), (1, 1)), mode="edge")
    paper_grey, print_grey = np.percentile(smooth[:, ::2, ::2], (75, 5), axis=(1, 2))
    paper_grey = np.maximum(paper_grey, 1).astype(np.float32)
    black = max(PALE_PRINT, 1 - float(np.median(print_grey / paper_grey)))
    found: Numbers = 1 - smooth / paper_grey[:, None, None]
    return found / np.float32(black), black


def _measured(dark: Numbers, black: float, size: float, rules: Rules) -> Iterator[Marks]:
    # Between pixels too far apart to have been smoothed together; a stain changes more slowly.
    thin = np.abs(dark[:, ::2, 4::2] - dark[:, ::2, :-4:2]).reshape(len(dark), -1)
    palest = np.maximum(PALEST, 4 * 1.05 * np.median(thin, axis=1))
    inside = _middle(dark, size, INSET_MM)
    inked = inside > rules.dark
    within = _middle(dark, size, FAR_INSET_MM)
    trace = (within > palest[:, None, None]).mean(axis=(1, 2))
    ink, core = inked.mean(axis=(1, 2)), (_middle(dark, size, size * 0.3) > rules.dark).mean((1, 2))
    darkest = np.partition(inside.reshape(len(dark), -1), -12, axis=1)[:, -12:].mean(axis=1)
    spans = np.maximum(_span(inked, down=False), _span(inked, down=True))
    opens, sides = _open_sides(inked), _sides(dark, size)
    edges, steep = _edges(dark, size)
    lines, grains = np.maximum(_lines(inked), _lines(inked.transpose(0, 2, 1))), _grains(inside)
    for one in range(len(dark)):
        through = bool(ink[one] >= rules.ink) and _through(dark[one], inked[one])
        yield Marks(
            palest=float(palest[one]),
            trace=float(trace[one]),
            ink=float(ink[one]),
            core=float(core[one]),
            darkest=float(darkest[one]),
            span_mm=float(spans[one]),
            open_sides=int(opens[one]),
            lines=float(lines[one]),
            sides=int(sides[:, one].sum()),
            struck=bool(sides[:2, one].all() or sides[2:, one].all()),
            through=through,
            sharp=float(edges[one]),
            black=black,
            steep=steep,
            grain=grains[one],
        )


def _edges(dark: Numbers, size: float) -> tuple[Numbers, float]:
    """How steep the steepest edges inside are, as a share of the frames' own; and these."""
    across = np.abs(dark[:, 1:-1, 2:] - dark[:, 1:-1, :-2])
    steep = np.maximum(across, np.abs(dark[:, 2:, 1:-1] - dark[:, :-2, 1:-1]))
    inside = np.pad(steep, ((0, 0), (1, 1), (1, 1)))
    framed = max(0.01, float(np.median(_steepest(steep, FRAME_EDGES))))
    found: Numbers = _steepest(_middle(inside, size, INSET_MM), EDGES) / framed
    return found, framed


def _steepest(steep: Numbers, count: int) -> Numbers:
    flat = steep.reshape(len(steep), -1)
    found: Numbers = np.partition(flat, -count, axis=1)[:, -count:].mean(axis=1)
    return found


def _middle(dark: Numbers, size: float, inset: float) -> Numbers:
    start, end = round((RING_MM + inset) * FINE), round((RING_MM + size - inset) * FINE)
    return dark[:, start:end, start:end]


def _span(inked: npt.NDArray[np.bool_], *, down: bool) -> npt.NDArray[np.float64]:
    """From the first to the last of what is inked, in millimetres."""
    shadow: npt.NDArray[np.bool_] = np.any(inked, axis=2 if down else 1)
    wide = shadow.shape[1]
    first, last = shadow.argmax(axis=1), wide - 1 - shadow[:, ::-1].argmax(axis=1)
    return np.where(shadow.any(axis=1), last - first + 1, 0) / FINE


def _open_sides(inked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    wide = inked.shape[1]
    deep, low, high = round(wide * 0.12), round(wide * 0.4), round(wide * 0.6)
    strips = (
        inked[:, :deep, low:high],
        inked[:, -deep:, low:high],
        inked[:, low:high, :deep],
        inked[:, low:high, -deep:],
    )
    shares = np.array([strip.mean(axis=(1, 2)) for strip in strips])
    opens: npt.NDArray[np.int64] = (shares < OPEN).sum(axis=0)
    return opens


def _lines(inked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """How many lines one meets on the way down, on the mean of the middle columns."""
    wide = inked.shape[2]
    middle = inked[:, :, wide // 5 : -(wide // 5)]
    begins = (middle[:, 1:] & ~middle[:, :-1]).sum(axis=1) + middle[:, 0]
    found: npt.NDArray[np.float64] = begins.mean(axis=1)
    return found


def _sides(dark: Numbers, size: float) -> npt.NDArray[np.bool_]:
    """Which sides of the surroundings are written on, corners left out: two that face, and two."""
    near, far = round((RING_MM - 1.2) * FINE), round((RING_MM - 0.3) * FINE)
    low, high = round((RING_MM + 0.5) * FINE), round((RING_MM + size - 0.5) * FINE)
    strips = (
        dark[:, near:far, low:high],
        dark[:, -far:-near, low:high],
        dark[:, low:high, near:far],
        dark[:, low:high, -far:-near],
    )
    shares = np.array([(strip > PLAIN).mean(axis=(1, 2)) for strip in strips])
    written: npt.NDArray[np.bool_] = shares > BESIDE
    return written


def _grains(inside: Numbers) -> list[bytes]:
    """How dark each part of each box is, in sixteen steps."""
    edges = np.linspace(0, inside.shape[1], GRAIN + 1).round().astype(int)
    parts = np.add.reduceat(np.add.reduceat(inside, edges[:-1], axis=1), edges[:-1], axis=2)
    steps = np.clip(parts / np.outer(np.diff(edges), np.diff(edges)) * 15, 0, 15).round()
    return [bytes(one) for one in steps.astype(np.uint8).reshape(len(inside), -1)]


def _through(dark: Numbers, inked: npt.NDArray[np.bool_]) -> bool:
    """Whether all ink lies on one thin straight line that leaves the box at both ends."""
    rows, columns = np.nonzero(inked)
    if len(rows) < FINE:
        return False
    points = np.column_stack([columns, rows]).astype(float)
    middle = points.mean(axis=0)
    spread, ways = np.linalg.eigh(np.cov((points - middle).T))
    if spread[0] > (0.3 * FINE) ** 2 or spread[1] < 9 * spread[0]:
        return False
    along, start = ways[:, 1], (dark.shape[0] - inked.shape[0]) / 2
    centre = (dark.shape[0] - 1) / 2
    beyond = 0
    for way in (along, -along):
        reach = centre / np.abs(way).max()
        # From just outside the frame to the end of what is looked at.
        for step in np.linspace(reach - 1.1 * FINE, reach - 0.2 * FINE, STEPS):
            across, down = np.round(start + middle + way * step).astype(int)
            near = dark[max(0, down - 2) : down + 3, max(0, across - 2) : across + 3]
            beyond += bool(near.size and near.max() > PLAIN)
    return beyond >= 2 * STEPS - 1


def judge(box: Box, marks: Marks, rules: Rules) -> Reading:
    """Ticked, empty, or unsure: whatever might be either is a person's to decide."""
    most = _most_ink(box, marks, rules)
    state, code = _state(marks, most, rules)
    facts = {"ink": round(marks.ink, 3), "trace": round(marks.trace, 3)}
    sure = _confidence(state, marks, most, rules)
    return Reading(box.key, state, sure, Reason(code, facts), marks.grain)


def _most_ink(box: Box, marks: Marks, rules: Rules) -> float:
    """Up to here it is a tick, beyond it a filling.

    A thick cross leaves the middle of each side white; a filling, even in haste, does not.
    The same pen darkens less of a larger box.
    """
    usual = rules.filled * min(1, paper.BOX_SIZE / box.size)
    most = max(usual, SOLID)
    return {4: most, 3: (usual + most) / 2}.get(marks.open_sides, usual)


def _state(marks: Marks, most: float, rules: Rules) -> tuple[State, str]:
    if marks.trace < rules.trace:
        noisy = marks.palest > PALEST_THROUGH_NOISE
        return ("unsure", "too_noisy") if noisy else ("empty", "empty")
    if marks.ink > most or (marks.ink >= rules.ink and marks.lines > LINES):
        return "unsure", "filled"
    if marks.ink < max(rules.ink, marks.trace * MOSTLY_PALE):
        pale = marks.darkest < rules.dark * 1.3 or marks.ink >= rules.ink
        return "unsure", "faint" if pale else "small_mark"
    if marks.span_mm < LEAST_SPAN_MM:
        return "unsure", "small_mark"
    if marks.core < CORE:
        return "unsure", "at_the_edge"
    if marks.struck or (marks.sides == 2 and marks.ink > most * 0.75):
        return "unsure", "struck_out"
    if marks.through:
        return "unsure", "line_through"
    return "ticked", "ticked"


def _confidence(state: State, marks: Marks, most: float, rules: Rules) -> float:
    if state == "unsure":
        return 0.0
    if state == "empty":
        return round(1 - marks.trace / rules.trace, 3) if rules.trace else 1.0
    more = (marks.ink - rules.ink) / rules.ink
    less = (most - marks.ink) / rules.ink
    return round(float(np.clip(min(more, less), 0, 1)), 3)
