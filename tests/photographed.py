"""Photos made up for the tests, and what is none; a service of the tests that asks for one."""

import io
import struct
import zlib
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tandem.journal.choices import Purpose
from tandem.services.composites import Reach, Someone, Where
from tandem.services.declaration import Promise, Service
from tandem.services.forms import ServiceForm
from tandem.services.picture import Picture
from tandem.services.questions import Short
from tandem.territory.choices import Role
from tandem.toolbox.redraw import GPS

WHY = "To know whom we answer."
NORTH, EAST = 50.84671, 4.35245
"""A made-up place in Brussels, and what is left of it in degrees, minutes and seconds."""
SECRET = "Taken by Rosa with camera 0471"
MODEL, MAKER_NOTE = 0x0110, 0x927C


class BrokenForm(ServiceForm):
    where = Where("Where is it?", why=WHY)
    what = Short("What is broken?")
    photo = Picture("Do you have a photo of it?", why="So that whoever comes knows what to bring.")
    who = Someone("What is your name?", why=WHY)
    reach = Reach("How can we reach you?", why=WHY)


class Broken(Service):
    """Asks for a photo, and keeps nothing of its own."""

    slug = "broken-for-the-tests"
    title = "Something is broken"
    summary = "A bench, a lamp or a pavement: show us."
    room = "solidarity"
    form = BrokenForm
    promise = Promise(working_days=3)
    purpose = Purpose.ANSWER
    handled_by = frozenset({Role.COORDINATOR})
    why_online = "So that the tests have something to mend."

    @staticmethod
    def submit(answers, *, case):
        """Nothing more than the case itself."""


def _in_sixtieths(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    return float(whole), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)


def exif(north: float = NORTH, east: float = EAST) -> Image.Exif:
    """What a telephone writes into a photo: where it was, and whose it is."""
    told = Image.Exif()
    told[MODEL] = SECRET
    where = told.get_ifd(GPS)
    where[1], where[2] = "N" if north >= 0 else "S", _in_sixtieths(abs(north))
    where[3], where[4] = "E" if east >= 0 else "W", _in_sixtieths(abs(east))
    return told


def saved(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@cache
def jpeg(width: int = 2_400, height: int = 1_200, *, place: bool = True) -> bytes:
    """A blue sky over a grey street, with everything a telephone adds."""
    picture = Image.new("RGB", (width, height), (90, 140, 210))
    ImageDraw.Draw(picture).rectangle((0, height // 2, width, height), fill=(90, 90, 95))
    return saved(picture, exif=exif(), comment=SECRET.encode()) if place else saved(picture)


@cache
def face() -> bytes:
    """A face that nobody has, drawn."""
    at, size = (300, 150), 300
    picture = Image.new("RGB", (900, 700), (150, 170, 150))
    pen = ImageDraw.Draw(picture)

    def box(left: float, upper: float, right: float, lower: float) -> tuple[float, ...]:
        sides = ((left, 0), (upper, 1), (right, 0), (lower, 1))
        return tuple(at[axis] + size * part for part, axis in sides)

    pen.rectangle((*box(-0.05, 0.9, 0, 0)[:2], at[0] + size * 1.05, 700), fill=(60, 70, 110))
    pen.ellipse(box(0, -0.15, 1, 1.25), fill=(60, 45, 35))
    pen.ellipse(box(0.08, 0, 0.92, 1.25), fill=(225, 190, 165))
    for eye in (0.32, 0.68):
        pen.ellipse(box(eye - 0.13, 0.38, eye + 0.13, 0.56), fill=(185, 145, 125))
        pen.rectangle(box(eye - 0.13, 0.33, eye + 0.13, 0.38), fill=(60, 45, 35))
        pen.ellipse(box(eye - 0.09, 0.44, eye + 0.09, 0.53), fill=(240, 240, 240))
        pen.ellipse(box(eye - 0.045, 0.435, eye + 0.045, 0.53), fill=(30, 25, 20))
    pen.ellipse(box(0.41, 0.72, 0.59, 0.80), fill=(190, 145, 125))
    pen.ellipse(box(0.33, 0.88, 0.67, 0.99), fill=(150, 70, 70))
    return saved(picture.filter(ImageFilter.GaussianBlur(5)))


@cache
def plate() -> bytes:
    """A number plate that no car carries."""
    picture = Image.new("RGB", (900, 500), (40, 45, 60))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((300, 250, 600, 312), fill=(250, 250, 250), outline=(0, 0, 0), width=4)
    pen.text((318, 252), "1-TST-030", font=ImageFont.load_default(size=50), fill=(0, 0, 0))
    return saved(picture.filter(ImageFilter.GaussianBlur(1)))


def _chunk(kind: bytes, said: bytes) -> bytes:
    body = kind + said
    return struct.pack(">I", len(said)) + body + struct.pack(">I", zlib.crc32(body))


def huge_png(side: int = 60_000) -> bytes:
    """Some kilobytes that say they are 3.6 thousand million pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    end = _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + end


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
HOSTILE = {
    "a small file of a huge picture": (huge_png, "not_opened"),
    "a drawing that runs": (lambda: SVG, "not_opened"),
    "a photo cut in half": (lambda: jpeg()[: len(jpeg()) // 2], "not_opened"),
    "a photo in name only": (lambda: b"\xff\xd8\xff" + bytes(5_000), "not_opened"),
    "nothing": (lambda: b"", "not_opened"),
    "twelve megabytes": (lambda: jpeg() + bytes(12_000_000), "too_large"),
}
"""By what it is: the file, and why it is refused."""
FILES = {
    "photo:good": jpeg,
    "photo:drawing": lambda: SVG,
    "photo:half": HOSTILE["a photo cut in half"][0],
}
"""By the mark that stands for a file in the answers of the parity suite."""


def upload(content: bytes | None = None, name: str = "IMG_0471.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
