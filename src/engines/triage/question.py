"""What the triage engine is asked: five questions, each complete in itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from engines.triage.errors import BadQuestion
from engines.triage.learned import LEARNED

LANGUAGES: Final = ("fr", "nl", "de", "en")


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
    engines.triage.errors.BadQuestion: category 'snow': nothing was learned of 'ice'.
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
    working_days: int
    """Within which the report is to be handled."""
    categories: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    """Street names, compared without accents, case and the usual abbreviations."""
    danger: bool | None = None
    """True: only dangers; False: anything but dangers; None: both."""

    def __post_init__(self) -> None:
        for name in ("categories", "areas", "postal_codes", "streets"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        _at_least(0, f"rule {self.key!r}", working_days=self.working_days)


@dataclass(frozen=True)
class RouteQuestion:
    """Whose is it? The first rule of which every condition holds. Nothing is stored: a dry run is
    this same question.
    """

    rules: tuple[Rule, ...]
    category: str
    danger: bool = False
    area: str = ""
    postal_code: str = ""
    street: str = ""

    def __post_init__(self) -> None:
        _each_once("rule", (one.key for one in self.rules))


@dataclass(frozen=True)
class Open:
    """One open report, as the inbox orders it."""

    key: str
    opened: date
    promised: date
    """By when an answer was promised."""
    area: str = ""
    voices: int = 1
    """The reporter, and everyone who joined."""
    danger: bool = False

    def __post_init__(self) -> None:
        _at_least(1, f"report {self.key!r}", voices=self.voices)


@dataclass(frozen=True)
class Area:
    """How often an area is heard: its reports in a window that is the same for all areas."""

    key: str
    reports: int
    inhabitants: int

    def __post_init__(self) -> None:
        _at_least(0, f"area {self.key!r}", reports=self.reports, inhabitants=self.inhabitants)


@dataclass(frozen=True)
class Weights:
    """What the terms of the order are worth, in points."""

    day: int = 1
    """For each day since the report was opened."""
    day_over: int = 4
    """For each day over the promise; each day still under it costs as much."""
    most_days: int = 60
    """No more days than this count, in either term."""
    doubling: int = 8
    """For the first voice, and each time the number of voices has doubled since."""
    rare: int = 60
    """For an area that was never heard, where `weight_rare` is 1."""
    weight_rare: Fraction = Fraction(1, 2)
    """0 to 1: how much of `rare` is given. 0 switches it off."""
    least_inhabitants: int = 200
    """A smaller area gets nothing of `rare`: there, one report more is a great share."""

    def __post_init__(self) -> None:
        _at_least(0, "weights", day=self.day, day_over=self.day_over, rare=self.rare)
        _at_least(0, "weights", most_days=self.most_days, doubling=self.doubling)
        _at_least(1, "weights", least_inhabitants=self.least_inhabitants)
        object.__setattr__(self, "weight_rare", Fraction(self.weight_rare))
        if not 0 <= self.weight_rare <= 1:
            raise BadQuestion("weights", f"weight_rare is {self.weight_rare}; it goes from 0 to 1.")


@dataclass(frozen=True)
class OrderQuestion:
    """In which order is the office to look at these? Their order in the question means nothing."""

    today: date
    reports: tuple[Open, ...]
    areas: tuple[Area, ...] = ()
    """All areas of the platform, for the mean is theirs."""
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        _each_once("report", (one.key for one in self.reports))
        _each_once("area", (one.key for one in self.areas))


@dataclass(frozen=True)
class Job:
    """A report waiting for a team, with its effort in points."""

    key: str
    effort: int
    promised: date | None = None
    """A date that was promised already."""

    def __post_init__(self) -> None:
        _at_least(1, f"job {self.key!r}", effort=self.effort)


@dataclass(frozen=True)
class CapacityQuestion:
    """When will each be done, by one team that does so many points a working day?"""

    places: int
    """Points of effort that the team does in a full working day."""
    days: tuple[date, ...]
    """Working days, soonest first: without weekends, holidays and what is past. The last one is
    the horizon.
    """
    jobs: tuple[Job, ...]
    """In the order in which they are to be done, as `order` gives it."""
    away: Mapping[date, int] = field(default_factory=dict)
    """Places taken from a day by leave or other work."""
    new: Job | None = None
    """A report that has just come in."""
    before: str | None = None
    """The key of the job before which the new one stands; None puts it last."""

    def __post_init__(self) -> None:
        _at_least(0, "question", places=self.places)
        news = () if self.new is None else (self.new,)
        _each_once("job", (one.key for one in (*self.jobs, *news)))
        for first, second in zip(self.days, self.days[1:], strict=False):
            if second <= first:
                raise BadQuestion("days", f"{second} does not come after {first}.")
        for day, places in self.away.items():
            _at_least(0, f"away {day}", places=places)
        if self.before is not None and self.before not in {one.key for one in self.jobs}:
            raise BadQuestion("before", f"no job has the key {self.before!r}.")


Question = CategoryQuestion | KnownQuestion | RouteQuestion | OrderQuestion | CapacityQuestion
