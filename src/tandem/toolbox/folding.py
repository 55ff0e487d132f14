"""Words as people compare them: without accents, case or spacing, and by their sound."""

import re
import unicodedata

SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """`text` without accents, case, punctuation or doubled spaces.

    >>> fold("  Élodie  VAN-den Bossche ")
    'elodie van den bossche'
    """
    lower = text.casefold().translate(SPECIAL)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return NOT_WORD.sub(" ", bare).strip()


# Ordered: longer spellings first. Common to French, Dutch, German and names written by ear.
SOUNDS = (
    ("tsch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("ph", "f"), ("kh", "k"), ("gh", "g"),
    ("ck", "k"), ("qu", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("dj", "j"),
    ("dt", "t"), ("d", "t"), ("v", "f"), ("w", "f"), ("b", "p"), ("y", "i"), ("j", "i"), ("h", ""),
)  # fmt: skip


def phonetic(word: str) -> str:
    """A rough key that spellings of one spoken name share.

    >>> phonetic("Mohammed") == phonetic("Mouhamed")
    True
    """
    key = fold(word).replace(" ", "")
    for spelling, sound in SOUNDS:
        key = key.replace(spelling, sound)
    first, rest = key[:1], re.sub(r"[aeiou]", "", key[1:])
    first = "a" if first and first in "aeiou" else first
    return re.sub(r"(.)\1+", r"\1", first + rest)
