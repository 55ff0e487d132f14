"""Files that came with a mail: pictures and pages drawn anew, everything else left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.doors.email.letters import File
from tandem.toolbox.drawing import is_picture, redrawn

MOST_FILES = 10
MOST_PICTURES = 20
MOST_BYTES = 15_000_000
"""Of one file."""


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
        drawn, all_of_it = redrawn(one.content, kind, room) if kind and room > 0 else ([], False)
        pictures += drawn[:room]
        if not all_of_it and len(left_out) < MOST_FILES:
            left_out.append(one.name)
    return Cleaned(tuple(pictures), tuple(left_out))


def _kind_of(content: bytes) -> str | None:
    if not content or len(content) > MOST_BYTES:
        return None
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pages"
    return "picture" if is_picture(content) else None
