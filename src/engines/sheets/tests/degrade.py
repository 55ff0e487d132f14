"""What happens to a sheet on its way back: scanners, photocopiers, faxes, telephones, coffee.

Each takes a picture and the chance, and gives another; the same seed does the same harm.
"""

import io
from collections.abc import Callable, Mapping
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from engines.sheets.tests.sheet import DPI

Degraded = Callable[[Image.Image, Random], Image.Image]
BICUBIC, BILINEAR = Image.Resampling.BICUBIC, Image.Resampling.BILINEAR


def at(dpi: int, sheet: Image.Image, stretch: float = 1.0) -> Image.Image:
    size = (round(sheet.width * dpi / DPI * stretch), round(sheet.height * dpi / DPI))
    return sheet.resize(size, Image.Resampling.BOX if dpi < DPI / 1.4 else BILINEAR)


def rotated(sheet: Image.Image, degrees: float, fill: int = 250) -> Image.Image:
    return sheet.rotate(degrees, BILINEAR, expand=True, fillcolor=fill)


def toned(
    sheet: Image.Image, chance: Random, paper: int = 240, ink: int = 35, noise: float = 3
) -> Image.Image:
    """Paper is never white nor ink black, and no two pixels are quite alike."""
    table = [round(ink + (paper - ink) * grey / 255) for grey in range(256)]
    values = np.asarray(sheet.point(table), np.float32)
    values = values + grain(chance, values.shape) * np.float32(noise)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def grain(chance: Random, shape: tuple[int, ...]) -> np.ndarray:
    """A tile of noise, laid again and again: its sides are prime, so that no pattern shows."""
    tile = np.random.default_rng(chance.getrandbits(32)).standard_normal((509, 503), np.float32)
    repeated = (-(-shape[0] // 509), -(-shape[1] // 503))
    return np.tile(tile, repeated)[: shape[0], : shape[1]]


def blurred(sheet: Image.Image, pixels: float) -> Image.Image:
    return sheet.filter(ImageFilter.GaussianBlur(pixels))


def jpeg(sheet: Image.Image, quality: int) -> Image.Image:
    held = io.BytesIO()
    sheet.save(held, "JPEG", quality=quality)
    found = Image.open(held)
    found.load()
    return found


def folded(sheet: Image.Image, chance: Random, dark: int = 60) -> Image.Image:
    """Folded in three: two soft creases across, and what lies beyond each shifted a little."""
    values = np.asarray(sheet, np.float32).copy()
    height = values.shape[0]
    rows = np.arange(height, dtype=np.float32)
    for third in (1, 2):
        crease = height * third / 3 + chance.uniform(-0.02, 0.02) * height
        width = height / 297 * chance.uniform(0.3, 0.6)
        values -= (dark * np.exp(-(((rows - crease) / width) ** 2)))[:, None]
        shift = round(height / 297 * chance.uniform(-0.4, 0.4))
        values[int(crease) :] = np.roll(values[int(crease) :], shift, axis=1)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def stained(sheet: Image.Image, chance: Random) -> Image.Image:
    """A cup stood here: a pale round, and the darker ring of its foot."""
    width, height = sheet.size
    mm = width / 210
    cup = Image.new("L", sheet.size, 255)
    draw = ImageDraw.Draw(cup)
    x, y = chance.uniform(0.25, 0.75) * width, chance.uniform(0.2, 0.75) * height
    wide = chance.uniform(32, 45) * mm
    around = (x - wide, y - wide, x + wide, y + wide)
    draw.ellipse(
        around, fill=chance.randint(205, 230), outline=chance.randint(165, 195), width=int(1.5 * mm)
    )
    soft = np.asarray(cup.filter(ImageFilter.GaussianBlur(mm * 0.4)), np.float32) / 255
    return Image.fromarray((np.asarray(sheet, np.float32) * soft).astype(np.uint8))


def corner_cut(sheet: Image.Image, chance: Random) -> Image.Image:
    """One of the three corners without the code is torn off."""
    found = sheet.copy()
    width, height = found.size
    cut = width * 26 / 210
    corner = chance.randrange(3)
    triangles = (
        ((0, 0), (cut * 1.4, 0), (0, cut * 1.4)),
        ((0, height), (cut * 1.4, height), (0, height - cut * 1.4)),
        ((width, height), (width - cut * 1.4, height), (width, height - cut * 1.4)),
    )
    ImageDraw.Draw(found).polygon(triangles[corner], fill=20)
    return found


def photocopied(sheet: Image.Image, chance: Random) -> Image.Image:
    """Copied at 94 %: smaller, harder, speckled, its toner uneven."""
    small = sheet.resize((round(sheet.width * 0.94), round(sheet.height * 0.94)), BICUBIC)
    found = Image.new("L", sheet.size, 252)
    found.paste(small, (chance.randint(10, 60), chance.randint(10, 80)))
    values = np.asarray(blurred(found, 1.2), np.float32)
    values = 128 + (values - 118) * 1.5
    values[grain(chance, values.shape) > 3.35] = 60
    fading = np.linspace(0, chance.uniform(20, 70), values.shape[1], dtype=np.float32)
    values = np.where(values < 128, values + fading[None, :], values)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def photographed(sheet: Image.Image, chance: Random, long_side: int = 3000) -> Image.Image:
    """Taken with a telephone over a table: perspective, a shadow, a little out of focus."""
    wide, high = round(long_side * 0.75), long_side
    room, bend = 0.07, 0.045
    corners = [
        (
            wide * (room + chance.uniform(0, bend))
            if left
            else wide * (1 - room - chance.uniform(0, bend)),
            high * (room + chance.uniform(0, bend))
            if top
            else high * (1 - room - chance.uniform(0, bend)),
        )
        for left, top in ((True, True), (False, True), (False, False), (True, False))
    ]
    w, h = sheet.size
    sheet = blurred(sheet, 0.6)
    flat = sheet.transform(
        (wide, high),
        Image.Transform.PERSPECTIVE,
        perspective(corners, [(0, 0), (w, 0), (w, h), (0, h)]),
        BICUBIC,
        fillcolor=95,
    )
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    lean, place = chance.uniform(-0.5, 0.5), chance.uniform(0.3, 0.7)
    edge = (x / wide - place) + lean * (y / high - 0.5)
    light = 0.62 + 0.38 / (1 + np.exp(-edge * chance.choice((-14, 14))))
    light *= 1 - 0.12 * ((x / wide - 0.5) ** 2 + (y / high - 0.5) ** 2)
    values = np.asarray(flat, np.float32) * 0.8 + 28
    values = values * light + grain(chance, values.shape) * 5
    return jpeg(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)), 80)


