"""Turns: in the n-th, everybody who is still owed an n-th for each head gets it, or draws for it.

All that may be given stands in one queue: vital ones first, then by turn, then by place within the
turn. Who may have d of a turn has the places (l + 0)/d, (l + 1)/d, … (l + d - 1)/d, her lot l lying
between 0 and 1. So of the first half of a turn everybody gets half, but for the rounding, which the
lot decides; and whoever is in the queue stays where she is, however much there is to share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heapreplace

from engines.lots import FACES


@dataclass(frozen=True)
class Claim:
    """What one person may still be given, in one of the two queues: vital, or not."""

    person: str
    heads: int
    had: int
    """Of the window, and of her own vital asks."""
    wanted: int
    lot: int

    def until(self, turn: int) -> int:
        """How many of it belong to the turns up to this one.

        >>> ana = Claim("ana", heads=3, had=4, wanted=4, lot=0)
        >>> [ana.until(turn) for turn in range(1, 5)]
        [0, 2, 4, 4]
        """
        many = self.heads * turn - self.had
        return 0 if many < 0 else many if many < self.wanted else self.wanted

    def turn_of(self, nth: int) -> int:
        return -(-(self.had + nth) // self.heads)

    @property
    def last_turn(self) -> int:
        return self.turn_of(self.wanted)

    def of_turn(self, turn: int) -> int:
        return self.until(turn) - self.until(turn - 1)

    def place(self, turn: int, nth: int) -> Fraction:
        """Of her n-th of this turn, from 1 on; between 0 and 1."""
        return Fraction((nth - 1) * FACES + self.lot, self.of_turn(turn) * FACES)

    def before(self, turn: int, place: Fraction, *, whose: str) -> int:
        """How many of hers in this turn stand no later than this place of `whose`."""
        many = self.of_turn(turn)
        if not many:
            return 0
        # The n-th stands at (n - 1 + lot) / many; a tie goes to the smaller key.
        reach = place.numerator * many * FACES - self.lot * place.denominator
        whole, over = divmod(reach, place.denominator * FACES)
        tied = not over and self.person > whose
        return max(0, min(many, whole + (0 if tied else 1)))


@dataclass(frozen=True)
class Poured:
    """How many each person has of this queue, and where it stopped."""

    given: dict[str, int]
    full: int
    """Up to this turn, everybody has what she asked."""
    left: int
    wanted: int
    """In the turn after it: so many were left for so many; none left where all is given."""


def pour(claims: Sequence[Claim], quantity: int) -> Poured:
    """The first `quantity` of the queue."""
    last = max((claim.last_turn for claim in claims), default=0)
    if sum(claim.wanted for claim in claims) <= quantity:
        return Poured({claim.person: claim.wanted for claim in claims}, last, 0, 0)
    full = _last_full(claims, quantity, last)
    given = {claim.person: claim.until(full) for claim in claims}
    left = quantity - sum(given.values())
    turn = full + 1
    wanted = sum(claim.of_turn(turn) for claim in claims)
    for person, many in _first_of(claims, turn, left, wanted).items():
        given[person] += many
    return Poured(given, full, left, wanted)


def _last_full(claims: Sequence[Claim], quantity: int, last: int) -> int:
    """The last turn that is complete; by halving, for a turn is never wanted less than the next."""
    low, high = 0, last
    while high - low > 1:
        middle = (low + high) // 2
        if sum(claim.until(middle) for claim in claims) <= quantity:
            low = middle
        else:
            high = middle
    return low


def _first_of(claims: Iterable[Claim], turn: int, left: int, wanted: int) -> dict[str, int]:
    """The first `left` places of a turn: nearly everybody's are known at once, the rest one by one."""
    owed = {claim.person: claim for claim in claims if claim.of_turn(turn)}
    mark = Fraction(left, wanted)
    taken = {person: claim.before(turn, mark, whose="") for person, claim in owed.items()}
    missing = left - sum(taken.values())
    if missing > 0:
        _take_next(owed, taken, turn, missing)
    elif missing < 0:
        _give_back(owed, taken, turn, -missing)
    return taken


def _take_next(owed: dict[str, Claim], taken: dict[str, int], turn: int, times: int) -> None:
    line = [
        (claim.place(turn, taken[person] + 1), person)
        for person, claim in owed.items()
        if taken[person] < claim.of_turn(turn)
    ]
    heapify(line)
    for _time in range(times):
        _place, person = line[0]
        taken[person] += 1
        if taken[person] < owed[person].of_turn(turn):
            heapreplace(line, (owed[person].place(turn, taken[person] + 1), person))
        else:
            heappop(line)


def _give_back(owed: dict[str, Claim], taken: dict[str, int], turn: int, times: int) -> None:
    for _time in range(times):
        having = [person for person in owed if taken[person]]
        last = max(having, key=lambda one: (owed[one].place(turn, taken[one]), one))
        taken[last] -= 1


def ahead_of(claims: Iterable[Claim], claim: Claim, nth: int) -> int:
    """How many of this queue stand no later than her n-th, itself included."""
    turn = claim.turn_of(nth)
    place = claim.place(turn, nth - claim.until(turn - 1))
    return sum(one.until(turn - 1) + one.before(turn, place, whose=claim.person) for one in claims)
