"""Finding the printed frame of each box near the place where it should be."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets import mapping, paper
from engines.sheets.layout import Box
from engines.sheets.mapping import Matrix, Points
from engines.sheets.marks import ENOUGH
from engines.sheets.question import Grey
from engines.sheets.straight import FINE, cut, straightened

Numbers = npt.NDArray[np.float32]

AROUND_MM: Final = 1.8
"""What is looked at outside the frame."""
PALE_PRINT: Final = 0.15
"""Print is taken to be at least so dark, so that blank paper is not read as pale print."""
SIDE: Final = 0.3
"""Each of the four sides must be so dark, as a share of the printed black; all four, not most."""
ASTRAY_MM: Final = 0.8
"""A frame farther from where its neighbours say it is, is not taken for that frame."""
MOVED_MM: Final = 1.0
"""When the frames stand farther off than this, the sheet is laid straight again by them."""
REACH_MM: Final = 2.0
"""How far a frame is looked for where three codes say it is."""
FEW_REACH_MM: Final = 3.2
"""And where fewer do: still less than half the way to the next box."""
NEAR_MM: Final = 60.0
"""From a known place to a frame: even a slanted photograph leads no farther astray than reach."""
ROUNDS: Final = 8
MANY: Final = 16
"""So many points, so far apart each way, fix a perspective; fewer would bend it anyhow."""
WIDE_MM: Final = 80.0
FEWEST: Final = 6
"""Frames needed to say anything of where the others are."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Boxes in the order of the layout: where each frame stands, and whether it was found."""

    sheet: Grey
    places: Points
    """Outer top left corners on the straightened sheet, in millimetres."""
    found: npt.NDArray[np.bool_]
    moved_mm: float
    """How far the whole sheet had to be moved to meet them."""


def find(rows: Grey, matrix: Matrix, boxes: tuple[Box, ...], fixed: Points) -> Frames:
    """Look around each expected place; where frames say that the sheet lies otherwise, again.

    `fixed` are the corners of the codes found. Three codes fix the whole sheet. With fewer, it
    is found step by step: a frame counts only near a place already known, so that none is
    taken for its neighbour.
    """
    expected = np.array([(box.x, box.y) for box in boxes], float).reshape(-1, 2)
    sizes = np.array([box.size for box in boxes], float)
    few = len(fixed) < ENOUGH * 4
    known, original, reached = fixed, matrix, -1
    sheet = straightened(rows, matrix)
    for _ in range(ROUNDS):
        near = _apart(expected, known).min(axis=1) <= NEAR_MM if few else np.full(len(boxes), True)
        offsets, scores = search(sheet, expected, sizes, FEW_REACH_MM if few else REACH_MM)
        sure = near & (scores >= SIDE)
        smooth, agree = _agreeing(expected, offsets, sure, fixed)
        sure &= agree
        moved = np.hypot(*smooth[near].T).max(initial=0.0) >= MOVED_MM
        if not moved and near.sum() == (reached if few else len(boxes)):
            break
        reached, known = int(near.sum()), np.vstack([fixed, expected[sure]])
        if moved:
            middles = (expected + sizes[:, None] / 2)[sure]
            matrix = _moved(matrix, middles, smooth[sure], fixed, original)
            sheet = straightened(rows, matrix)
    return Frames(sheet, expected + offsets, sure, _astray(matrix, original, fixed))


def _apart(points: Points, others: Points) -> npt.NDArray[np.float64]:
    apart: npt.NDArray[np.float64] = np.hypot(*(points[:, None] - others[None]).transpose(2, 0, 1))
    return apart


def search(
    sheet: Grey, expected: Points, sizes: npt.NDArray[np.float64], reach: float
) -> tuple[Points, Numbers]:
    """For each box the offset at which all four sides are darkest, and how dark the palest is."""
    offsets, scores = np.zeros_like(expected), np.zeros(len(expected), np.float32)
    for size in np.unique(sizes):
        these = np.flatnonzero(sizes == size)
        room = reach + AROUND_MM
        wide = size + 2 * room
        patches = np.stack([cut(sheet, x - room, y - room, wide, wide) for x, y in expected[these]])
        best, score = _four_sides(_darkness(patches), round(size * FINE), round(reach * FINE))
        corner = np.round((expected[these] - room) * FINE) / FINE + round(AROUND_MM * FINE) / FINE
        offsets[these] = corner + best / FINE - expected[these]
        scores[these] = score
    return offsets, scores


