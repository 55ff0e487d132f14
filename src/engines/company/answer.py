"""What is said of people who look for company, with reasons; nobody is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = int | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """A code of `codes.py` and its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Circle:
    """Two or three who might get on; keys sorted, so that nobody comes first."""

    people: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Alone:
    """For her nobody was found; the first reason is the one that binds."""

    person: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Answer:
    """Circles by their first key, and those left by key."""

    circles: tuple[Circle, ...]
    alone: tuple[Alone, ...]
