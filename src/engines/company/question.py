"""What is asked about people who look for company."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from engines.reading import BadQuestion

HALF_DAYS: Final = 21
"""Half-days of a week: 0 is Monday morning, 20 Sunday evening."""
Matter = Literal["interests", "moments", "place"]
"""What matters most to somebody: what one does together, when one is free, or to live near."""


@dataclass(frozen=True)
class Person:
    """Somebody who looks for one neighbour, or for two."""

    key: str
    interests: Set[str]
    languages: Set[str]
    slots: Set[int]
    place: str
    """Her quarter; compared, never measured. Empty where it is kept back: near nobody."""
    matter: Matter = "interests"
    three: bool = False
    """Whether two others would suit her as well as one."""

    def __post_init__(self) -> None:
        for name in ("interests", "languages", "slots"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        where = f"person {self.key!r}"
        if self.matter not in get_args(Matter):
            known = " or ".join(get_args(Matter))
            raise BadQuestion(where, f"matter is {self.matter!r}; it must be {known}.")
        for slot in sorted(self.slots):
            if not 0 <= slot < HALF_DAYS:
                raise BadQuestion(where, f"{slot} is not a half-day; they go from 0 to 20.")


@dataclass(frozen=True)
class Question:
    """Everybody who looks for company. The order of people means nothing."""

    today: date
    """Drawn into the lots."""
    people: tuple[Person, ...]
    apart: frozenset[frozenset[str]] = frozenset()
    """Keys of two who are not brought together: one of them said no, or they are one person."""
    seed: str = ""

    def __post_init__(self) -> None:
        for key, times in Counter(one.key for one in self.people).items():
            if times > 1:
                raise BadQuestion(f"person {key!r}", f"{times} people have this key.")
