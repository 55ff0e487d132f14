"""Pictures of one bit a pixel, as a fax or a thrifty scanner makes them, taken as they are.

Drawn anew at another size they would have grey at every edge. The reading engine knows by the
missing grey that light pencil may have been lost, and then leaves every box to a person.
"""

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageStat
from pypdfium2 import raw

from tandem.doors.scans.errors import RefusedFile

LEVELS = 2
WHOLE = 0.95
"""So much of a page a picture must cover to be the page."""
MOST_PIXELS = 60_000_000
"""The reading engine takes no larger one, and it must not be made smaller."""
THUMB = 32
ASTRAY = 24
"""So much darker or paler, of 255, two small pictures of one page may be."""
BESIDE = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT)
"""What such a page holds: the picture, and the words some scanners lay unseen below it."""


def is_black_and_white(picture: Image.Image) -> bool:
    return sum(1 for many in picture.histogram() if many) == LEVELS


def refuse_if_too_large(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise RefusedFile("too_many_pixels")


def black_and_white_of(page: pypdfium2.PdfPage) -> Image.Image | None:
    """The one picture that is the page, pixel for pixel; None where the page must be drawn."""
    found = list(page.get_objects(max_depth=2))
    pictures = [one for one in found if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    if len(pictures) != 1 or any(one.type not in BESIDE for one in found):
        return None
    (one,) = pictures
    if one.get_metadata().bits_per_pixel != 1 or not _covers(one, page) or _is_mirrored(one):
        return None
    width, height = one.get_px_size()
    refuse_if_too_large(width * height)
    picture: Image.Image = one.get_bitmap().to_pil().convert("L")
    return picture if _looks_the_same(picture, page) else None


def _covers(one: pypdfium2.PdfImage, page: pypdfium2.PdfPage) -> bool:
    left, bottom, right, top = one.get_bounds()
    # Of the page as it was laid down: how it is to be turned is said apart.
    x, y, far_x, far_y = page.get_mediabox()
    area = (far_x - x) * (far_y - y)
    return bool(area > 0 and (right - left) * (top - bottom) >= WHOLE * area)


def _is_mirrored(one: pypdfium2.PdfImage) -> bool:
    a, b, c, d, _e, _f = one.get_matrix().get()
    return bool(a * d - b * c <= 0)


def _looks_the_same(picture: Image.Image, page: pypdfium2.PdfPage) -> bool:
    """Whether nothing turns black to white on the way to the page, as a mask does."""
    drawn = page.render(scale=THUMB / 72, grayscale=True, may_draw_forms=False).to_pil()
    means = [ImageStat.Stat(each.convert("L")).mean[0] for each in (picture, drawn)]
    return abs(means[0] - means[1]) <= ASTRAY
