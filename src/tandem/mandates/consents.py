"""What one may consent to: one purpose each, in plain words, with questions that show whether she was
well informed. Declared by the rooms; a purpose that nobody declared cannot be consented to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tandem.mandates.models import Consent
from tandem.toolbox.texts import Text

Undo = Callable[[Consent], int]
"""Takes away what the consent allowed; says how many things that were."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A small story that is asked about; after a wrong answer it is told in other words."""

    name: str
    asked: Text
    answers: tuple[tuple[str, Text], ...]
    right: str
    explained: Text
    """Said after a wrong answer, before it is asked again."""
    asked_again: Text
    short: Text
    short_again: Text

    @property
    def wrong(self) -> frozenset[str]:
        return frozenset(code for code, _said in self.answers) - {self.right}

    @property
    def again(self) -> str:
        """The question that is asked after a wrong answer."""
        return f"{self.name}_again"


@dataclass(frozen=True, slots=True)
class ConsentText:
    purpose: str
    version: int
    """Raised with every change of meaning: who agreed to another version has not agreed to this."""
    title: Text
    words: Text
    scenarios: tuple[Scenario, ...]
    undo: Undo
    undone: Text
    """Said to her once it has ended: what was taken away."""


_texts: dict[str, ConsentText] = {}


def register(text: ConsentText) -> ConsentText:
    _texts[text.purpose] = text
    return text


def find(purpose: str) -> ConsentText | None:
    return _texts.get(purpose)


def every() -> tuple[ConsentText, ...]:
    return tuple(_texts.values())


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to one scenario, the first time or after it was explained again."""

    question: str
    time: int
    answer: str
    right: bool


def heard(text: ConsentText, said: Mapping[str, str | None]) -> list[Answered]:
    """Every answer given, wrong ones too, in the order in which they were given."""
    told = []
    for one in text.scenarios:
        for time, name in enumerate((one.name, one.again), 1):
            if answer := said.get(name):
                told.append(Answered(one.name, time, answer, answer == one.right))
    return told


def is_understood(text: ConsentText, answered: list[Answered]) -> bool:
    """Whether the last answer to each of them was right."""
    last = {one.question: one.right for one in answered}
    return all(last.get(one.name, False) for one in text.scenarios)
