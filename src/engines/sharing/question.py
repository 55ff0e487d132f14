"""What the sharing engine is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engines.reading import BadQuestion, at_least


@dataclass(frozen=True)
class Ask:
    """Somebody asks for so many, for so many people.

    >>> Ask("a1", "ana", 4)
    Ask(key='a1', person='ana', quantity=4, heads=1, vital=False)
    >>> Ask("a1", "ana", 4, heads=0)
    Traceback (most recent call last):
    engines.reading.BadQuestion: ask 'a1': heads is 0; it must be 1 or more.
    """

    key: str
    person: str
    """Who asks: a person, or an organisation for those it looks after."""
    quantity: int
    heads: int = 1
    """For how many people; each counts as much as anybody else."""
    vital: bool = False
    """Served before anything else: food for today."""

    def __post_init__(self) -> None:
        at_least(1, f"ask {self.key!r}", quantity=self.quantity, heads=self.heads)


@dataclass(frozen=True)
class Question:
    """So many of one kind, and who asks for them. The order of the asks means nothing.

    Raises BadQuestion when two asks have one key, or a number is negative.
    """

    today: date
    """Drawn into the lot, so that nobody loses every tie for ever."""
    quantity: int
    """How many there are to share."""
    asks: tuple[Ask, ...]
    received: Mapping[str, int] = field(default_factory=dict)
    """How many of the kind somebody already had in the window; none when absent."""
    seed: str = ""
    """Drawn into the lot. Publish it before the asks are known, or leave it empty."""

    def __post_init__(self) -> None:
        at_least(0, "question", quantity=self.quantity)
        for key, times in Counter(ask.key for ask in self.asks).items():
            if times > 1:
                raise BadQuestion(f"ask {key!r}", f"{times} asks have this key.")
        for person, had in self.received.items():
            at_least(0, f"received {person!r}", had=had)
