"""A place that somebody's own words surely tell: a postal code that is served, a street with a number."""

import re
from collections.abc import Iterator

from tandem.services.conditions import Raw
from tandem.services.places import tells_of_somebody
from tandem.streets.sure_address import FIRST, LAST, is_surely_a_street
from tandem.territory.queries import organisation_for
from tandem.toolbox.folding import fold

CODE = re.compile(r"\b[1-9][0-9]{3}\b")
WORD = re.compile(r"[^\W_][\w'’-]*", re.UNICODE)
NUMBER = re.compile(r"\d{1,3}[a-zA-Z]?")
MOST_WORDS = 6
"""Of a street with its number."""


def place_in(words: str) -> Raw:
    """By HTML name; nothing where it is not sure, and nothing of a street at somebody's.

    >>> place_in("La lampe devant la rue des Tilleuls 12 est cassée")["where_street"]
    ['rue des Tilleuls 12']
    >>> place_in("De lamp aan de Lindestraat 12 brandt niet")["where_street"]
    ['Lindestraat 12']
    >>> place_in("La lampe est cassée"), place_in("rue Delta 3, chez Odette")
    ({}, {})
    """
    found: Raw = {}
    code = next((said for said in CODE.findall(words) if organisation_for(said)), "")
    if code:
        found["where_postal_code"] = [code]
    if not tells_of_somebody(words) and (street := next(_streets(words), "")):
        found["where_street"] = [street]
    return found


def _streets(words: str) -> Iterator[str]:
    said = list(WORD.finditer(words))
    for at, number in enumerate(said):
        if not NUMBER.fullmatch(number[0]):
            continue
        # The shortest that is one: what stands before it is no part of its name.
        for first in range(at - 1, max(at - MOST_WORDS, -1), -1):
            line = words[said[first].start() : number.end()]
            begins = fold(said[first][0]).split()[:1]
            is_one = begins and (begins[0] in FIRST or begins[0].endswith(LAST))
            if is_one and is_surely_a_street(line):
                yield line
                break
