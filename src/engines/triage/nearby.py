"""Which open reports may be of the same thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isqrt
from typing import Final

from engines.triage import spots
from engines.triage.answer import Fact, KnownAnswer, Likely, Reason
from engines.triage.fold import mark, stems, street_key
from engines.triage.question import KnownQuestion, Likeness, Report

PLACE: Final = 60
"""Points of the very same place; at the limit of distance, half of them."""
STREET: Final = 30
"""With the same category this is enough, however long ago: who names no house number is asked all the
same. With a category of its kin it is not.
"""
LANDMARK: Final = 30
CATEGORY: Final = 20
KIN: Final = 10
WORD: Final = 3
MOST_WORDS: Final = 4
TIME: Final = 8
_FIGURES: Final = re.compile(r"\d+")


class Seen:
    """A report, with what is compared of it worked out once and only when it is asked."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def pole(self) -> str:
        return mark(self.report.pole)

    @cached_property
    def street(self) -> str:
        return street_key(self.report.street)

    @cached_property
    def named(self) -> spots.Street:
        return spots.street(self.report.street)

    @cached_property
    def house(self) -> int | None:
        found = _FIGURES.search(self.report.number)
        return int(found[0]) if found else None

    @cached_property
    def landmark(self) -> frozenset[str]:
        return spots.telling(self.report.landmark)

    @cached_property
    def words(self) -> frozenset[str]:
        return stems(self.report.text)


@dataclass(frozen=True)
class Place:
    """What two reports' places have in common."""

    points: int
    metres: int | None
    reason: Reason
    too_far: bool = False


def known(question: KnownQuestion) -> KnownAnswer:
    """The candidates that are near and alike enough, likeliest first, each with reasons.

    *Near*: the same pole; or no farther apart than the limit of the category (of two categories,
    the smaller one), by points on the map where both have one, else by house numbers in the same
    street; or the same street or landmark in words. *Alike*: the same category, one of its kin,
    or `shared_words` words in common. Points, 0 to 100: place at most 60, category 20 (kin 10),
    words 3 each, at most 12, time at most 8; shown from `least` on. Ties: the nearer, the older,
    the lower key. The same two reports have the same points, whichever is new. Raises nothing.
    Costs about 5 ms for 300 candidates. Distance limits per category are FixMyStreet's idea.

    >>> from datetime import date
    >>> def lamp(key, east):
    ...     return Report(key, "lamp", date(2026, 11, 23), at=(east, 0))
    >>> answer = known(KnownQuestion(lamp("new", 0), (lamp("a", 30), lamp("b", 60))))
    >>> [(one.key, one.points) for one in answer.likely]
    [('a', 70)]
    >>> answer.missed[0].reasons[-1]
    Reason(code='would_be_shown_with_limit', facts={'metres': 60})
    """
    new = Seen(question.report)
    shown: list[tuple[int, Likely, date]] = []
    missed: list[tuple[int, Likely, date]] = []
    for candidate in question.candidates:
        if candidate.key != question.report.key:
            _compare(new, Seen(candidate), question.likeness, (shown, missed))
    most = question.likeness.most
    return KnownAnswer(
        tuple(one for _, one, _ in sorted(shown, key=_rank)[:most]),
        tuple(one for _, one, _ in sorted(missed, key=_rank)[:most]),
    )


def _rank(told: tuple[int, Likely, date]) -> tuple[bool, int, int, date, str]:
    metres, one, day = told
    return (not one.certain, -one.points, metres, day, one.key)


def _compare(
    new: Seen,
    other: Seen,
    likeness: Likeness,
    into: tuple[list[tuple[int, Likely, date]], list[tuple[int, Likely, date]]],
) -> None:
    place = _place(new, other, likeness)
    if place is None:
        return
    kind, kind_points = _kind(new, other, likeness)
    common = tuple(sorted(new.words & other.words))
    reasons, points = [place.reason, kind], place.points + kind_points
    if common:
        given = WORD * min(MOST_WORDS, len(common))
        points += given
        reasons.append(Reason("shared_words", {"words": common, "points": given}))
    days = abs((new.report.day - other.report.day).days)
    given = TIME * max(0, likeness.days - days) // likeness.days
    points += given
    reasons.append(Reason("days_apart", {"days": days, "points": given}))
    alike = bool(kind_points) or len(common) >= likeness.shared_words
    fell_short = tuple(_short(place, points, alike, likeness, len(common)))
    certain = place.reason.code == "same_pole" and kind.code == "same_category"
    told = Likely(other.report.key, points, certain, (*reasons, *fell_short))
    metres = 1_000_000_000 if place.metres is None else place.metres
    into[bool(fell_short)].append((metres, told, other.report.day))


