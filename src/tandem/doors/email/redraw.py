"""Draws pictures, or the pages of a PDF, anew: run as a program, on one file it is given.

It stands alone, without the rest of the house: what it opens comes from strangers.
"""

import io
import resource
import struct
import sys

import pillow_heif
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_000
MEMORY = 1_500_000_000
CPU_SECONDS = 20
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "HEIF")
OF_PAGES = ("TIFF", "HEIF")
"""Those that hold several pages or pictures, one as good as the other."""
POINTS = 72
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


def picture(opened: Image.Image) -> bytes:
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError("too_large")
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    return _as_jpeg(ImageOps.exif_transpose(opened))


def page(one: pypdfium2.PdfPage) -> bytes:
    width, height = one.get_size()
    # 150 dots an inch, and never larger than we keep pictures.
    scale = min(150 / POINTS, LONGEST_SIDE / max(width, height, 1))
    return _as_jpeg(one.render(scale=scale).to_pil())


def _as_jpeg(drawn: Image.Image) -> bytes:
    """Nothing but its colours: saving what was opened would keep remarks and places."""
    flat = Image.new("RGB", drawn.size, "white")
    seen = drawn.convert("RGBA")
    flat.paste(seen, mask=seen.getchannel("A"))
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
