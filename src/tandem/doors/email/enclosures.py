"""Files that came with a mail: pictures and pages drawn anew, everything else left out."""

import struct
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tandem.doors.email.letters import File

MOST_FILES = 10
MOST_PICTURES = 20
MOST_BYTES = 15_000_000
"""Of one file."""
SECONDS = 30.0
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
NOT_ALL = 3
"""How `redraw` ends where a file has more pages than there is room for, or a broken one."""
REDRAW = Path(__file__).with_name("redraw.py")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Pictures in which nothing is but what one sees, and the names of what was left out."""

    pictures: tuple[bytes, ...] = ()
    left_out: tuple[str, ...] = ()


def clean(files: Iterable[File]) -> Cleaned:
    """By what each file is, whatever its name says."""
    pictures: list[bytes] = []
    left_out: list[str] = []
    for number, one in enumerate(files):
        kind = _kind_of(one.content) if number < MOST_FILES else None
        room = MOST_PICTURES - len(pictures)
        drawn, all_of_it = _redrawn(one.content, kind, room) if kind and room > 0 else ([], False)
        pictures += drawn
        if not all_of_it and len(left_out) < MOST_FILES:
            left_out.append(one.name)
    return Cleaned(tuple(pictures), tuple(left_out))


def _kind_of(content: bytes) -> str | None:
    if not content or len(content) > MOST_BYTES:
        return None
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pages"
    is_picture = content.startswith(PICTURES) or content[4:8] == b"ftyp"
    return "picture" if is_picture else None


def _redrawn(content: bytes, kind: str, most: int) -> tuple[list[bytes], bool]:
    """What could be drawn, and whether that is all of it.

    Drawn by a process of its own: a file made to break it breaks nothing else.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(REDRAW), kind, str(most)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [], False
    if done.returncode not in {0, NOT_ALL}:
        return [], False
    return _unpacked(done.stdout)[:most], done.returncode == 0


def _unpacked(said: bytes) -> list[bytes]:
    found, at = [], 0
    while at + 4 <= len(said):
        (length,) = struct.unpack_from(">I", said, at)
        found.append(said[at + 4 : at + 4 + length])
        at += 4 + length
    return found
