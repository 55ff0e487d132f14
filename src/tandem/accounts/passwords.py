"""Passwords that are long and guessed all the same."""

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tandem.toolbox.folding import fold

LEAST_DIFFERENT = 6
"""Signs that differ; "aaaaaaaaaaaa" has one."""
SHORTEST_PART = 4
ALIKE = 0.7
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "azertyuiop", "qsdfghjklm")
REPEATED = re.compile(r"(.+?)\1+")
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class NotGuessable:
    """Refuses what who knows her address, or a list of the most used passwords, tries first."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        if self._is_one_word_again(password) or _is_a_run(password):
            raise ValidationError(
                _(
                    "This is one word or a row of signs, said again: it is tried first. "
                    "Take four ordinary words that do not belong together."
                ),
                code="repeated",
            )
        if _is_like(password, str(getattr(user, "email", ""))):
            raise ValidationError(
                _(
                    "This looks like your e-mail address, which many know. "
                    "Take four ordinary words that do not belong together."
                ),
                code="like_the_address",
            )

    def get_help_text(self) -> str:
        return _("Four ordinary words that do not belong together are easy to keep.")

    def _is_one_word_again(self, password: str) -> bool:
        word = AROUND.sub("", password.lower())
        again = REPEATED.fullmatch(password.lower()) or REPEATED.fullmatch(word)
        once = REPEATED.sub(r"\1", word) if again else word
        few = len(set(password.lower())) < LEAST_DIFFERENT
        return few or again is not None or not once or once in self.common


def _is_a_run(password: str) -> bool:
    """Mostly keys that stand beside one another, however often begun again."""
    said = password.lower()
    rows = [one for row in RUNS for one in (row, row[::-1])]
    pairs = list(pairwise(said))
    beside = sum(any(f"{one}{two}" in row for row in rows) for one, two in pairs)
    return bool(pairs) and beside >= 0.7 * len(pairs)


def _is_like(password: str, email: str) -> bool:
    said, address = fold(password).replace(" ", ""), email.casefold()
    name, _at, house = address.partition("@")
    parts = [*re.split(r"[\W_]+", name), *re.split(r"[\W_]+", house)[:-1]]
    left = said
    for part in sorted((fold(one) for one in parts), key=len, reverse=True):
        left = left.replace(part, "") if len(part) >= SHORTEST_PART else left
    # What remains once her address is taken out must be a password by itself.
    taken_out = left != said and len(re.sub(r"[\d\W_]", "", left)) < 2 * SHORTEST_PART
    whole = fold(address).replace(" ", "")
    return taken_out or (bool(address) and SequenceMatcher(a=said, b=whole).ratio() >= ALIKE)
