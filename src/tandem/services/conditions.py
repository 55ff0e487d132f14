"""When a question is asked at all: declared, so that every door can branch by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

Raw = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class When:
    """True if the answer given to `question` is one of `is_in`."""

    question: str
    is_in: frozenset[str]

    def __init__(self, question: str, is_in: Iterable[str]) -> None:
        object.__setattr__(self, "question", question)
        object.__setattr__(self, "is_in", frozenset(is_in))

    def holds(self, answers: Raw) -> bool:
        return not self.is_in.isdisjoint(answers.get(self.question, ()))
