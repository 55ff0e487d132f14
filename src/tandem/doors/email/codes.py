"""A reference and its word, found among the words of a mail."""

from collections.abc import Iterator

from tandem.services import drafts
from tandem.services.drafts import Code
from tandem.toolbox.folding import fold
from tandem.toolbox.reference import LENGTH, clean

MOST_WORDS = 200
GROUPS = 3
"""In so many pieces a reference is written at most; its word too."""


def codes_in(words: str) -> list[Code]:
    """Every reference with what follows it: the word is among them, if it was written."""
    found = fold(words[:5000]).split()[:MOST_WORDS]
    return [
        code
        for reference, after in _references(found)
        for last in range(1, GROUPS + 2)
        if (code := drafts.read_code(reference, "".join(after[:last]))) and code.word
    ][:12]


def _references(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    for first in range(len(words)):
        for last in range(first + 1, first + GROUPS + 1):
            bare = "".join(words[first:last])
            if len(bare) == LENGTH + 1 and _is_one(bare):
                yield bare, _without_fillers(words[last:])


def _without_fillers(words: list[str]) -> list[str]:
    """What may stand between a reference and its word: "and", "mot", a sign."""
    return [word for word in words[:8] if len(word) > 1 and word not in FILLERS]


FILLERS = frozenset({"and", "et", "en", "und", "word", "mot", "woord", "wort", "le", "the", "het"})


def _is_one(bare: str) -> bool:
    try:
        clean(bare)
    except ValueError:
        return False
    return True
