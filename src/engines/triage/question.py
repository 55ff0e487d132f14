"""What the triage engine is asked: five questions, each complete in itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from engines.reading import BadQuestion
from engines.triage.learned import LEARNED

LANGUAGES: Final = ("fr", "nl", "de", "en")
AS_OTHERS: Final = 100
"""Per cent: an area from which one hears as often as from the others."""


def _at_least(least: int, where: str, /, **numbers: int) -> None:
    for name, number in numbers.items():
        if number < least:
            raise BadQuestion(where, f"{name} is {number}; it must be {least} or more.")


def _each_once(kind: str, keys: Iterable[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise BadQuestion(f"{kind} {key!r}", f"{times} of them have this key.")


@dataclass(frozen=True)
class Category:
    """One kind of thing that can be reported.

    >>> Category("snow", {"fr": ("neige", "verglas")}).learned is None
    True
    >>> Category("snow", learned="ice")
    Traceback (most recent call last):
    engines.reading.BadQuestion: category 'snow': nothing was learned of 'ice'.
    """

    code: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Everyday words and short phrases by language code, as the commune edits them."""
    learned: str | None = None
    """The built-in code whose labelled texts speak for it too; None when only its words do."""
    danger: bool = False
    """Suggested whenever it may be meant, before everything else."""

    def __post_init__(self) -> None:
        if self.learned is not None and self.learned not in LEARNED:
            raise BadQuestion(
                f"category {self.code!r}", f"nothing was learned of {self.learned!r}."
            )


@dataclass(frozen=True)
class CategoryQuestion:
    """What do these words tell of? The language need not be known; it may be mixed."""

    text: str
    """The resident's words, as they came."""
    categories: tuple[Category, ...]
    """Those that may be chosen. Between equals, the one that stands first."""
    close: int = 2000
    """The two best are `unsure` when fewer points than this lie between them."""

    def __post_init__(self) -> None:
        _each_once("category", (one.code for one in self.categories))
        _at_least(0, "question", close=self.close)
        if not self.categories:
            raise BadQuestion("question", "there is no category to choose from.")


@dataclass(frozen=True)
class Report:
    """One report as `known` compares it. What is not known stays empty.

    >>> Report("r1", "lamp", date(2026, 11, 23), at=(10, 20)).street
    ''
    """

    key: str
    category: str
    day: date
    text: str = ""
    at: tuple[int, int] | None = None
    """East and north, in metres on a flat grid."""
    street: str = ""
    number: str = ""
    """The house number as written: `12`, `12A`, `12-14`."""
    postal_code: str = ""
    pole: str = ""
    """What is written on the lamp post, the sign or the tree."""
    landmark: str = ""
    """Such as `opposite the bakery`."""


@dataclass(frozen=True)
class Likeness:
    """How near and how alike is near and alike enough."""

    metres: Mapping[str, int] = field(default_factory=dict)
    """How far apart two reports of a category may be, the edge included."""
    metres_else: int = 50
    """The same of a category that `metres` does not name."""
    metres_a_number: int = 5
    """Houses 12 and 14 are twice this apart, where no points are known."""
    kin: frozenset[frozenset[str]] = frozenset()
    """Sets of categories that people take for one another, such as road and pavement."""
    days: int = 90
    """After so many days between two reports, time no longer speaks for them."""
    shared_words: int = 2
    """So many words in common stand in for a category in common."""
    least: int = 50
    """Reports with fewer points are not shown."""
    most: int = 5

    def __post_init__(self) -> None:
        object.__setattr__(self, "kin", frozenset(frozenset(one) for one in self.kin))
        _at_least(0, "likeness", metres_else=self.metres_else, least=self.least, **self.metres)
        _at_least(1, "likeness", days=self.days, metres_a_number=self.metres_a_number)
        _at_least(1, "likeness", shared_words=self.shared_words)
        _at_least(0, "likeness", most=self.most)


