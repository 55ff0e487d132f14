"""Words as they are compared: without accents, case, double letters and the little words."""

import re
from typing import Final
from unicodedata import combining, normalize

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W_]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_UMLAUT: Final = re.compile(r"([aou])e")
"""German written on a telephone, `muell`; Dutch `oe` and French `oeu` become shorter alike."""
_JOINED: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_STREET: Final = re.compile(r"(strat|strase|str)$")
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
_LITTLE: Final = """
au aux avec ce ces cet cette c d dans de depuis des devant deux du elle en est et il ils j je l la le les leur ma mais
me mes mon n ne nos notre nous on ont ou où par pas plus pour qu que qui qu's s sa sans se ses si son sont sous sur svp
t tout tous toute toutes très tres trop un une va vers vos votre vous y à a ai ça ca ds ns vs bonjour merci près pres
aan al alle als bij daar dan dat de deze die dit door een er en geen haar heb heeft hele het hier hij hun ik in is je
kan maar met mijn na naar naast niet nog nu of om onder ons onze ook op over sinds staat te tot uit van voor was wat
we weer wel wordt ze zijn zo zonder aub alweer goeiedag
ab alles am an auch auf aus bei bin bis bitte da das dass dem den der die durch ein eine einem einen einer es für ganz
ganze gar haben hat hier ich ihre im in ins ist ja kein keine man mehr mein meine meinem mit nach neben nicht noch nur
oder seit sich sie sind so steht über um und uns unser unter vom von vor war was weg wenn wie wieder wir zu zum zur
after again all am an and any are at be been but by can do does for from has have here i in is it its just like me my
near no not now of off on one or our out outside over please pls so some someone that the there this to too up very we
what when with you your hello us since again
"""


def folded(text: str) -> str:
    """Lower case, no accents, `ss` for `ß`, no doubled letters, `a o u` for `ae oe ue`.

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


LITTLE: Final = frozenset(folded(one) for one in _LITTLE.split())
"""Words that say nothing of the thing, in four languages, folded."""


def telling(text: str) -> list[tuple[str, str]]:
    """`words` without the little ones and the single letters."""
    return [one for one in words(text) if len(one[1]) > 1 and one[1] not in LITTLE]


def stems(text: str) -> frozenset[str]:
    """The first five letters of each telling word: equal where two people tell of one thing.

    >>> sorted(stems("Branches tombées!") & stems("une branche est tombée"))
    ['branc', 'tombe']
    """
    return frozenset(fold[:5] for _, fold in telling(text))


def street_key(name: str) -> str:
    """A street's name without case, accents and the usual abbreviations.

    >>> street_key("Av. des Érables") == street_key("avenue des erables")
    True
    >>> street_key("Kerkstr.") == street_key("Kerkstraat") == street_key("kerk straat")
    True
    """
    parts = [folded(one) for one in _WORD.findall(normalize("NFC", name))]
    return _STREET.sub("str", "".join(_SHORT.get(one, one) for one in parts))


def mark(name: str) -> str:
    """What is written on a pole, by letters and figures alone; doubled figures stay.

    >>> mark("LP-0044/b")
    'lp0044b'
    """
    return "".join(_WORD.findall(name.casefold()))
