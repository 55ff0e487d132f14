"""Draws pictures, or the pages of a PDF, anew: run as a program, on one file it is given.

It stands alone, without the rest of the house: what it opens comes from strangers. Of one photo it
also tells where it was taken, if the file says so; in what it draws, nothing says so any more.
"""

import io
import json
import math
import resource
import struct
import sys
from collections.abc import Mapping
from typing import Any

import pillow_heif
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_000
LONGEST_OF_A_PHOTO = 1_600
MEMORY = 1_500_000_000
CPU_SECONDS = 20
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "HEIF")
OF_PAGES = ("TIFF", "HEIF")
"""Those that hold several pages or pictures, one as good as the other."""
POINTS = 72
GPS, NORTH, LATITUDE, EAST, LONGITUDE = 0x8825, 1, 2, 3, 4
"""By which numbers a file tells where it was taken (Exif)."""
DECIMALS = 5
"""Of a degree: about a metre."""
NOT_ALL = 3
"""How it ends where a file has more pages than were asked for, or one that cannot be drawn."""


def main() -> int:
    kind, most = sys.argv[1], int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    content = sys.stdin.buffer.read()
    if kind == "picture":
        return pictures(content, most)
    if kind == "photo":
        return photo(content)
    document = pypdfium2.PdfDocument(content)
    for number in range(min(len(document), most)):
        tell(page(document[number]))
    return NOT_ALL if len(document) > most else 0


def tell(drawn: bytes) -> None:
    sys.stdout.buffer.write(struct.pack(">I", len(drawn)) + drawn)


def pictures(content: bytes, most: int) -> int:
    """Every page of a fax or a scan; of a picture that moves, how it begins."""
    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        many = getattr(opened, "n_frames", 1) if opened.format in OF_PAGES else 1
        tell(picture(opened))
        for number in range(1, min(many, most)):
            try:
                opened.seek(number)
                tell(picture(opened))
            except (OSError, ValueError, EOFError):
                # A broken page takes none of those before it with it.
                return NOT_ALL
    return NOT_ALL if many > most else 0


def photo(content: bytes) -> int:
    """First where it was taken, then what one sees."""
    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        where = json.dumps(taken_at(opened)).encode()
        drawn = picture(opened, LONGEST_OF_A_PHOTO)
    tell(where)
    tell(drawn)
    return 0


def taken_at(opened: Image.Image) -> tuple[float, float] | None:
    """In degrees, north and east; None where the file does not say, or says what cannot be."""
    try:
        told: Mapping[int, Any] = opened.getexif().get_ifd(GPS)
        north = _degrees(told[LATITUDE]) * (-1 if _letter(told[NORTH]) == "S" else 1)
        east = _degrees(told[LONGITUDE]) * (-1 if _letter(told[EAST]) == "W" else 1)
    except Exception:
        # Anything may stand there, and what it tells is never needed.
        return None
    # A telephone that does not know where it is says that it is off the coast of Africa.
    is_somewhere = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0)
    return (round(north, DECIMALS), round(east, DECIMALS)) if is_somewhere else None


def _degrees(told: Any) -> float:
    degrees, minutes, seconds = (float(one) for one in told)
    found = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(found):
        raise ValueError("no_number")
    return found


def _letter(told: Any) -> str:
    return (told.decode("ascii") if isinstance(told, bytes) else str(told)).strip("\0 ").upper()


def picture(opened: Image.Image, longest: int = LONGEST_SIDE) -> bytes:
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError("too_large")
    opened.draft("RGB", (longest, longest))
    return _as_jpeg(ImageOps.exif_transpose(opened), longest)


def page(one: pypdfium2.PdfPage) -> bytes:
    width, height = one.get_size()
    # 150 dots an inch, and never larger than we keep pictures.
    scale = min(150 / POINTS, LONGEST_SIDE / max(width, height, 1))
    return _as_jpeg(one.render(scale=scale).to_pil())


def _as_jpeg(drawn: Image.Image, longest: int = LONGEST_SIDE) -> bytes:
    """Nothing but its colours: saving what was opened would keep remarks and places."""
    flat = Image.new("RGB", drawn.size, "white")
    seen = drawn.convert("RGBA")
    flat.paste(seen, mask=seen.getchannel("A"))
    flat.thumbnail((longest, longest))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
