"""The sheet laid straight: eight pixels to the millimetre, whatever the picture was."""

import numpy as np
from PIL import Image

from engines.sheets import paper
from engines.sheets.mapping import Matrix, pixels_a_millimetre
from engines.sheets.question import Grey

FINE = 8
"""Pixels to the millimetre of a straightened sheet: 203 dpi."""
TOO_FINE = 1.4
"""A picture finer than this many times is shrunk first, so that no pixel is passed over."""
MIDDLE = np.array([(paper.PAGE_WIDTH / 2, paper.PAGE_HEIGHT / 2)])


def straightened(rows: Grey, matrix: Matrix) -> Grey:
    """White where the sheet goes on beyond the picture."""
    image = Image.fromarray(rows)
    finer = float(pixels_a_millimetre(matrix, MIDDLE)[0]) / FINE
    if finer > TOO_FINE:
        size = (max(1, round(image.width / finer)), max(1, round(image.height / finer)))
        shrunk = np.diag([size[0] / image.width, size[1] / image.height, 1.0])
        image, matrix = image.resize(size, Image.Resampling.BOX), shrunk @ matrix
    back = matrix @ np.diag([1 / FINE, 1 / FINE, 1.0])
    back = back / back[2, 2]
    straight = image.transform(
        (round(paper.PAGE_WIDTH * FINE), round(paper.PAGE_HEIGHT * FINE)),
        Image.Transform.PERSPECTIVE,
        [float(number) for number in back.ravel()[:8]],
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )
    return np.asarray(straight)


def cut(sheet: Grey, x: float, y: float, width: float, height: float) -> Grey:
    """A piece of a straightened sheet, in millimetres; white where it leaves the sheet."""
    left, top = round(x * FINE), round(y * FINE)
    piece = np.full((round(height * FINE), round(width * FINE)), 255, np.uint8)
    inside = sheet[max(0, top) : top + piece.shape[0], max(0, left) : left + piece.shape[1]]
    down, across = max(0, -top), max(0, -left)
    piece[down : down + inside.shape[0], across : across + inside.shape[1]] = inside
    return piece
