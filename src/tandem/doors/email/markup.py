"""The words of a mail that was written as a page; nothing of it is run, kept or fetched."""

import re
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

MOST_TAGS = 20_000
SECONDS = 8.0
UNFOLD = Path(__file__).with_name("unfold_page.py")
TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    whole: bool
    """False where some of it could not be read, or not line by line."""


def words_of(page: str) -> Words:
    """Its words line by line; what it quotes begins with `>`, as in plain mail.

    Where part of the page lies hidden by a mistake in it, all that stands between its tags is
    told, in a heap: better too much of what a person wrote than nothing.
    """
    if page.count("<") > MOST_TAGS:
        return _in_a_heap(page)
    try:
        # By a process of its own: a page made to break it breaks nothing else.
        done = subprocess.run(
            [sys.executable, "-I", str(UNFOLD)],
            input=page.encode(errors="replace"),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _in_a_heap(page)
    return Words(done.stdout.decode(), whole=True) if done.returncode == 0 else _in_a_heap(page)


def _in_a_heap(page: str) -> Words:
    return Words(unescape(TAG.sub(" ", page)).strip(), whole=False)
