"""Has a file drawn in a process of its own, and reads the pages it hands back."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from tandem.doors.scans.errors import RefusedFile
from tandem.doors.scans.rules import AT_THE_DESK, Room

SOURCE = Path(__file__).resolve().parents[3]
COMMAND = ("-m", "tandem.doors.scans.rendering")
PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, in grey: a byte a pixel, row by row."""

    number: int
    width: int
    height: int
    grey: bytes


def pages_of(content: bytes, *, after: int = 0, room: Room = AT_THE_DESK) -> Iterator[Picture]:
    """The pages of a file, from the one after `after` on; raises RefusedFile with its code."""
    # Nothing of our own environment: keys and passwords may stand in it.
    process = subprocess.Popen(
        [sys.executable, *COMMAND, str(after), str(room.pages), str(room.seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8"},
    )
    file, pipe = process.stdin, process.stdout
    assert file is not None and pipe is not None  # noqa: S101 - for the type checker
    watch = Timer(PATIENCE, process.kill)
    watch.start()
    try:
        _hand_over(file, content)
        yield from _pictures(pipe)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        pipe.close()


def _hand_over(pipe: IO[bytes], content: bytes) -> None:
    try:
        pipe.write(content)
        pipe.close()
    except BrokenPipeError:
        # It ended before it had read everything; what it says, if anything, is read below.
        return


def _pictures(pipe: IO[bytes]) -> Iterator[Picture]:
    for line in pipe:
        told = json.loads(line)
        if "pages" in told:
            return
        if "refused" in told:
            raise RefusedFile(told["refused"])
        width, height = told["size"]
        grey = pipe.read(width * height)
        if len(grey) < width * height:
            break
        yield Picture(told["page"], width, height, grey)
    # It was ended by its limits, or by the file.
    raise RefusedFile("too_heavy")
