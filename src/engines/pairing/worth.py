"""One whole number that orders answers exactly as the objective does.

Vital needs, then helps level by level, then (in a repair) agreed tasks changed, then usual
helpers kept, then points, then the tie rule: each of these is a digit of one number, and each digit's base is larger than anything the digits below it
can add up to. Sums of such numbers therefore compare as the lists of sums do, digit by
digit: nothing is rounded, and no weight is a guess.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engines.lots import BITS, drawn
from engines.pairing.candidates import Candidate, Prospect
from engines.pairing.question import HALF_DAYS, Need, Question

Agreed = Mapping[str, tuple[str, int]]
"""Offer and half-day of each need that somebody has already agreed to."""
NOBODY: Agreed = {}


def wait(today: date, slot: int) -> int:
    """Half-days from tomorrow's morning to `slot`; a half-day of today's weekday comes last.

    >>> monday = date(2026, 11, 23)
    >>> wait(monday, 3), wait(monday, 20), wait(monday, 0)
    (0, 17, 18)
    """
    return (slot - 3 * (today.weekday() + 1)) % HALF_DAYS


def lot(question: Question, need: str, offer: str, slot: int) -> int:
    """The number drawn for this pair in this half-day, from 0 to 2**40 − 1.

    Over seed, today, need, offer and half-day, one a line.
    """
    return drawn(question.rules.seed, question.today, need, offer, str(slot))


@dataclass(frozen=True)
class Worth:
    """The bases of the digits, for one question."""

    question: Question
    wait: int
    point: int
    other: int
    """What a pair costs that is not with the usual helper; nought where nobody has one."""
    change: int
    """What it costs to change an agreed task; nought where nothing is agreed."""
    agreed: Agreed
    levels: Mapping[int, int]
    """What a person's n-th help in the window is worth, by n."""
    vital: int

    def of_pair(self, need: Need, candidate: Candidate, slot: int) -> int:
        """The cost of this pair in this half-day, the load apart."""
        offer = candidate.offer.key
        cost = candidate.points * self.point + lot(self.question, need.key, offer, slot)
        # Of all pairs, and not of those alone who have a usual helper: or it would be
        # dearer to help whoever has one than whoever has none.
        if offer != need.usual:
            cost += self.other
        if need.key in self.agreed and self.agreed[need.key] != (offer, slot):
            cost += self.change
        if self.question.rules.tie == "soonest":
            cost += wait(self.question.today, slot) * self.wait
        return cost


def weigh(question: Question, prospects: Mapping[str, Prospect], agreed: Agreed = NOBODY) -> Worth:
    """The bases, from the most that each digit can become in this question."""
    needs = len(question.needs)
    dearest = max(
        (one.points for prospect in prospects.values() for one in prospect.candidates), default=0
    )
    most_points = needs * (dearest + question.rules.load * needs)
    waiting = needs << BITS
    point = waiting * (HALF_DAYS * needs + 1)
    base = point * (most_points + 1)
    other = change = 0
    if any(need.usual is not None for need in question.needs):
        other, base = base, base * (needs + 1)
    if agreed:
        change, base = base, base * (needs + 1)
    levels = {}
    for level in sorted(_levels(question), reverse=True):
        levels[level] = base
        base *= needs + 1
    return Worth(question, waiting, point, other, change, agreed, levels, base)


def _levels(question: Question) -> set[int]:
    """Every n such that some person could get her n-th help."""
    asked = Counter(need.person for need in question.needs)
    return {
        question.received.get(person, 0) + nth
        for person, needs in asked.items()
        for nth in range(1, needs + 1)
    }
