"""Whether anything is written by hand in a place to write. What, nobody but a person reads."""

from typing import Final

import numpy as np
import numpy.typing as npt

from engines.sheets.answer import Reason, Writing, Written
from engines.sheets.frames import Numbers
from engines.sheets.layout import Region
from engines.sheets.question import Grey, Rules
from engines.sheets.ruled import dots_of_lines
from engines.sheets.straight import FINE, cut

PALEST: Final = 0.15
WRITTEN_MM2: Final = 2.5
"""So much ink is writing."""
BLANK_MM2: Final = 0.35
"""Less than this is dust."""
AS_SHARP: Final = 0.44
"""A stroke has edges so steep, as a share of those of print; the rim of a stain has not."""
EDGE_PX: Final = 4
PRINT: Final = 0.85
"""How dark print is, where no page is there to tell."""
TILE_MM: Final = 5
GRAIN_MM: Final = 3
LINE_PARTS: Final = 12


def look(sheet: Grey, region: Region, rules: Rules, steep: float) -> Writing:
    """Printed lines, frames and combs are left out; all else that is dark and sharp is ink.

    `steep` are the edges of print on this page, of darkness to the pixel.
    """
    crop = cut(sheet, region.x, region.y, region.width, region.height)
    dark = darkness(crop)
    noise = 1.4826 * float(np.median(np.abs(dark - np.median(dark))))
    palest = max(PALEST, 4 * noise)
    by_hand = ~(printed(dark > palest) | dots_of_lines(dark))
    rim = round(0.5 * FINE)
    by_hand[:rim], by_hand[-rim:], by_hand[:, :rim], by_hand[:, -rim:] = False, False, False, False
    area = FINE * FINE
    trace = float(((dark > palest) & by_hand).sum()) / area
    drawn = (dark > rules.dark) & by_hand & _near(by_hand & (_steepness(dark) > AS_SHARP * steep))
    ink = float(drawn.sum()) / area
    state, code = _state(ink, trace)
    facts = {"ink_mm2": round(ink, 2), "trace_mm2": round(trace, 2)}
    sure = 0.0
    if state == "written":
        sure = min(1.0, ink / WRITTEN_MM2 - 1)
    elif state == "blank":
        sure = 1 - trace / BLANK_MM2
    grain = _grain(np.where(by_hand, dark, 0))
    return Writing(region.key, state, round(sure, 3), Reason(code, facts), grain, crop)


def _steepness(dark: Numbers) -> Numbers:
    padded = np.pad(dark, 1, mode="edge")
    found: Numbers = np.maximum(
        np.abs(padded[1:-1, 2:] - padded[1:-1, :-2]), np.abs(padded[2:, 1:-1] - padded[:-2, 1:-1])
    )
    return found


def _near(some: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """These, and what is as near as the middle of a stroke is to its edge."""
    wide = np.pad(some, EDGE_PX)
    rows = np.logical_or.reduce(
        [wide[shift : shift + len(some)] for shift in range(2 * EDGE_PX + 1)]
    )
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(
        [rows[:, shift : shift + some.shape[1]] for shift in range(2 * EDGE_PX + 1)]
    )
    return found


def _state(ink: float, trace: float) -> tuple[Written, str]:
    if trace < BLANK_MM2:
        return "blank", "blank"
    if ink >= WRITTEN_MM2:
        return "written", "written"
    return "unsure", "faint" if ink < trace / 4 else "little_ink"


def darkness(crop: Grey) -> Numbers:
    """0 for the paper of each tile, 1 for black."""
    values = crop.astype(np.float32)
    padded = np.pad(values, 1, mode="edge")
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    smooth = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9
    step = TILE_MM * FINE
    high, wide = -(-crop.shape[0] // step), -(-crop.shape[1] // step)
    room = ((0, high * step - crop.shape[0]), (0, wide * step - crop.shape[1]))
    tiles = np.pad(smooth, room, mode="symmetric").reshape(high, step, wide, step)
    thin = tiles[:, ::4, :, ::4].transpose(0, 2, 1, 3).reshape(high, wide, -1)
    level = np.maximum(np.percentile(thin, 80, axis=2), 1).astype(np.float32)
    level = level.repeat(step, axis=0).repeat(step, axis=1)[: crop.shape[0], : crop.shape[1]]
    found: Numbers = np.clip(1 - smooth / level, 0, 1) / np.float32(PRINT)
    return found


def printed(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Lines that run along the whole place, across or down, and a little around them."""
    rows = _runs_along(dark)
    columns = _runs_along(dark.T)
    found: npt.NDArray[np.bool_] = rows[:, None] | columns[None, :]
    return found


def _runs_along(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which rows are dark, at least in dots, in nearly every part of their length."""
    # A line a little askew leaves its row on the way: two rows either side count with it.
    wide = np.pad(dark, ((2, 2), (0, 0)))
    thick = np.logical_or.reduce([wide[shift : shift + len(dark)] for shift in range(5)])
    edges = np.linspace(0, dark.shape[1], LINE_PARTS + 1).round().astype(int)
    parts = np.add.reduceat(thick, edges[:-1], axis=1, dtype=np.int64) / np.diff(edges)
    along = ((parts > 0.3).sum(axis=1) >= LINE_PARTS - 1) & (thick.mean(axis=1) > 0.4)
    around = np.pad(along, 3)
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(
        [around[shift : shift + len(along)] for shift in range(7)]
    )
    return found


def _grain(dark: Numbers) -> bytes:
    """How much ink lies in each part, in sixteen steps."""
    step = GRAIN_MM * FINE
    high, wide = -(-dark.shape[0] // step), -(-dark.shape[1] // step)
    padded = np.zeros((high * step, wide * step), np.float32)
    padded[: dark.shape[0], : dark.shape[1]] = dark
    parts = padded.reshape(high, step, wide, step).mean(axis=(1, 3))
    return bytes(np.clip(parts * 45, 0, 15).round().astype(np.uint8).ravel().tolist())
