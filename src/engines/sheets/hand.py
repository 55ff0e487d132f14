"""One hand filled in the whole sheet, with one pen: what is unlike the rest of it is doubted."""

from dataclasses import replace
from typing import Final

import numpy as np

from engines.sheets.answer import Reading, Reason
from engines.sheets.ink import Marks

PALE_PENCIL: Final = "pale_pencil"
SOME: Final = 4
"""So many ticks tell what the pen of a sheet looks like."""
UPPER: Final = 0.7
"""Which of them is held for the pen, from the palest to the darkest: a stain is paler than it."""
AS_DARK, AS_SHARP = 0.76, 0.74
"""A tick is at least so dark, and its edges so sharp, as a share of the others on its sheet."""
DARK_ALONE, SHARP_ALONE = 0.66, 0.44
"""Where there are too few others: as a share of the print of the page."""
DARK_EVER, SHARP_EVER = 0.56, 0.4
"""And whatever the others are."""
PENCIL: Final = 0.25
"""How sharp a pale mark is that was drawn, not spilt."""
PALE: Final = 3
"""So many pale marks, and fewer ticks, are a sheet filled in with a pale pencil."""
HINT: Final = 0.003
"""Where nothing at all is ticked, so little in a few boxes may be what is left of pencil."""


def of_one_hand(readings: list[Reading], marks: list[Marks]) -> list[Reading]:
    """Ticks paler or softer than the others are a person's; so is all of a sheet in pale pencil.

    A copier that leaves out one pale mark may have left out the next.
    """
    both = list(zip(marks, readings, strict=True))
    ticks = [here for here, one in both if one.state == "ticked"]
    dark, sharp = DARK_ALONE, SHARP_ALONE
    if len(ticks) >= SOME:
        dark = max(DARK_EVER, AS_DARK * float(np.quantile([one.darkest for one in ticks], UPPER)))
        sharp = max(SHARP_EVER, AS_SHARP * float(np.quantile([one.sharp for one in ticks], UPPER)))
    pale = sum(one.reason.code == "faint" and here.sharp > PENCIL for here, one in both)
    hints = sum(one.reason.code == "empty" and here.trace > HINT for here, one in both)
    in_pencil = (pale >= PALE and pale > len(ticks)) or (not ticks and pale + hints >= PALE)
    found = []
    for here, one in both:
        if one.state == "ticked" and (here.darkest < dark or here.sharp < sharp):
            found.append(_doubted(one, "unlike_the_others"))
        elif one.state == "empty" and in_pencil:
            found.append(_doubted(one, PALE_PENCIL))
        else:
            found.append(one)
    return found


def _doubted(reading: Reading, code: str) -> Reading:
    return replace(
        reading, state="unsure", confidence=0.0, reason=Reason(code, reading.reason.facts)
    )
