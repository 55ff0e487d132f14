"""Texts that may wait for the language of whoever reads them, and texts by their lines."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Lazy
else:
    from django.utils.functional import Promise as Lazy

Text = str | Lazy

NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
SEEN = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols; marks and spaces alone show nothing."""


def plain_lines(text: str) -> str:
    r"""`text` with its lines ended alike, however a browser or a program ended them.

    >>> plain_lines("Two bags\r\nthird floor\r")
    'Two bags\nthird floor\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    r"""`text` on one line, without signs nobody sees; empty where nothing is left to see.

    >>> one_line(" Ann\n\tMarie\u200b ")
    'Ann Marie'
    """
    line = " ".join(text.translate(NOT_SEEN).split())
    return line if any(unicodedata.category(sign)[0] in SEEN for sign in line) else ""