@dataclass(frozen=True)
class KnownQuestion:
    """Which of these open reports may be of the same thing as this one?"""

    report: Report
    candidates: tuple[Report, ...]
    """Open reports, already narrowed to those around; a few hundred. Their order means nothing."""
    likeness: Likeness = Likeness()

    def __post_init__(self) -> None:
        _each_once("candidate", (one.key for one in self.candidates))


@dataclass(frozen=True)
class Rule:
    """One line of the routing table. An empty condition holds for everything."""

    key: str
    team: str
    organisation: str
    """Who is responsible: the commune, the region, the railway, a private owner."""
    working_days: int | None = None
    """Within which the report is to be handled; None where the rule says nothing of it."""
    categories: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    """Street names, compared without accents, case and the usual abbreviations. What is written
    after the name does not matter."""
    danger: bool | None = None
    """True: only dangers; False: anything but dangers; None: both."""
    ended: bool = False
    """Its team works no longer: it never holds, and says so."""

    def __post_init__(self) -> None:
        for name in ("categories", "postal_codes", "streets"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        _at_least(0, f"rule {self.key!r}", working_days=self.working_days or 0)


@dataclass(frozen=True)
class RouteQuestion:
    """Whose is it? The first rule of which every condition holds. Nothing is stored: a dry run is
    this same question.
    """

    rules: tuple[Rule, ...]
    category: str
    danger: bool = False
    postal_code: str = ""
    street: str = ""

    def __post_init__(self) -> None:
        _each_once("rule", (one.key for one in self.rules))


@dataclass(frozen=True)
class Weights:
    """What the terms of a rank are worth, in points."""

    day: int = 10
    """For each day nearer to the aim, and each day beyond it."""
    most_days: int = 36_500
    """No more days than this count, before or after the start of counting."""
    voice: int = 10
    """For each further person who tells of the same."""
    most_voices: int = 10
    """No more voices than this count."""
    unproven: int = 3
    """For each further person of whom nobody knows whether she exists."""
    most_unproven: int = 3
    """No more of those than this count."""
    rare: int = 100
    """For an area from which one hears nothing else; half where one hears half as often as from the
    others. 0 switches it off."""
    again: int = 2_000_000
    """For what was said to be repaired, and is not."""
    danger: int = 4_000_000

    def __post_init__(self) -> None:
        _at_least(0, "weights", day=self.day, most_days=self.most_days, voice=self.voice)
        _at_least(0, "weights", rare=self.rare, unproven=self.unproven)
        _at_least(0, "weights", most_unproven=self.most_unproven)
        _at_least(1, "weights", most_voices=self.most_voices)
        rest = 2 * self.day * self.most_days + self.voice * (self.most_voices - 1) + self.rare
        _at_least(rest + 1, "weights", again=self.again)
        _at_least(self.again + rest + 1, "weights", danger=self.danger)


@dataclass(frozen=True)
class RankQuestion:
    """Where does this report stand? All that the order looks at."""

    aim: date
    """The day by which a repair is aimed at."""
    danger: bool = False
    again: bool = False
    """Said to be repaired, and was not."""
    voices: int = 1
    """Who tells of it; none where all withdrew."""
    heard: int = AS_OTHERS
    """How often one hears from its area, in per cent of an average one."""
    unproven: int = 0
    """How many of the voices nobody has shown to exist; more than there are count as all of them."""
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        _at_least(0, "question", voices=self.voices, heard=self.heard, unproven=self.unproven)


@dataclass(frozen=True)
class FreeDayQuestion:
    """When can one team do this in one go?"""

    places: int
    """Points of effort that the team does in a day."""
    effort: int
    """Points that it takes."""
    days: tuple[date, ...]
    """On which the team works, soonest first. The last one is the horizon."""
    used: Mapping[date, int] = field(default_factory=dict)
    """Points given away already."""

    def __post_init__(self) -> None:
        _at_least(0, "question", places=self.places, effort=self.effort)
        for first, second in pairwise(self.days):
            if second <= first:
                raise BadQuestion("days", f"{second} does not come after {first}.")
        for day, points in self.used.items():
            _at_least(0, f"used {day}", points=points)


Question = CategoryQuestion | KnownQuestion | RouteQuestion | RankQuestion | FreeDayQuestion
