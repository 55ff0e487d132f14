"""Whether what is seen in a box only passes through it: a crease, the rim of a stain, a shadow."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets.answer import Reading, Reason
from engines.sheets.frames import Frames, Numbers
from engines.sheets.ink import FAR_INSET_MM, PALEST_THROUGH_NOISE, Marks
from engines.sheets.layout import Box
from engines.sheets.question import Grey, Rules
from engines.sheets.straight import FINE, cut

Indices = npt.NDArray[np.int64]

REACH_MM: Final = 10.5
"""How far from the middle of a box it is followed: farther than a pen runs on."""
NEAR_MM: Final = 6.0
"""Within this it must be seen, and beyond this it must still be seen, at both ends."""
ALONG_MM, ASIDE_MM = 0.35, 0.25
"""Between two places at which it is looked at."""
WAYS: Final = 30
BENDS: Final = (0.0, 1 / 38, -1 / 38)
"""A crease is straight; the foot of a cup is seven or eight centimetres wide."""
BESIDE_MM: Final = 0.35
"""What is so near to any box may be its frame."""
QUANTILE: Final = 0.25
"""Of what is seen along the way: letters in between are darker, and leave paper between them."""
FEWEST: Final = 3
PALE: Final = 0.08
"""What is paler need not go on."""
UNLIKE: Final = 0.15
"""What passes through is equally dark at both ends, to within this and this share of it."""
GOES_ON: Final = 0.4
"""Beyond, it is at least so dark as here."""
MOSTLY: Final = 0.35
"""And no more of what was there."""
PALE_ENOUGH: Final = 0.6
"""What is darker may be ink."""
LEFT: Final = 0.03
"""Less of the inside than this is left: what is passed over is never quite like what is beyond.
Of the palest pencil mark, six times as much is left."""
UNKNOWN: Final = -9.0


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """For boxes of one size, where to look for each way something may pass."""

    outside: Indices
    """Way, place aside, place along: which pixel of a patch."""
    near: tuple[slice, slice]
    far: tuple[slice, slice]
    aside: Numbers
    """Way, pixel of the inside: which place aside it lies at, and how far along, 0 to 1."""
    along: Numbers


@lru_cache(maxsize=4)
def ways(size: float, inset: float) -> Ways:
    half = size / 2 - inset
    last = np.sqrt(2) * half + 2 * ASIDE_MM
    aside = np.arange(-last, last + ASIDE_MM, ASIDE_MM)
    along = np.arange(-REACH_MM, REACH_MM + 0.01, ALONG_MM)
    angle, bend = (
        one.ravel() for one in np.meshgrid(np.arange(WAYS) * np.pi / WAYS, BENDS, indexing="ij")
    )
    cos, sin = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    off = aside[None, :, None] + bend[:, None, None] * (along**2)[None, None, :] / 2
    across, down = along * cos - off * sin, along * sin + off * cos
    wide = 2 * room(size) + 1
    pixel = np.round(np.stack([across, down]) * FINE).astype(np.int64) + room(size)
    steps = round(2 * half * FINE)
    places = (np.arange(steps) - (steps - 1) / 2) / FINE
    y, x = (one.ravel() for one in np.meshgrid(places, places, indexing="ij"))
    cos, sin, bend = cos[:, :, 0], sin[:, :, 0], bend[:, None]
    here = x * cos + y * sin
    beside = (y * cos - x * sin) - bend * here**2 / 2
    count, end = len(along), int(np.searchsorted(along, -NEAR_MM))
    middle = count // 2
    return Ways(
        outside=pixel[1] * wide + pixel[0],
        near=(slice(end, middle), slice(middle + 1, count - end)),
        far=(slice(0, end), slice(count - end, count)),
        aside=((beside + last) / ASIDE_MM).astype(np.float32),
        along=((here + NEAR_MM) / (2 * NEAR_MM)).astype(np.float32),
    )


def room(size: float) -> int:
    """Pixels from the middle of a box to the edge of its patch."""
    return round((REACH_MM + size) * FINE)


def without_boxes(frames: Frames, boxes: tuple[Box, ...]) -> Grey:
    """White where no box stands: what is looked at."""
    free = np.full_like(frames.sheet, 255)
    for box, (x, y) in zip(boxes, frames.places, strict=True):
        left, top = (max(0, round((one - BESIDE_MM) * FINE)) for one in (x, y))
        right, bottom = (round((one + box.size + BESIDE_MM) * FINE) for one in (x, y))
        free[top:bottom, left:right] = 0
    return free


def passed_over(
    frames: Frames,
    boxes: tuple[Box, ...],
    marks: list[Marks],
    readings: list[Reading],
    rules: Rules,
) -> list[Reading]:
    """Boxes in which there is nothing but what goes on beyond them at both ends are empty.

    Only where it is pale: a dark line may be a pen's, whatever its length.
    """
    free = without_boxes(frames, boxes)
    found = list(readings)
    for number, (box, here, reading) in enumerate(zip(boxes, marks, readings, strict=True)):
        pale = here.darkest < PALE_ENOUGH and here.palest <= PALEST_THROUGH_NOISE
        if reading.reason.code != "faint" or not pale:
            continue
        x, y = frames.places[number] + box.size / 2
        left = residue(frames.sheet, free, (x, y), box.size, FAR_INSET_MM, here.black)
        share = float((np.abs(left) > here.palest).mean(axis=1).min())
        if share < min(LEFT, MOSTLY * here.trace):
            facts = {**reading.reason.facts, "left": round(share, 3)}
            found[number] = replace(
                reading,
                state="empty",
                confidence=round(1 - share / LEFT, 3),
                reason=Reason("passing", facts),
            )
    return found


def residue(
    sheet: Grey, free: Grey, middle: tuple[float, float], size: float, inset: float, black: float
) -> Numbers:
    """What is left of the inside, for each way, once what passes through is taken away.

    Above 0 where a hand darkened it, below where less is seen than outside. UNKNOWN, far below,
    where nothing can be said. `black` is the darkness of print.
    """
    by, around = ways(size, inset), room(size)
    wide = 2 * around + 1
    corner = [round(one * FINE) / FINE - around / FINE for one in middle]
    dark, seen = _darkness(sheet, free, corner, wide, black)
    values = np.where(seen, dark, np.inf).ravel()[by.outside]
    ends = [
        _side(values[:, :, near], values[:, :, far])
        for near, far in zip(by.near, by.far, strict=True)
    ]
    sides = _agreed(ends[0], ends[1])
    low = by.aside.astype(np.int64)
    part = by.aside - low
    rows = np.arange(len(low))[:, None]
    first, second = (side[rows, low] * (1 - part) + side[rows, low + 1] * part for side in sides)
    steps = round(np.sqrt(low.shape[1]))
    start = around - steps // 2
    inside = dark[start : start + steps, start : start + steps].ravel()
    left: Numbers = inside[None] - (first + (second - first) * by.along)
    return left


def _darkness(
    sheet: Grey, free: Grey, corner: list[float], wide: int, black: float
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """0 for the paper around, 1 for print; and where no box stands."""
    seen = cut(free, corner[0], corner[1], wide / FINE, wide / FINE) > 0
    pixels = np.pad(cut(sheet, corner[0], corner[1], wide / FINE, wide / FINE), 1, mode="edge")
    rows = pixels[:-2].astype(np.uint16) + pixels[1:-1] + pixels[2:]
    smooth = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]).astype(np.float32) / 9
    level = max(1.0, float(np.percentile(smooth[::3, ::3][seen[::3, ::3]], 75)))
    return (1 - smooth / np.float32(level)) / np.float32(black), seen


def _side(near: Numbers, far: Numbers) -> Numbers:
    """How dark it is at each place aside, at this end; 0 where it does not go on."""
    here, beyond = _usual(near), _usual(far)
    # It may be bent a little otherwise than was thought.
    wide = np.pad(beyond, ((0, 0), (1, 1)), mode="edge")
    beyond = np.maximum(np.maximum(wide[:, :-2], wide[:, 1:-1]), wide[:, 2:])
    goes_on = (beyond >= here * GOES_ON) | (here < PALE)
    found: Numbers = np.where(goes_on, here, 0)
    return np.where(np.isfinite(here), found, -UNKNOWN).astype(np.float32)


def _agreed(first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
    """What is seen at one end only does not pass through; what is known at neither is unknown."""
    least, most = np.minimum(first, second), np.maximum(first, second)
    alike = most - least <= UNLIKE + UNLIKE * most
    known = most < -UNKNOWN
    paler = np.where(known, least, most)
    return np.where(alike, first, paler), np.where(alike, second, paler)


def _usual(values: Numbers) -> Numbers:
    """Of each place aside; infinite where too little can be seen."""
    ordered = np.sort(values, axis=2)
    count = np.isfinite(values).sum(axis=2)
    place = np.maximum(0, (count * QUANTILE).astype(np.int64) - 1)
    found: Numbers = np.take_along_axis(ordered, place[:, :, None], axis=2)[:, :, 0]
    return np.where(count >= FEWEST, found, np.inf).astype(np.float32)
