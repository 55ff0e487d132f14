"""The reading engine's one deed."""

from dataclasses import replace

import numpy as np

from engines.sheets.answer import Answer, Reading, Reason, Writing
from engines.sheets.beyond import passed_over
from engines.sheets.frames import FEWEST, Frames, find
from engines.sheets.grey import Unfit, grey, is_bilevel
from engines.sheets.hand import PALE_PENCIL, of_one_hand
from engines.sheets.ink import judge, measure
from engines.sheets.locate import ASTRAY_MM
from engines.sheets.mapping import Matrix, Points
from engines.sheets.marks import CODES_OF_A_SHEET, ENOUGH, MAIN_CORNERS, mark_corners
from engines.sheets.question import Grey, Question
from engines.sheets.straight import cut, straightened
from engines.sheets.writing import look

CROP_MM = 4.0
"""What a person is shown around a box."""
STEEP = 0.3
"""How steep the edges of print are, where a page has no frame to tell."""
BILEVEL = "black_and_white_only"


def solve(question: Question) -> Answer:
    """Say of every box whether it is ticked, and of every place to write whether it is used.

    Promise: what might be otherwise is `unsure`, and goes to a person; handwriting is never
    read. A page that does not lie where its codes say, is coarser than the rules allow, or
    shows too few of its frames is refused whole. The same picture gives the same answer; the
    order of boxes and regions changes nothing.

    Raises nothing that `Question` accepts, but BadQuestion for an array that is no picture.
    Costs about 0.1 s a page. Method: README.md.
    """
    try:
        rows = grey(question.picture, question.rules)
        matrix, fixed = _known(question)
    except Unfit as unfit:
        return Answer(refused=unfit.refused)
    boxes = tuple(sorted(question.page.boxes, key=lambda box: box.key))
    if not boxes:
        return _answered(question, rows, straightened(rows, matrix), [], {})
    frames = find(rows, matrix, boxes, fixed)
    try:
        _trusted(question, frames)
    except Unfit as unfit:
        return Answer(refused=unfit.refused, sheet=frames.sheet)
    marks = measure(frames, boxes, question.rules)
    readings = [
        judge(box, here, question.rules)
        if found
        else Reading(box.key, "unsure", 0.0, Reason("frame_not_found"), here.grain)
        for box, here, found in zip(boxes, marks, frames.found, strict=True)
    ]
    readings = of_one_hand(passed_over(frames, boxes, marks, readings, question.rules), marks)
    shown = {
        box.key: (x - CROP_MM, y - CROP_MM, box.size + 2 * CROP_MM)
        for box, (x, y) in zip(boxes, frames.places, strict=True)
    }
    steep = marks[0].steep * marks[0].black
    return _answered(question, rows, frames.sheet, readings, shown, steep)


def _known(question: Question) -> tuple[Matrix, Points]:
    """Where the sheet lies, and the corners of codes by which this is known. Raises Unfit."""
    located, rules = question.located, question.rules
    if located.refused:
        raise Unfit(located.refused.code, **located.refused.facts)
    enough = ENOUGH if len(question.page.boxes) < FEWEST else 1
    if located.to_pixels is None or located.codes < enough:
        raise Unfit("not_located", codes=located.codes, needed=enough)
    if (located.dpi or 0) < rules.least_dpi:
        raise Unfit("resolution_too_low", dpi=located.dpi or 0, least=rules.least_dpi)
    corners = [mark_corners(says) for says in located.marks]
    if located.text is not None:
        corners.append(MAIN_CORNERS)
    return np.array(located.to_pixels).reshape(3, 3), np.vstack(corners)


def _trusted(question: Question, frames: Frames) -> None:
    """Raises Unfit unless frames enough stand where the codes say."""
    share = float(frames.found.mean())
    if share < question.rules.frames:
        raise Unfit("frames_missing", found=int(frames.found.sum()), boxes=len(frames.found))
    if frames.moved_mm > ASTRAY_MM:
        raise Unfit("marks_contradict", astray_mm=round(frames.moved_mm, 1))


def _answered(
    question: Question,
    rows: Grey,
    sheet: Grey,
    readings: list[Reading],
    shown: dict[str, tuple[float, float, float]],
    steep: float = STEEP,
) -> Answer:
    regions = sorted(question.page.regions, key=lambda region: region.key)
    writings = [look(sheet, region, question.rules, steep) for region in regions]
    reasons = []
    if question.located.codes < CODES_OF_A_SHEET:
        missing = CODES_OF_A_SHEET - question.located.codes
        reasons.append(Reason("codes_missing", {"codes": missing}))
    if is_bilevel(rows):
        reasons.append(Reason(BILEVEL))
        readings = [_doubted(reading) for reading in readings]
        writings = [_may_be_more(writing, BILEVEL) for writing in writings]
    elif any(reading.reason.code == PALE_PENCIL for reading in readings):
        writings = [_may_be_more(writing, PALE_PENCIL) for writing in writings]
    crops = {
        one.key: cut(sheet, *shown[one.key], shown[one.key][2])
        for one in readings
        if one.state == "unsure"
    }
    return Answer(tuple(readings), tuple(writings), crops, None, tuple(reasons), sheet)


def _doubted(reading: Reading) -> Reading:
    """A fax keeps no pencil, and makes ink of a shadow."""
    if reading.state == "unsure":
        return reading
    return replace(
        reading, state="unsure", confidence=0.0, reason=Reason(BILEVEL, reading.reason.facts)
    )


def _may_be_more(writing: Writing, code: str) -> Writing:
    if writing.state == "written":
        return writing
    return replace(
        writing, state="unsure", confidence=0.0, reason=Reason(code, writing.reason.facts)
    )
