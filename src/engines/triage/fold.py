"""Words as they are compared: without accents, case, double letters and the little words."""

import re
from typing import Final
from unicodedata import combining, normalize

from engines.triage.little import WORDS

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W_]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_UMLAUT: Final = re.compile(r"([aou])e")
"""German written on a telephone, `muell`; Dutch `oe` and French `oeu` become shorter alike."""
_JOINED: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_STREET: Final = re.compile(r"str(at|ase)?$")
_SHORT: Final = {
    "av": "avenu",
    "ave": "avenu",
    "bd": "bolvard",
    "bld": "bolvard",
    "bulevard": "bolvard",
    "boulevard": "bolvard",
    "ch": "chause",
    "che": "chause",
    "pl": "place",
    "r": "ru",
    "st": "saint",
    "ste": "sainte",
    "stwg": "stenweg",
    "ln": "lan",
}


def folded(text: str) -> str:
    """Lower case, no accents, no doubled letters, no `e` that stands for two dots.

    >>> folded("Müll"), folded("muell"), folded("straat"), folded("gazz")
    ('mul', 'mul', 'strat', 'gaz')
    """
    apart = normalize("NFKD", text.casefold().translate(_JOINED))
    plain = "".join(letter for letter in apart if not combining(letter))
    return _UMLAUT.sub(r"\1", _DOUBLED.sub(r"\1", plain))


def words(text: str) -> list[tuple[str, str]]:
    """Each word as written, and folded; figures and signs are none.

    >>> words("L'éclairage, n° 12")
    [('L', 'l'), ('éclairage', 'eclairage'), ('n', 'n')]
    """
    return [(one, folded(one)) for one in _LETTERS.findall(normalize("NFC", text))]


LITTLE: Final = frozenset(folded(one) for one in WORDS.split())
"""Words that say nothing of the thing, in four languages, folded."""


def telling(text: str) -> list[tuple[str, str]]:
    """`words` without the little ones and the single letters."""
    return [one for one in words(text) if len(one[1]) > 1 and one[1] not in LITTLE]


def stems(text: str) -> frozenset[str]:
    """The first five letters of each telling word: equal where two people tell of one thing.

    >>> sorted(stems("Broken lamps!") & stems("one lamp is broken"))
    ['broke']
    """
    return frozenset(fold[:5] for _, fold in telling(text))


def street_key(name: str) -> str:
    """A street's name without case, accents and the usual abbreviations.

    >>> street_key("Av. des Érables") == street_key("avenue des erables")
    True
    >>> street_key("Kerkstr.") == street_key("Kerkstraat") == street_key("kerk straat")
    True
    """
    return _joined(_street_parts(name))


def leading_street_keys(name: str) -> frozenset[str]:
    """The keys of all that it begins with, in whole words: what follows a name is often more.

    >>> street_key("rue Haute") in leading_street_keys("Rue Haute, opposite the school")
    True
    >>> street_key("rue Haut") in leading_street_keys("Rue Haute")
    False
    """
    parts = _street_parts(name)
    return frozenset(_joined(parts[:number]) for number in range(1, len(parts) + 1))


def _street_parts(name: str) -> list[str]:
    parts = [folded(one) for one in _WORD.findall(normalize("NFC", name))]
    return [_SHORT.get(one, one) for one in parts]


def _joined(parts: list[str]) -> str:
    return _STREET.sub("str", "".join(parts))


def mark(name: str) -> str:
    """What is written on a pole, by letters and figures alone; doubled figures stay.

    >>> mark("LP-0044/b")
    'lp0044b'
    """
    return "".join(_WORD.findall(name.casefold()))
