"""Makes faces and number plates unreadable: run as a program, on one picture that we drew.

No detector finds all of them: whoever sends the picture sees it before, and nobody else relies on it.
"""

import io
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy
from PIL import Image

MEMORY = 1_500_000_000
CPU_SECONDS = 20
CASCADES = (
    "haarcascade_frontalface_default.xml",
    "haarcascade_frontalface_alt2.xml",
    "haarcascade_profileface.xml",
    "haarcascade_russian_plate_number.xml",
)
"""What each of them looks for; the last is for plates as they are in Europe: long and narrow."""
STEP, NEIGHBOURS = 1.1, 4
MARGIN = 0.2
"""Of its size, on each side: a detector frames eyes, nose and mouth, and people are known by more."""
TILES = 6
"""Into how few squares a face is cut across: fewer than anybody is recognised by."""

Box = tuple[int, int, int, int]
"""Left, upper, right, lower."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # One after the other: with a thread for each core, memory would be theirs.
    cv2.setNumThreads(1)
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    blur(picture, found_in(picture))
    picture.save(sys.stdout.buffer, "JPEG", quality=85)
    return 0


def found_in(picture: Image.Image) -> Iterator[Box]:
    """Each face and plate that is found; from the side, looking either way."""
    grey = numpy.asarray(picture.convert("L"))
    width = picture.width
    for name in CASCADES:
        # Its own folder, as the wheel brings it.
        looks = cv2.CascadeClassifier(str(Path(cv2.__file__).with_name("data") / name))
        if looks.empty():
            raise OSError(name)
        for x, y, wide, high in looks.detectMultiScale(grey, STEP, NEIGHBOURS):
            yield int(x), int(y), int(x + wide), int(y + high)
        if "profile" in name:
            turned = numpy.ascontiguousarray(grey[:, ::-1])
            for x, y, wide, high in looks.detectMultiScale(turned, STEP, NEIGHBOURS):
                yield int(width - x - wide), int(y), int(width - x), int(y + high)


def blur(picture: Image.Image, boxes: Iterable[Box]) -> None:
    """Within these boxes, and a little around them, a few squares of one colour each are left."""
    for left, upper, right, lower in boxes:
        wide, high = int((right - left) * MARGIN), int((lower - upper) * MARGIN)
        box = (
            max(left - wide, 0),
            max(upper - high, 0),
            min(right + wide, picture.width),
            min(lower + high, picture.height),
        )
        part = picture.crop(box)
        tile = max(part.width, part.height) / TILES
        few = (max(1, round(part.width / tile)), max(1, round(part.height / tile)))
        squares = part.resize(few, Image.Resampling.BOX)
        picture.paste(squares.resize(part.size, Image.Resampling.NEAREST), box)


if __name__ == "__main__":
    sys.exit(main())
