"""References a person can read out on the telephone, and words that keep them hers.

Twenty-eight signs without look-alikes (0/O, 1/I/L, 5/S, 8/B) and an ISO 7064 check sign
(hybrid system, as MOD 37,36): any one wrong sign and any two swapped neighbours are noticed.
"""

import re
import secrets
from collections.abc import Callable
from itertools import groupby

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

from tandem.toolbox.folding import fold

SIGNS = "2346789ACDEFGHJKMNPQRTUVWXYZ"
LENGTH = 7
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
SYLLABLES = 6
LETTERS = 2 * SYLLABLES
"""Of a word: what people are told to look for."""
LIKE_A_WORD = re.compile(rf"\b(?:[{CONSONANTS}][{VOWELS}]){{{SYLLABLES}}}\b")
HIDDEN = "•••"
Chooser = Callable[[str], str]


def new_reference(choose: Chooser = secrets.choice) -> str:
    """Seven random signs and their check sign, as stored: without space."""
    while True:
        body = "".join(choose(SIGNS) for _ in range(LENGTH))
        made = body + mod_37_36.calc_check_digit(body, SIGNS)
        if _notices_swaps(made):
            return made


def _notices_swaps(made: str) -> bool:
    """With an even number of signs the check misses one swap in some hundred: such are not given."""
    for place in range(LENGTH):
        one, other = made[place], made[place + 1]
        swapped = made[:place] + other + one + made[place + 2 :]
        if one != other and mod_37_36.is_valid(swapped, SIGNS):
            return False
    return True


def clean(said: str) -> str:
    """The reference as stored, however it was typed; raises ValueError if it cannot be one."""
    # An eight read as a B: the only look-alike of ours that can be told for sure.
    bare = "".join(c for c in said.upper() if c.isalnum()).replace("B", "8")
    try:
        if len(bare) != LENGTH + 1:
            raise ValueError("wrong_length")
        return str(mod_37_36.validate(bare, SIGNS))
    except ValidationError as error:
        raise ValueError("wrong_check_sign") from error


def spaced(reference: str) -> str:
    """As shown and read out, in two groups: `ZKQ7 4MPA`."""
    return f"{reference[:4]} {reference[4:]}"


# Spellings of what one hears; none of them can occur in a word of ours.
HEARD = (
    ("eau", "o"), ("au", "o"), ("ou", "u"), ("oe", "u"), ("ai", "e"), ("ie", "i"), ("ei", "e"),
    ("ph", "f"), ("ck", "k"), ("qu", "k"), ("c", "k"), ("q", "k"), ("w", "v"), ("y", "i"),
    ("h", ""),
)  # fmt: skip


def clean_word(said: str) -> str:
    """The word as it was made, however it was heard and typed.

    >>> clean_word(" Moc\u00e0  dai lou ")
    'mokadelu'
    """
    word = fold(said).replace(" ", "")
    for spelling, sound in HEARD:
        word = word.replace(spelling, sound)
    return "".join(sign for sign, _repeated in groupby(word))


def new_word(choose: Chooser = secrets.choice) -> str:
    """A word that can be said in any of the house's languages; about 36 bits."""
    return "".join(choose(CONSONANTS) + choose(VOWELS) for _ in range(SYLLABLES))


def without_words(said: str) -> str:
    """The same, with no word of ours in it: for a copy that others may read.

    >>> without_words("Ref ZKQ7 4MPA, word mokadelufiba.")
    'Ref ZKQ7 4MPA, word •••.'
    """
    return LIKE_A_WORD.sub(HIDDEN, said)
