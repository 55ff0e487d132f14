"""From a file to grey pages, in a process of its own: `python -m tandem.doors.scans.rendering`.

Whoever sends a file chooses every byte of it, and the programs that draw PDF and pictures are
large. So they run here: without database, without keys, with little memory and little time. A
file that brings this process down has brought down nothing else. Nothing in a PDF is run; it is
only drawn.

The file comes in on standard input. Out comes, for each page, a line of JSON and its grey pixels,
row by row; last a line that says how many pages there were, or why the file is refused.
"""

import contextlib
import io
import json
import resource
import sys
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener
from pypdfium2 import raw

from tandem.doors.scans.black_and_white import (
    black_and_white_of,
    is_black_and_white,
    refuse_if_too_large,
)
from tandem.doors.scans.errors import RefusedFile
from tandem.doors.scans.kinds import HEIC, PDF, kind_of

DOTS_PER_INCH = 200
MOST_PIXELS = 80_000_000
"""In one picture that comes in: A4 at 600 dots per inch has 35 millions."""
KEPT_PIXELS = 8_700_000
"""In one page that goes out: A4 at 300 dots per inch. More shows no more of a tick."""
MEMORY = 2 << 30


def main() -> None:
    after, most, seconds = (int(said) for said in sys.argv[1:4])
    take_little(seconds)
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    pages, told = 0, dict[str, int | str]()
    try:
        for number, page in enumerate(_pages(content, after, most), after + 1):
            out.write(json.dumps({"page": number, "size": page.size}).encode() + b"\n")
            out.write(page.tobytes())
            pages = number
        told = {"pages": max(pages, after)}
    except RefusedFile as refused:
        told = {"refused": str(refused)}
    except (OSError, ValueError, MemoryError, SyntaxError, pypdfium2.PdfiumError):
        # What Pillow and PDFium say of a file they cannot make sense of.
        told = {"refused": "damaged"}
    out.write(json.dumps(told).encode() + b"\n")


def take_little(seconds: int) -> None:
    """This process may use no more memory and time than one file deserves."""
    # Not every system knows every limit.
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _pages(content: bytes, after: int, most: int) -> Iterator[Image.Image]:
    kind = kind_of(content)
    if not kind:
        raise RefusedFile("unknown_kind")
    if kind == PDF:
        return _of_pdf(content, after, most)
    return _of_picture(content, kind, after, most)


def _of_pdf(content: bytes, after: int, most: int) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise RefusedFile("locked" if locked else "damaged") from error
    _count(len(document), most)
    for number in range(after, len(document)):
        page = document[number]
        yield black_and_white_of(page) or _drawn(page, DOTS_PER_INCH)
        page.close()


def _drawn(page: pypdfium2.PdfPage, dots_per_inch: float) -> Image.Image:
    width, height = page.get_size()
    fitting = (KEPT_PIXELS / max(width * height, 1)) ** 0.5
    drawn: Image.Image = page.render(
        scale=min(dots_per_inch / 72, fitting), grayscale=True, may_draw_forms=False
    ).to_pil()
    return drawn.convert("L")


def _of_picture(content: bytes, kind: str, after: int, most: int) -> Iterator[Image.Image]:
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is unpacked
    if kind == HEIC:
        register_heif_opener(thumbnails=False)
    with Image.open(
        io.BytesIO(content), formats=[kind.upper() if kind != HEIC else "HEIF"]
    ) as file:
        frames = getattr(file, "n_frames", 1) if kind == "tiff" else 1
        _count(frames, most)
        for number in range(after, frames):
            file.seek(number)
            if file.width * file.height > MOST_PIXELS:
                raise RefusedFile("too_many_pixels")
            yield kept(_grey(ImageOps.exif_transpose(file)))


def _count(pages: int, most: int) -> None:
    if pages == 0:
        raise RefusedFile("damaged")
    if pages > most:
        raise RefusedFile("too_many_pages")


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    if picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("L")
    return picture.convert("L")


def kept(picture: Image.Image) -> Image.Image:
    """No larger than needed; of black and white alone not a pixel is touched.

    Shrunk, a fax would have grey, and could no longer be told from a scan on which pencil shows.
    """
    pixels = picture.width * picture.height
    if pixels <= KEPT_PIXELS:
        return picture
    if is_black_and_white(picture):
        refuse_if_too_large(pixels)
        return picture
    by = (KEPT_PIXELS / (picture.width * picture.height)) ** 0.5
    size = (max(1, int(picture.width * by)), max(1, int(picture.height * by)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


if __name__ == "__main__":
    main()
