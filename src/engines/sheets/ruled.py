"""The dotted lines to write on: known by their even step, so that only their dots are left out."""

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets import paper
from engines.sheets.frames import Numbers
from engines.sheets.straight import FINE

PART_MM: Final = 10
"""So much of a line is looked at alone: a sheet is bent, and a hand may cross part of it."""
BESIDE: Final = (-4, -3, -2, 2, 3, 4)
"""Other steps, so many more or fewer dots in a part: a hand, or noise, has as much of these."""
CLEARER: Final = 2.0
FAINTEST: Final = 0.004
PARTS: Final = 0.7
"""A line shows its dots in so many of its parts."""
STRAY_PX: Final = 4
DOT_PX: Final = 2.3
ROWS_PX: Final = 3


def dots_of_lines(dark: Numbers) -> npt.NDArray[np.bool_]:
    """The dots of lines that run along the whole place, wherever nothing hides them."""
    wide = dark.shape[1]
    edges = np.linspace(0, wide, max(1, wide // (PART_MM * FINE)) + 1).round().astype(int)
    parts = [dark[:, start:end] for start, end in pairwise(edges)]
    tones = [_tone(part) for part in parts]
    clear = np.array([tone != 0 for tone in tones])
    lines = _around(clear.T, STRAY_PX).mean(axis=1) >= PARTS
    dots = [
        _dots(np.where(lines, tone, 0), part.shape[1])
        for part, tone in zip(parts, tones, strict=True)
    ]
    return _around(np.hstack(dots), ROWS_PX)


def _tone(part: Numbers) -> npt.NDArray[np.complex128]:
    """Of each row, how strongly and where it is dark by the step of the dots; 0 where it is not."""
    wide = part.shape[1]
    steps = wide / (paper.DOTS_APART * FINE) + np.array([0, *BESIDE])
    waves = np.exp(-2j * np.pi * np.outer(np.arange(wide), steps / wide))
    found = part @ waves / wide
    own, others = np.abs(found[:, 0]), np.abs(found[:, 1:])
    clear = (own > FAINTEST) & (own > CLEARER * np.sqrt((others**2).mean(axis=1)))
    return np.where(clear, found[:, 0], 0)


def _dots(tone: npt.NDArray[np.complex128], wide: int) -> npt.NDArray[np.bool_]:
    turn = 2 * np.pi / (paper.DOTS_APART * FINE)
    off = np.angle(np.exp(1j * turn * np.arange(wide))[None, :] * tone[:, None])
    found: npt.NDArray[np.bool_] = (np.abs(off) < turn * DOT_PX) & (tone != 0)[:, None]
    return found


def _around(some: npt.NDArray[np.bool_], far: int) -> npt.NDArray[np.bool_]:
    """These rows of each column, and so many above and below."""
    wide = np.pad(some, ((far, far), (0, 0)))
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(
        [wide[shift : shift + len(some)] for shift in range(2 * far + 1)]
    )
    return found