def _darkness(patches: Grey) -> Numbers:
    """0 for the paper around here, 1 for print: shadow and stain go with the paper."""
    paper_grey, print_grey = np.percentile(patches[:, ::2, ::2], (75, 4), axis=(1, 2))
    paper_grey = np.maximum(paper_grey, 1).astype(np.float32)
    black = np.float32(max(PALE_PRINT, 1 - float(np.median(print_grey / paper_grey))))
    found: Numbers = np.clip((1 - patches / paper_grey[:, None, None]) / black, 0, 1)
    return found


def _four_sides(dark: Numbers, size: int, reach: int) -> tuple[Points, Numbers]:
    around = round(AROUND_MM * FINE)
    thick = round(paper.FRAME * FINE)
    dark = dark[:, around : around + size + 2 * reach, around : around + size + 2 * reach]
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1, dark.shape[2] + 1), np.float32)
    np.cumsum(np.cumsum(dark, axis=1), axis=2, out=sums[:, 1:, 1:])
    steps = dark.shape[1] - size + 1

    def mean(down: int, across: int, high: int, wide: int) -> Numbers:
        """Of the piece at this place of the box, for every offset of the box at once."""
        one = slice(down, down + steps), slice(down + high, down + high + steps)
        two = slice(across, across + steps), slice(across + wide, across + wide + steps)
        whole = sums[:, one[1], two[1]] - sums[:, one[0], two[1]]
        whole = whole - sums[:, one[1], two[0]] + sums[:, one[0], two[0]]
        found: Numbers = np.divide(whole, high * wide, dtype=np.float32)
        return found

    end = size - thick
    sides: Numbers = np.stack(
        [
            mean(0, 0, thick, size),
            mean(end, 0, thick, size),
            mean(0, 0, size, thick),
            mean(0, end, size, thick),
        ]
    )
    palest: Numbers = sides.min(axis=0)
    # Where a tick leaves the box, one side is darker for a step or two; the mean decides there.
    worth = palest + 0.2 * sides.mean(axis=0)
    best = worth.reshape(len(dark), -1).argmax(axis=1)
    down, across = np.divmod(best, steps)
    scores: Numbers = palest.reshape(len(dark), -1)[np.arange(len(dark)), best]
    return np.column_stack([across, down]).astype(float), scores


def _agreeing(
    expected: Points, offsets: Points, sure: npt.NDArray[np.bool_], fixed: Points
) -> tuple[Points, npt.NDArray[np.bool_]]:
    """The offset that all frames together expect at each box, and which agree with it."""
    agree = sure.copy()
    smooth = np.zeros_like(offsets)
    if sure.sum() < FEWEST:
        return smooth, agree
    for _ in range(4):
        of = np.vstack([expected[agree], fixed])
        to = np.vstack([expected[agree] + offsets[agree], fixed])
        weight = np.concatenate([np.ones(int(agree.sum())), np.full(len(fixed), 0.3)])
        smooth = _weighted_affine(of, to, weight, expected) - expected
        off = np.hypot(*(offsets - smooth).T)
        limit = max(ASTRAY_MM, 2.5 * float(np.median(off[agree])))
        again = sure & (off <= limit)
        if (again == agree).all() or again.sum() < FEWEST:
            break
        agree = again
    return smooth, agree


def _weighted_affine(of: Points, to: Points, weight: npt.NDArray[np.float64], at: Points) -> Points:
    centre = of.mean(axis=0)
    rows = np.column_stack([of - centre, np.ones(len(of))])
    solved = np.linalg.lstsq(rows * weight[:, None], to * weight[:, None], rcond=None)[0]
    found: Points = np.column_stack([at - centre, np.ones(len(at))]) @ solved
    return found


def _moved(matrix: Matrix, middles: Points, smooth: Points, fixed: Points, known: Matrix) -> Matrix:
    """The mapping that leads from where things were printed to where they were seen."""
    of = np.vstack([middles, fixed])
    to = np.vstack([mapping.apply(matrix, middles + smooth), mapping.apply(known, fixed)])
    if len(of) < MANY or np.ptp(of, axis=0).min() < WIDE_MM:
        return mapping.affine(of, to)
    return mapping.perspective(of, to)


def _astray(matrix: Matrix, known: Matrix, fixed: Points) -> float:
    """How far the frames contradict the codes, in millimetres, where the codes are."""
    if not len(fixed):
        return 0.0
    fine = float(mapping.pixels_a_millimetre(known, fixed).mean())
    apart = mapping.apply(matrix, fixed) - mapping.apply(known, fixed)
    return float(np.hypot(*apart.T).max()) / fine
