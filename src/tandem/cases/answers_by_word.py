"""A yes or no as people say and write it, with the reference of the question: "YES ZKQ7 4MPA"."""

import re
from dataclasses import dataclass, field

from tandem.toolbox.folding import fold
from tandem.toolbox.reference import LENGTH, clean
from tandem.toolbox.yes_and_no import NO, YES, meant, meant_alone

SPOKEN = (("oui", "non"), ("ja", "nee"), ("ja", "nein"), ("yes", "no"))
SIGNS = LENGTH + 1


@dataclass(frozen=True, slots=True)
class Answer:
    reference: str
    yes: bool
    alone: bool = field(default=False, compare=False)
    """Whether nothing else was said: such words can be meant for nothing but a question of ours."""
    words: str = field(default="", compare=False)
    """All that she wrote, where she said more."""


def read(said: str) -> Answer | None:
    """What was meant, in any language of the house; None where it is not certain.

    >>> read("Oui zkq7-4mpa") == read("ZKQ74MPA ja!")
    True
    """
    words = fold(said[:160]).split()
    yes = meant(words)
    references = _references(words)
    # Both words, or two references: a person has to look at it.
    if yes is None or len(references) != 1:
        return None
    others = "".join(word for word in words if word not in YES | NO)
    alone = len(others) == SIGNS
    return Answer(references.pop(), yes, alone, words="" if alone else said.strip())


def written(said: str) -> bool | None:
    """The answer with which a mail begins. A yes with more behind it may be half a no: a person
    reads it.

    >>> written("Non, toujours cassé."), written("Oui, mais pas tout"), written("Ja, bedankt!")
    (False, None, True)
    """
    lines = [line for line in said.split("\n") if line.strip()]
    words = fold(lines[0][:160]).split() if lines else []
    if words and words[0] in NO and meant(words) is False:
        return False
    return True if meant_alone(words) else None


def _references(words: list[str]) -> set[str]:
    """Written in one, two or more groups; the check sign tells which words belong to it."""
    others = [word for word in words if word not in YES | NO]
    found: set[str] = set()
    for first in range(len(others)):
        for last in range(first + 1, len(others) + 1):
            bare = "".join(others[first:last])
            if len(bare) == SIGNS and re.fullmatch(r"[a-z0-9]+", bare):
                found |= _valid(bare)
    return found


def _valid(bare: str) -> set[str]:
    try:
        return {clean(bare)}
    except ValueError:
        return set()


def examples() -> list[tuple[str, str]]:
    """Yes and no in each language of the house."""
    return [(yes.upper(), no.upper()) for yes, no in SPOKEN]