def _short(
    place: Place, points: int, alike: bool, likeness: Likeness, common: int
) -> Iterator[Reason]:
    """What would have to be otherwise, all of it, for it to be shown."""
    if not alike:
        lacking = likeness.shared_words - common
        yield Reason("would_be_shown_with_category_or_words", {"words": lacking})
    if place.too_far and place.metres is not None:
        yield Reason("would_be_shown_with_limit", {"metres": place.metres})
        points += PLACE // 2
    if points < likeness.least:
        yield Reason("would_be_shown_with_points", {"points": likeness.least - points})


def _limit(new: Report, other: Report, likeness: Likeness) -> int:
    limits = (likeness.metres.get(one.category, likeness.metres_else) for one in (new, other))
    return min(limits)


def _place(new: Seen, other: Seen, likeness: Likeness) -> Place | None:
    """How near they are by the surest thing both tell; None where nothing brings them together."""
    a, b = new.report, other.report
    if new.report.pole and new.pole and new.pole == other.pole:
        return Place(PLACE, 0, Reason("same_pole", {"pole": new.pole, "points": PLACE}))
    if a.at is not None and b.at is not None:
        squared = (a.at[0] - b.at[0]) ** 2 + (a.at[1] - b.at[1]) ** 2
        # Rounded up, so that nothing is within a limit that is not.
        metres = isqrt(squared - 1) + 1 if squared else 0
        return _within(metres, _limit(a, b, likeness), "metres_apart", {"metres": metres})
    same_town = not a.postal_code or not b.postal_code or a.postal_code == b.postal_code
    if same_town and a.street and _in_one_street(new, other):
        return _along(new, other, likeness)
    return _by_landmark(new, other) if same_town else None


def _in_one_street(new: Seen, other: Seen) -> bool:
    """Under one name; or where one leaves out what it is, or says so in another language."""
    return bool(new.street) and (new.street == other.street or new.named.may_be(other.named))


def _along(new: Seen, other: Seen, likeness: Likeness) -> Place:
    if new.house is not None and other.house is not None:
        numbers = abs(new.house - other.house)
        metres = numbers * likeness.metres_a_number
        limit = _limit(new.report, other.report, likeness)
        facts: dict[str, Fact] = {"numbers": numbers, "metres": metres}
        return _within(metres, limit, "house_numbers_apart", facts)
    landmark = _by_landmark(new, other)
    return landmark or Place(STREET, None, Reason("same_street", {"points": STREET}))


def _within(metres: int, limit: int, code: str, facts: dict[str, Fact]) -> Place:
    too_far = metres > limit
    half = PLACE // 2
    points = 0 if too_far else half + half * (limit - metres) // max(1, limit)
    if limit == metres == 0:
        points = PLACE
    facts |= {"limit": limit, "points": points}
    return Place(points, metres, Reason(code, facts), too_far)


def _by_landmark(new: Seen, other: Seen) -> Place | None:
    if not (new.report.landmark and other.report.landmark):
        return None
    common = new.landmark & other.landmark
    # Every telling word of the shorter of the two, so that `the school` is not `the new bakery`.
    if not common or len(common) < min(len(new.landmark), len(other.landmark)):
        return None
    facts: dict[str, Fact] = {"words": tuple(sorted(common)), "points": LANDMARK}
    return Place(LANDMARK, None, Reason("same_landmark", facts))


def _kind(new: Seen, other: Seen, likeness: Likeness) -> tuple[Reason, int]:
    one, two = new.report.category, other.report.category
    facts: dict[str, Fact] = {"category": two}
    if one == two:
        return Reason("same_category", facts | {"points": CATEGORY}), CATEGORY
    if any({one, two} <= kin for kin in likeness.kin):
        return Reason("kindred_category", facts | {"points": KIN}), KIN
    return Reason("other_category", facts | {"points": 0}), 0
