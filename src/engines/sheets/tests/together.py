"""All that befalls a sheet at once: coffee, folds, a telephone held askew, a coarse grey picture.

Nothing here is a photocopier: what it takes away is on no picture (see `degrade.hard`).
"""

from itertools import pairwise
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engines.sheets.tests.degrade import BICUBIC, BILINEAR, blurred, grain, jpeg, perspective
from engines.sheets.tests.sheet import DPI, MM

Corner = tuple[float, float]
FINEST, COARSEST = 300, 150
ASKEW = 10.0
ACROSS = 4
"""Columns of the mesh by which a fold bends the sheet."""


def together(sheet: Image.Image, chance: Random) -> Image.Image:
    """Stained, folded, seen askew in perspective at 150 to 300 dpi, in shadow, noisy, as JPEG."""
    sheet = bent(splashed(sheet, chance), chance)
    dpi = chance.uniform(COARSEST, FINEST)
    seen = _seen(blurred(sheet, DPI / dpi / 3), chance, dpi)
    seen = blurred(seen, chance.uniform(0.4, 0.8))
    return jpeg(_lit(seen, chance), chance.randint(60, 88))


def splashed(sheet: Image.Image, chance: Random) -> Image.Image:
    """A cup stood here, once or twice, and drops fell: pale within, darker where they dried."""
    spilt = Image.new("L", sheet.size, 255)
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.uniform(20, 190), chance.uniform(50, 240)
        _puddle(spilt, place, chance.uniform(30, 45), chance, chance.randint(150, 195))
    for _ in range(chance.randint(2, 8)):
        place = chance.uniform(15, 195), chance.uniform(45, 245)
        _puddle(spilt, place, chance.uniform(0.8, 4), chance, chance.randint(160, 205))
    soft = spilt.filter(ImageFilter.GaussianBlur(MM * chance.uniform(0.15, 0.4)))
    return ImageChops.multiply(sheet, soft)


def _puddle(spilt: Image.Image, at: Corner, wide: float, chance: Random, rim: int) -> None:
    """Not quite round; where the rim of one crosses another, both are seen."""
    (x, y), high = at, wide * chance.uniform(0.85, 1.15)
    left, top = int((x - wide) * MM) - 1, int((y - high) * MM) - 1
    size = round(2 * wide * MM) + 3, round(2 * high * MM) + 3
    one = Image.new("L", size, 255)
    thick = max(2, round(min(wide / 3, chance.uniform(0.5, 2)) * MM))
    ImageDraw.Draw(one).ellipse(
        (1, 1, size[0] - 2, size[1] - 2),
        fill=min(245, rim + chance.randint(25, 60)),
        outline=rim,
        width=thick,
    )
    under = spilt.crop((left, top, left + size[0], top + size[1]))
    spilt.paste(ImageChops.multiply(under, one), (left, top))


def bent(sheet: Image.Image, chance: Random) -> Image.Image:
    """Folded across in three or in two, at times lengthwise too, and not lying flat since."""
    width, height = sheet.size
    folds = chance.choice(((1 / 3, 2 / 3), (1 / 3, 2 / 3), (1 / 2,)))
    across = [height * (one + chance.uniform(-0.03, 0.03)) for one in folds]
    along = [width * (0.5 + chance.uniform(-0.03, 0.03))] if chance.random() < 0.4 else []
    rows = sum(_crease(height, place, chance) for place in across)
    columns = sum((_crease(width, place, chance) for place in along), np.zeros(width))
    values = np.asarray(sheet, np.int16) + rows[:, None].astype(np.int16)
    values += columns[None, :].astype(np.int16)
    creased = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return creased.transform(
        sheet.size,
        Image.Transform.MESH,
        _mesh(sheet.size, [0.0, *across, float(height)], chance),
        BICUBIC,
        fillcolor=250,
    )


