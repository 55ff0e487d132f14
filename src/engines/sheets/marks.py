"""Finding the QR codes of a sheet: the main one and the three marks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from engines.sheets import paper
from engines.sheets.mapping import Points
from engines.sheets.question import Grey

LONGEST = 2600
"""A little more than A4 at 200 dpi; what is larger is shrunk before it is searched."""
MARKS = {mark.says: mark for mark in paper.MARKS}
CODES_OF_A_SHEET = len(paper.MARKS) + 1
ENOUGH = 3
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
"""So many codes say where a sheet lies, in perspective too."""


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """One code of the picture; `corners` clockwise from its own top left one, in pixels."""

    says: str
    corners: Points

    @property
    def centre(self) -> Points:
        centre: Points = self.corners.mean(axis=0)
        return centre

    @property
    def size(self) -> float:
        """The mean of its sides."""
        return float(np.hypot(*(np.roll(self.corners, -1, axis=0) - self.corners).T).mean())


def corners_on_paper(x: float, y: float, size: float) -> Points:
    return np.array([(x, y), (x + size, y), (x + size, y + size), (x, y + size)])


MAIN_CORNERS = corners_on_paper(paper.CODE_X, paper.CODE_Y, paper.CODE_SIZE)


def mark_corners(says: str) -> Points:
    mark = MARKS[says]
    return corners_on_paper(mark.x, mark.y, paper.MARK_SIZE)


def codes(rows: Grey, begins: str) -> list[Code]:
    """Every code of ours on the picture, each once, in order of text and place.

    The picture is searched as it is first and softened if one of the four is missing, then
    shrunk and enlarged if too few are found to say where the sheet lies.
    """
    found: list[Code] = []
    for way, (image, scale) in enumerate(_ways_to_look(rows)):
        for code in _read(image, scale):
            ours = code.says in MARKS or code.says.startswith(begins)
            if ours and not any(_is_same(code, other) for other in found):
                found.append(code)
        said = {code.says for code in found}
        if said - MARKS.keys() and len(said) >= (CODES_OF_A_SHEET if way == 0 else ENOUGH):
            break
    return sorted(found, key=lambda code: (code.says, *code.centre))


def _ways_to_look(rows: Grey) -> Iterator[tuple[Grey, float]]:
    whole = Image.fromarray(rows)
    scale = min(1.0, LONGEST / max(whole.size))
    image = _scaled(whole, scale) if scale < 1 else whole
    yield np.asarray(image), scale
    yield np.asarray(image.filter(ImageFilter.BoxBlur(1))), scale
    yield np.asarray(_scaled(image, 0.6)), scale * 0.6
    yield np.asarray(_scaled(whole, scale * 1.5)), scale * 1.5


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BILINEAR)


def _read(image: Grey, scale: float) -> Iterator[Code]:
    for one in zxingcpp.read_barcodes(image, formats=QR, try_downscale=False, try_invert=False):
        place = one.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        # The middle of a pixel, hence the half.
        points = np.array([(corner.x + 0.5, corner.y + 0.5) for corner in corners])
        yield Code(one.text, points / scale)


def _is_same(one: Code, other: Code) -> bool:
    apart = float(np.hypot(*(one.centre - other.centre)))
    return one.says == other.says and apart < max(one.size, other.size) / 2
