"""Has a stranger's picture drawn anew, by a program of its own.

A file made to break that program breaks nothing else, and what is drawn holds nothing but what one
sees. What a file is, its first bytes tell, whatever its name says.
"""

import json
import struct
import subprocess
import sys
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

SECONDS = 30.0
AT_ONCE = BoundedSemaphore(2)
"""In one process of ours: each program may take much memory, and strangers send the files."""
MOST_BYTES_OF_A_PHOTO = 10_000_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
NOT_ALL = 3
"""How `redraw` ends where a file has more pages than there is room for, or a broken one."""
REDRAW = Path(__file__).with_name("redraw.py")
A_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A picture of ours, of one point."""
A_DOT_OF_A_PHOTO = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP////////////////////////////////////////////////////////////////////////"
    "//////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)
"""The same as we keep photos."""
BLURRING = Path(__file__).with_name("blurring.py")


class NotDrawn(ValueError):
    """With a code: `too_large`, `not_opened`, `not_now` or `not_blurred`."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG in which nothing is but what one sees, and where the file said that it was taken."""

    jpeg: bytes
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file as it came, while nothing can draw it: nobody sees it before it is drawn."""

    content: bytes
    blur: bool = False
    """Whether faces and plates are to be made unreadable."""


def photo(content: bytes) -> Photo:
    """Drawn anew, 1600 pixels long at most; raises NotDrawn."""
    if len(content) > MOST_BYTES_OF_A_PHOTO:
        raise NotDrawn("too_large")
    if not is_picture(content):
        raise NotDrawn("not_opened")
    drawn, all_of_it = redrawn(content, "photo", 1)
    if not all_of_it or len(drawn) != 2:
        raise NotDrawn("not_opened" if is_at_work() else "not_now")
    where = json.loads(drawn[0])
    return Photo(drawn[1], (where[0], where[1]) if where else None)


def is_at_work() -> bool:
    """Whether what draws is alive; else a picture that was not drawn may be fine, and can come later."""
    return _told_by(REDRAW, ("picture", "1"), A_DOT)[0] == 0


def blurred(jpeg: bytes) -> bytes:
    """The same picture of ours with every face and plate that is found made unreadable.

    Raises NotDrawn: what could not be looked through is not handed on as if it had been. `not_now`
    where no picture can be just now: this one may be fine, and is looked through later.
    """
    code, said = _told_by(BLURRING, (), jpeg)
    if code != 0 or not said:
        alive = _told_by(BLURRING, (), A_DOT_OF_A_PHOTO)[0] == 0
        raise NotDrawn("not_blurred" if alive else "not_now")
    return said


def is_picture(content: bytes) -> bool:
    return content.startswith(PICTURES) or content[4:8] == b"ftyp"


def redrawn(content: bytes, kind: str, most: int) -> tuple[list[bytes], bool]:
    """What could be drawn, and whether that is all of it."""
    code, said = _told_by(REDRAW, (kind, str(most)), content)
    if code not in {0, NOT_ALL}:
        return [], False
    return _unpacked(said), code == 0


def _told_by(program: Path, named: tuple[str, ...], content: bytes) -> tuple[int, bytes]:
    """How the program ended, and what it said."""
    try:
        with AT_ONCE:
            # Isolated, and with nothing of our own environment: keys and passwords may stand there.
            done = subprocess.run(
                [sys.executable, "-I", str(program), *named],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={"LC_ALL": "C.UTF-8"},
            )
    except (subprocess.TimeoutExpired, OSError):
        # It was too slow, or a machine without room could not even start it.
        return -1, b""
    return done.returncode, done.stdout


def _unpacked(said: bytes) -> list[bytes]:
    found, at = [], 0
    while at + 4 <= len(said):
        (length,) = struct.unpack_from(">I", said, at)
        found.append(said[at + 4 : at + 4 + length])
        at += 4 + length
    return found