def perspective(to: list[tuple[float, float]], of: list[tuple[float, float]]) -> list[float]:
    rows, values = [], []
    for (x, y), (u, v) in zip(to, of, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return list(np.linalg.solve(np.array(rows, float), np.array(values, float)))


def clean(sheet: Image.Image, chance: Random, dpi: int = 200) -> Image.Image:
    """A good scanner: soft edges, a little noise, hardly askew."""
    found = toned(blurred(at(dpi, sheet), 0.5), chance)
    return rotated(found, chance.uniform(-0.5, 0.5), fill=240)


def scanned(sheet: Image.Image, chance: Random, dpi: int = 200, askew: float = 3.0) -> Image.Image:
    """A common scanner: askew, a little stretched, blurred, noisy, saved as JPEG."""
    small = blurred(at(dpi, sheet, chance.uniform(0.99, 1.01)), chance.uniform(0.5, 0.9))
    turned = rotated(small, chance.uniform(-askew, askew))
    paper, ink = chance.randint(215, 245), chance.randint(20, 60)
    return jpeg(toned(turned, chance, paper, ink, chance.uniform(4, 8)), chance.randint(60, 85))


def upside_down(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(sheet, chance).rotate(180)


def on_its_side(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(sheet, chance).transpose(
        chance.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270))
    )


def fax(sheet: Image.Image, chance: Random) -> Image.Image:
    """Fine mode: black or white, nothing between."""
    turned = rotated(at(200, sheet), chance.uniform(-1.5, 1.5), fill=255)
    return (
        toned(turned, chance, 245, 30, 6).point(lambda grey: 255 if grey > 140 else 0).convert("1")
    )


def coffee(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(stained(sheet, chance), chance)


def fold(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(folded(sheet, chance), chance)


def copy(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(photocopied(sheet, chance), chance)


def cut(sheet: Image.Image, chance: Random) -> Image.Image:
    return scanned(corner_cut(sheet, chance), chance)


def hard(sheet: Image.Image, chance: Random) -> Image.Image:
    """Stained, folded, torn, and then copied."""
    return copy(corner_cut(folded(stained(sheet, chance), chance), chance), chance)


CONDITIONS: Mapping[str, Degraded] = {
    "clean, 200 dpi": clean,
    "scanner, 200 dpi": scanned,
    "scanner, 150 dpi": lambda sheet, chance: scanned(sheet, chance, dpi=150),
    "scanner, 300 dpi": lambda sheet, chance: scanned(sheet, chance, dpi=300),
    "askew to 10°": lambda sheet, chance: scanned(sheet, chance, askew=10),
    "upside down": upside_down,
    "on its side": on_its_side,
    "coffee": coffee,
    "folded": fold,
    "photocopy at 94 %": copy,
    "corner cut": cut,
    "telephone photo": photographed,
    "copied, folded, torn": hard,
    "fax": fax,
}
