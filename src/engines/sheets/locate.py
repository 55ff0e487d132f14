"""Where the sheet lies on the picture, whatever way it was put down."""

import numpy as np

from engines.sheets import mapping, paper
from engines.sheets.grey import Unfit, grey
from engines.sheets.mapping import Matrix, Points
from engines.sheets.marks import ENOUGH, MAIN_CORNERS, MARKS, Code, codes, mark_corners
from engines.sheets.question import Located, Picture, Rules

ASTRAY_MM = 2.5
"""Codes of one flat sheet, even creased, agree about where it lies to within this."""
LIKE = 0.25
"""Codes whose sizes differ by less are taken for two of one kind."""
WHOLE = np.array(
    [(0, 0), (paper.PAGE_WIDTH, 0), (paper.PAGE_WIDTH, paper.PAGE_HEIGHT), (0, paper.PAGE_HEIGHT)]
)


def locate(picture: Picture, rules: Rules | None = None) -> Located:
    """Find the sheet and what its main code says.

    Promise: turning the picture, or the sheet on it, changes nothing but `degrees` and
    `to_pixels`. A picture too large, seen in a mirror, or of two sheets is `refused`.
    Raises BadQuestion only for an array that is no picture.
    """
    rules = rules or Rules()
    try:
        found = codes(grey(picture, rules), rules.begins)
        return _located(found)
    except Unfit as unfit:
        return Located(refused=unfit.refused)


def _located(found: list[Code]) -> Located:
    marks = {code.says: code for code in found if code.says in MARKS}
    if len(marks) < sum(code.says in MARKS for code in found):
        raise Unfit("two_sheets")
    main = _main([code for code in found if code.says not in MARKS], marks)
    of = [mark_corners(says) for says in sorted(marks)]
    to = [marks[says].corners for says in sorted(marks)]
    if main:
        of, to = [*of, MAIN_CORNERS], [*to, main.corners]
    says, names = main.says if main else None, tuple(sorted(marks))
    if not main and len(marks) < ENOUGH - 1:
        return Located(says, names)
    if len(of) >= ENOUGH and _is_mirrored(of, to):
        raise Unfit("mirrored")
    matrix = _fitted(of, to)
    right = np.diff(mapping.apply(matrix, np.array([(90.0, 150.0), (120.0, 150.0)])), axis=0)[0]
    fine = float(mapping.pixels_a_millimetre(matrix, np.vstack(of)).min())
    return Located(
        says,
        names,
        tuple(float(number) for number in matrix.ravel()),
        round(float(np.degrees(np.arctan2(right[1], right[0]))) % 360, 1),
        round(fine * 25.4, 1),
    )


def _main(candidates: list[Code], marks: dict[str, Code]) -> Code | None:
    """The main code. Others may be on the sheet, a stamp say, but none so large or so placed."""
    if not candidates:
        return None
    largest = max(candidates, key=lambda code: code.size)
    rivals = [code for code in candidates if code.size > largest.size * (1 - LIKE)]
    if len(rivals) > 1:
        raise Unfit("several_codes", codes=len(rivals))
    if not marks:
        return largest
    expected = np.mean([code.size for code in marks.values()]) / paper.MARK_SIZE * paper.CODE_SIZE
    fits = [code for code in candidates if abs(code.size / expected - 1) < LIKE]
    return fits[0] if len(fits) == 1 else None


def _fitted(of: list[Points], to: list[Points]) -> Matrix:
    """The mapping on which all codes agree."""
    if len(of) < ENOUGH:
        return mapping.affine(np.vstack(of), np.vstack(to))
    matrix = mapping.perspective(np.vstack(of), np.vstack(to))
    fine = float(mapping.pixels_a_millimetre(matrix, WHOLE).mean())
    off = np.hypot(*(mapping.apply(matrix, np.vstack(of)) - np.vstack(to)).T) / fine
    if not np.isfinite(off).all() or off.max() > ASTRAY_MM:
        raise Unfit("marks_contradict", astray_mm=round(float(np.nan_to_num(off).max()), 1))
    return matrix


def _is_mirrored(of: list[Points], to: list[Points]) -> bool:
    """A code seen in a mirror is read all the same; that the codes change sides is what tells."""
    turned = []
    for points in (of, to):
        first, second, third = (corners.mean(axis=0) for corners in points[:3])
        one, two = second - first, third - first
        turned.append(one[0] * two[1] - one[1] * two[0])
    return bool(turned[0] * turned[1] < 0)
