"""Whether a line has the form of a street with a number; and what a line may be the name of.

Its form makes nothing public: “Rue Dupont pédophile 12” has it too. What is public of a line before a
colleague has looked at its place is decided by what is known in the commune: see `known_streets`.
"""

import re

from tandem.streets.models import Report
from tandem.toolbox.folding import fold

FIRST = frozenset(
    [
        "rue",
        "r",
        "avenue",
        "av",
        "ave",
        "chaussee",
        "chee",
        "boulevard",
        "bd",
        "bld",
        "blvd",
        "place",
        "pl",
        "square",
        "sq",
        "quai",
        "allee",
        "clos",
        "impasse",
        "dreve",
        "sentier",
        "chemin",
        "venelle",
        "passage",
        "esplanade",
        "parvis",
        "route",
        "rte",
        "ruelle",
        "galerie",
        "rond",
        "cite",
        "carrefour",
        "laan",
        "plein",
        "kaai",
    ]
)
"""With what a street begins in French."""
LAST = (
    *("straat", "laan", "steenweg", "plein", "dreef", "kaai", "weg", "markt", "lei", "pad", "hof"),
    *("gang", "singel", "square", "steeg", "baan", "plaats", "strasse", "platz", "allee", "gasse"),
    *("str", "stwg"),
)
"""And with what it ends in Dutch and in German."""
BESIDES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "l",
        "les",
        "au",
        "aux",
        "a",
        "et",
        "en",
        "sur",
        "sous",
        "van",
        "den",
        "der",
        "het",
        "t",
        "s",
        "point",
        "saint",
        "sainte",
        "st",
        "ste",
        "sint",
        "notre",
        "dame",
        "general",
        "president",
        "docteur",
        "professeur",
        "roi",
        "reine",
        "prince",
        "princesse",
        "koning",
        "koningin",
    ]
)
"""Parts of many names, that are no more of one than of another."""
COMPLETE = frozenset(
    [
        "royale",
        "royal",
        "neuve",
        "haute",
        "basse",
        "longue",
        "verte",
        "grande",
        "koninklijke",
        "nieuwe",
        "hoge",
        "lange",
    ]
)
"""After these words the name of a French street is over."""
MOST_WORDS = 2
TELLING = re.compile(
    r"\b(?:m|mr|mme|mlle|madame|monsieur|mevr|mevrouw|meneer|dhr|frau|herr|famille|familie|voisine?|buur\w*"
    r"|chez|bij|bei|malade|maladie|ziek\w*|krank|sida|aids|vih|hiv|cancer|kanker|krebs|depressi\w*|folle?|fou|gek"
    r"|alcool\w*|alcohol\w*|drogue\w*|drug\w*|dealer|junkie|handicape\w*|gehandicapte?|enceinte|zwanger"
    r"|mort|dood|battue?|voleur|dief|pute|hoer|sale|vuile?|refugie\w*|illegaa?l\w*|habite|woont)\b",
    re.ASCII,
)
"""Of somebody, whatever stands around it."""
NUMBER = r"\d{1,4} ?[a-z]?"
BOX = r"(?: (?:bte|boite|bus|box|b) ?(?:[a-z]?\d{1,4}[a-z]?|[a-z]))?"
NUMBER_LAST = re.compile(rf"(?P<name>.*?\D) {NUMBER}(?: \d{{1,4}})?{BOX}", re.ASCII)
NUMBER_FIRST = re.compile(rf"{NUMBER} (?P<name>[a-z]{{2,}}.*)", re.ASCII)
DAY = re.compile(
    r"\b\d{1,2}(?:er)? (?=(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    r"|decembre|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b)"
)
"""Streets are named after days."""
MARK = re.compile(r"[A-Z]{0,4}[0-9]{1,8}[A-Z]?", re.ASCII)


def may_be_told(report: Report) -> bool:
    """Whether its street may be public: known in its commune, or a colleague confirmed the place."""
    return report.place_confirmed


def mark_may_be_told(report: Report) -> bool:
    """Whether what is written on the thing may be: some letters and a number."""
    return report.place_confirmed or bool(MARK.fullmatch(report.mark))


def is_surely_a_street(line: str) -> bool:
    """By its form alone.

    >>> is_surely_a_street("Chaussée de Haecht 147"), is_surely_a_street("Rue du 11 Novembre 5b")
    (True, True)
    >>> is_surely_a_street("rue royale 12 fatima benali malade du sida")
    False
    """
    folded = fold(line)
    if TELLING.search(folded):
        return False
    return any(_is_a_name(name.split()) for name in names_in(line))


def names_in(line: str) -> list[str]:
    """Folded, what it may be the name of: all of it, and all but a number with its box.

    >>> names_in("Rue du 11 Novembre, 5 bte 3")
    ['rue du 11 novembre 5 bte 3', 'rue du 11 novembre']
    """
    folded = fold(line)
    found = (form.fullmatch(folded) for form in (NUMBER_LAST, NUMBER_FIRST))
    return [folded, *(one["name"] for one in found if one)]


def _is_a_name(words: list[str]) -> bool:
    if not words:
        return False
    if words[0] in FIRST:
        rest = DAY.sub("", " ".join(word for word in words[1:] if word not in BESIDES)).split()
        most = 1 if rest and rest[0] in COMPLETE else MOST_WORDS
        return 0 < len(rest) <= most and all(word.isalpha() for word in rest)
    before = [word for word in words[:-1] if word not in BESIDES]
    return (
        words[-1].endswith(LAST)
        and all(word.isalpha() for word in words)
        and len(before) <= MOST_WORDS
        and (len(words) > 1 or words[-1] not in LAST)
    )