def _crease(length: int, place: float, chance: Random) -> np.ndarray:
    """A soft shadow, and at times a sharp pale line within it, where the toner broke off."""
    away = (np.arange(length, dtype=np.float32) - place) / MM
    dark = chance.uniform(10, 75) * np.exp(-((away / chance.uniform(0.25, 0.7)) ** 2))
    pale = chance.choice((0, 0, 60, 120)) * np.exp(-((away / 0.12) ** 2))
    # One side of the fold is turned from the light.
    turned = chance.uniform(0, 18) * np.exp(-np.abs(away) / 12) * (away > 0)
    return (pale - dark - turned).astype(np.float32)


def _mesh(size: tuple[int, int], rows: list[float], chance: Random) -> list[tuple]:
    """Each panel is a little nearer or farther, and hangs together with the next."""
    width = size[0]
    columns = [width * part / ACROSS for part in range(ACROSS + 1)]
    source = {}
    for row, y in enumerate(rows):
        # A ridge is nearer to the eye than what lies flat: wider, and shifted.
        nearer, aside, down = (chance.gauss(0, 0.004), chance.gauss(0, 0.5), chance.gauss(0, 0.5))
        for column, x in enumerate(columns):
            source[row, column] = (
                x + (x - width / 2) * nearer + (aside + chance.gauss(0, 0.12)) * MM,
                y + (down + chance.gauss(0, 0.12)) * MM,
            )
    found = []
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            target = tuple(round(one) for one in (left, top, right, bottom))
            corners = [
                source[one]
                for one in (
                    (row, column),
                    (row + 1, column),
                    (row + 1, column + 1),
                    (row, column + 1),
                )
            ]
            found.append((target, tuple(number for corner in corners for number in corner)))
    return found


def _seen(sheet: Image.Image, chance: Random, dpi: float) -> Image.Image:
    """By a telephone over a table: perspective, and turned by up to ten degrees."""
    wide, high = 210 / 25.4 * dpi, 297 / 25.4 * dpi
    lean = 0.045
    corners = [
        (x * (1 - 2 * chance.uniform(0, lean)), y * (1 - 2 * chance.uniform(0, lean)))
        for x, y in (
            (-wide / 2, -high / 2),
            (wide / 2, -high / 2),
            (wide / 2, high / 2),
            (-wide / 2, high / 2),
        )
    ]
    turn = np.radians(chance.uniform(-ASKEW, ASKEW))
    turned = np.array(corners) @ np.array(
        [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    )
    room = 0.03 * high
    placed = turned - turned.min(axis=0) + room
    size = np.ceil(placed.max(axis=0) + room).astype(int)
    w, h = sheet.size
    to = [(float(x), float(y)) for x, y in placed]
    return sheet.transform(
        (int(size[0]), int(size[1])),
        Image.Transform.PERSPECTIVE,
        perspective(to, [(0, 0), (w, 0), (w, h), (0, h)]),
        BICUBIC,
        fillcolor=chance.choice((95, 140, 235)),
    )


def _lit(sheet: Image.Image, chance: Random) -> Image.Image:
    """The shadow of a hand, light that fades to one side, paper that is grey, and noise."""
    # Light changes slowly: reckoned on few points, it costs little.
    y, x = np.mgrid[0:1:300j, 0:1:200j].astype(np.float32)
    edge = (x - chance.uniform(0.2, 0.8)) + chance.uniform(-0.8, 0.8) * (y - 0.5)
    deep = chance.uniform(0, 0.4)
    light = 1 - deep / (1 + np.exp(edge * chance.choice((-14, 14, 40))))
    light *= 1 - 0.25 * chance.random() * ((x - 0.5) ** 2 + (y - 0.5) ** 2)
    spread = Image.fromarray(light.astype(np.float32)).resize(sheet.size, BILINEAR)
    light = np.asarray(spread)
    paper, ink = chance.randint(205, 245), chance.randint(20, 60)
    values = np.asarray(sheet, np.float32)
    values = (ink + (paper - ink) * values / 255) * light
    values += grain(chance, values.shape) * np.float32(chance.uniform(3, 9))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
