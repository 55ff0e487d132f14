"""Words as people compare them: without accents, case or spacing, and by their sound."""

import re
import unicodedata

SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
# Letters of other alphabets that look like ours: mixed into a word of ours, they are meant as such.
LOOK_ALIKE = dict(
    zip("авеікмнорстухѕјԁոαβεικμνορτυχ", "abeikmhopctyxsjdnabeikmvoptux", strict=True)
)
# In a word of their own alphabet they are read as they sound.
SOUND_LIKE = {
    **dict(zip("абвгґдезиіїйклмнопрстуфхцыэўјѕћђљњџ", "abvggdezyiijklmnoprstufhcyeujschdlnd", strict=False)),
    **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ё": "yo"},
    **{"ь": "", "ъ": "", "ћ": "c", "ђ": "dj", "љ": "lj", "њ": "nj", "џ": "dz"},
    **dict(zip("αβγδεζηικλμνοπρσςτυφχω", "avgdeziiklmnoprsstufho", strict=True)),
    **{"θ": "th", "ξ": "x", "ψ": "ps"},
}  # fmt: skip
LATIN = re.compile(r"[a-z]")
NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """`text` without accents, case, punctuation or doubled spaces.

    >>> fold("  Élodie  VAN-den Bossche ")
    'elodie van den bossche'
    >>> fold("Олена Коваль"), fold("Sоfie")  # in Cyrillic; and with one such letter slipped in
    ('olena koval', 'sofie')
    """
    lower = text.casefold().translate(SPECIAL)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(map(_in_latin, NOT_WORD.sub(" ", bare).split()))


def _in_latin(word: str) -> str:
    if word.isascii():
        return word
    letters = LOOK_ALIKE if LATIN.search(word) else SOUND_LIKE
    return "".join(letters.get(letter, letter) for letter in word)


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
