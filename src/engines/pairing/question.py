"""What the pairing engine is asked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from engines.reading import BadQuestion, at_least

HALF_DAYS = 21
"""Half-days of a week: 0 is Monday morning, 1 afternoon, 2 evening, …, 20 Sunday evening."""

Tie = Literal["soonest", "lot"]


def _half_days(where: str, slots: Iterable[int]) -> None:
    for slot in sorted(slots):
        if not 0 <= slot < HALF_DAYS:
            raise BadQuestion(
                where,
                f"{slot} is not a half-day; half-days go from 0 (Monday morning)"
                f" to {HALF_DAYS - 1} (Sunday evening).",
            )


@dataclass(frozen=True)
class Offer:
    """Someone, or a group, ready to help.

    >>> Offer("v1", (0, 0), 2000, skills={"errands"}, languages={"fr"}, slots={0}).capacity
    1
    >>> Offer("v1", (0, 0), -1, skills={"errands"}, languages={"fr"}, slots={0})
    Traceback (most recent call last):
    engines.reading.BadQuestion: offer 'v1': radius_m is -1; it must be 0 or more.
    """

    key: str
    at: tuple[int, int]
    """East and north, in metres on a flat grid."""
    radius_m: int
    """How far from `at` she goes, in metres, the edge included."""
    skills: Set[str]
    """What she does."""
    languages: Set[str]
    slots: Set[int]
    """The half-days on which she is free."""
    capacity: int = 1
    """How many tasks she takes in all."""
    safeguards: Set[str] = frozenset()
    """What has been checked about her, such as identity or insurance."""
    likes: Set[str] = frozenset()
    """What she does with pleasure; anything else costs `Rules.dislike`."""
    at_once: int = 1
    """How many tasks a group does in the same half-day."""
    person: str | None = None
    """Who stands behind the offer, when she may also ask for help."""

    def __post_init__(self) -> None:
        for name in ("skills", "languages", "slots", "safeguards", "likes"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        where = f"offer {self.key!r}"
        at_least(0, where, radius_m=self.radius_m, capacity=self.capacity)
        at_least(1, where, at_once=self.at_once)
        _half_days(where, self.slots)


@dataclass(frozen=True)
class Need:
    """One task that a person asks help for.

    >>> Need("n1", "ana", (0, 0), "errands", languages={"fr"}, slots={21})
    Traceback (most recent call last):
    engines.reading.BadQuestion: need 'n1': 21 is not a half-day; half-days go from \
0 (Monday morning) to 20 (Sunday evening).
    """

    key: str
    person: str
    at: tuple[int, int]
    """East and north, in metres on the same grid as the offers."""
    skill: str
    languages: Set[str]
    """She can be spoken to in any of these."""
    slots: Set[int]
    """The half-days on which the help can take place."""
    safeguards: Set[str] = frozenset()
    """What must have been checked about whoever helps."""
    vital: bool = False
    """Served before anything else: medicines, food for today."""
    usual: str | None = None
    """The offer that has helped here before; kept where nothing that weighs more is lost by it."""

    def __post_init__(self) -> None:
        for name in ("languages", "slots", "safeguards"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        _half_days(f"need {self.key!r}", self.slots)


@dataclass(frozen=True)
class Rules:
    """The weights of the cost, and how ties are broken."""

    metres_per_point: int = 10
    """A point of cost for each so many metres, rounded (halves to the even number)."""
    dislike: int = 60
    """Points where the offer does not like that kind of task."""
    load: int = 30
    """The j-th task of one offer costs (j − 1) times this."""
    tie: Tie = "soonest"
    """Between answers of equal worth: soonest half-days then the lot, or the lot at once."""
    seed: str = ""
    """Drawn into the lot. Publish it before the needs are known, or leave it empty."""

    def __post_init__(self) -> None:
        at_least(1, "rules", metres_per_point=self.metres_per_point)
        at_least(0, "rules", dislike=self.dislike, load=self.load)
        if self.tie not in get_args(Tie):
            known = " or ".join(get_args(Tie))
            raise BadQuestion("rules", f"tie is {self.tie!r}; it must be {known}.")


@dataclass(frozen=True)
class Question:
    """Needs, offers, and what has been before. The order of needs and offers means nothing.

    Raises BadQuestion when two needs or two offers have one key, or when `received` is
    negative for somebody.
    """

    today: date
    """The first half-day that counts as soon is tomorrow's morning."""
    offers: tuple[Offer, ...]
    needs: tuple[Need, ...]
    received: Mapping[str, int] = field(default_factory=dict)
    """How many helps a person already had in the window; none when absent."""
    refusals: frozenset[tuple[str, str]] = frozenset()
    """(person, offer) where one of the two has refused the other."""
    rules: Rules = Rules()

    def __post_init__(self) -> None:
        for kind, things in (("need", self.needs), ("offer", self.offers)):
            for key, times in Counter(thing.key for thing in things).items():
                if times > 1:
                    raise BadQuestion(f"{kind} {key!r}", f"{times} {kind}s have this key.")
        for person, helps in self.received.items():
            at_least(0, f"received {person!r}", helps=helps)
