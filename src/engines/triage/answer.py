"""What the triage engine says; every answer with reasons, and with what would have changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Fact = int | str | tuple[str, ...]
State = Literal["danger", "sure", "unsure", "unknown"]


@dataclass(frozen=True)
class Reason:
    """A code of `codes.py` and its facts: keys, numbers and words, never prose.

    >>> Reason("nobody")
    Reason(code='nobody', facts={})
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """What this reason is worth, where it is worth anything."""
        given = self.facts.get("points", 0)
        return given if isinstance(given, int) else 0


@dataclass(frozen=True)
class Ranked:
    """One category, and how much the words speak for it."""

    category: str
    points: int
    """Thousandths of a natural logarithm: 693 more means twice as likely, so far as words go."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class CategoryAnswer:
    """Every category of the question, best first; dangers that may be meant before all others."""

    state: State
    """`danger`: ask whether it is; `sure`: the first; `unsure`: one of the first two;
    `unknown`: the words say nothing, the order is that of the question."""
    ranked: tuple[Ranked, ...]
    dangers: tuple[str, ...]
    """The dangers that may be meant. None is ever left out because something else fits better."""
    changes: tuple[Reason, ...]
    """What would have changed the first."""


@dataclass(frozen=True)
class Likely:
    """An open report that may be of the same thing."""

    key: str
    points: int
    """0 to 100."""
    certain: bool
    """The same pole, and the same category."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class KnownAnswer:
    """At most `Likeness.most` reports, likeliest first; then those that fell short."""

    likely: tuple[Likely, ...]
    missed: tuple[Likely, ...]
    """As many again that were not shown, nearest to it first, each with what would change it."""


@dataclass(frozen=True)
class RouteAnswer:
    """Who gets the report, by which rule; or nobody, said as such."""

    rule: str | None
    number: int | None
    """The place of the rule in the list, from 1."""
    team: str | None
    organisation: str | None
    working_days: int | None
    reasons: tuple[Reason, ...]
    """Why this rule; then, in their order, why not each rule that stood before it."""
    changes: tuple[Reason, ...]


@dataclass(frozen=True)
class RankAnswer:
    """Where a report stands: the more points, the sooner."""

    points: int
    reasons: tuple[Reason, ...]
    """One for each term; the `points` of these facts add up to `points`."""
    changes: tuple[Reason, ...]
    """The points that it would have, if one thing were otherwise."""


@dataclass(frozen=True)
class FreeDayAnswer:
    """The first day that holds it; `on` is None where none does, and no date is promised."""

    on: date | None
    reasons: tuple[Reason, ...]
    """What is left on that day; then each day before it that is full."""
    changes: tuple[Reason, ...]


Answer = CategoryAnswer | KnownAnswer | RouteAnswer | RankAnswer | FreeDayAnswer
