"""Decisions of the room, on plain values."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tandem.cases.choices import Reason
from tandem.people.choices import Channel
from tandem.solidarity.choices import ArrangementState as A
from tandem.solidarity.choices import (
    Contact,
    Group,
    HowOften,
    NeedState,
    RefusedBecause,
    Safeguard,
    Went,
    Withheld,
)
from tandem.toolbox.half_days import PARTS
from tandem.toolbox.workdays import add_working_days

WINDOW = timedelta(days=28)
"""Helps received within it count when shares are compared."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
REMIND_AFTER = timedelta(days=2)
LAPSES_AFTER = timedelta(days=4)
VITAL_LAPSES_AFTER = timedelta(hours=24)
"""A vital need cannot wait four days for a word: somebody else is asked after one."""
BEGINS = (8, 12, 18)
"""The hours at which morning, afternoon and evening begin."""
BELIEVED_AFTER = timedelta(days=7)
"""So long the person may say how it went; then the helper's word is enough."""

SLOW = frozenset({Channel.LETTER, Channel.DESK})
"""Ways by which nobody learns anything by tomorrow."""
LETTER_TAKES = 3
"""Working days until a letter is printed, posted and read."""
CONTACTS_A_WEEK = 5
"""So many people’s contacts one volunteer is given in seven days; then a colleague passes on."""
CONTACTS_A_DAY = 3
"""So many in one day; at the next one a colleague and the data-protection officer look at it."""
TOLD_AFTER = timedelta(days=2)
"""So long after the day a helper may still read how to reach the person; then it is closed."""
PERSONAL = frozenset({Contact.PHONE, Contact.EMAIL, Contact.ADDRESS})

IN_FORCE = frozenset({A.ASKED, A.AGREED})
TOLD_OF = frozenset({A.AGREED, A.DONE, A.NOT_DONE})
"""States in which one may say how it went."""
MOVES: dict[A, frozenset[A]] = {
    A.ASKED: frozenset({A.AGREED, A.DECLINED, A.LAPSED, A.CANCELLED}),
    A.AGREED: frozenset({A.DONE, A.NOT_DONE, A.CANCELLED}),
    A.DECLINED: frozenset(),
    A.LAPSED: frozenset(),
    A.CANCELLED: frozenset(),
    # Either may have been said by mistake.
    A.DONE: frozenset({A.NOT_DONE}),
    A.NOT_DONE: frozenset({A.DONE}),
}
LOOKING = frozenset({NeedState.OPEN})
ENDED = frozenset({NeedState.DONE, NeedState.NOBODY, NeedState.WITHDRAWN})
FOR_GOOD = frozenset({RefusedBecause.KNOWS_BETTER, RefusedBecause.PERSON_SAID_NO})
"""Reasons for which these two are not proposed to each other again, for any need."""
LEAST_WORDS = 5


ADULT = 18


def is_minor(born_on: date | None, today: date) -> bool:
    """As far as a birth date was told; nobody is asked for one.

    >>> is_minor(date(2008, 11, 28), date(2026, 11, 27)), is_minor(date(2008, 11, 27), date(2026, 11, 27))
    (True, False)
    """
    if born_on is None:
        return False
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday) < ADULT


def comes_as_two(group: Group, held: Iterable[str]) -> list[str]:
    """What was checked; of somebody who comes alone, never that he comes with another."""
    return sorted(one for one in held if one != Safeguard.TWO or group != Group.ALONE)


def begins(day: date, half_day: int, now: datetime) -> datetime:
    """When this half-day begins, by the clock of `now`."""
    return datetime.combine(day, time(BEGINS[half_day % PARTS]), now.tzinfo)


def is_over(day: date, half_day: int, now: datetime) -> bool:
    """Whether the half-day has gone by: each ends where the next one begins.

    >>> tuesday = date(2026, 12, 1)
    >>> is_over(tuesday, 3, datetime(2026, 12, 1, 11)), is_over(tuesday, 3, datetime(2026, 12, 1, 12))
    (False, True)
    >>> is_over(tuesday, 5, datetime(2026, 12, 1, 23)), is_over(tuesday, 5, datetime(2026, 12, 2, 0))
    (False, True)
    """
    last = half_day % PARTS == PARTS - 1
    return now >= (
        datetime.combine(day + DAY, time(), now.tzinfo) if last else begins(day, half_day + 1, now)
    )


def answer_by(asked_at: datetime, day: date, half_day: int, *, vital: bool = False) -> datetime:
    """Until then a volunteer may answer; afterwards somebody else is asked. Never once it begins.

    >>> friday, far, next_day = datetime(2026, 11, 27, 10), date(2026, 12, 10), date(2026, 11, 28)
    >>> str(answer_by(friday, far, 9)), str(answer_by(friday, next_day, 15))
    ('2026-12-01 10:00:00', '2026-11-28 08:00:00')
    >>> str(answer_by(friday, far, 9, vital=True))
    '2026-11-28 10:00:00'
    """
    longest = VITAL_LAPSES_AFTER if vital else LAPSES_AFTER
    return min(asked_at + longest, begins(day, half_day, asked_at))


def remind_at(asked_at: datetime, until: datetime) -> datetime:
    """After two days, or at half the time where there is less.

    >>> friday = datetime(2026, 11, 27, 10)
    >>> str(remind_at(friday, datetime(2026, 12, 1, 10))), str(remind_at(friday, datetime(2026, 11, 28, 8)))
    ('2026-11-29 10:00:00', '2026-11-27 21:00:00')
    """
    return asked_at + min(REMIND_AFTER, (until - asked_at) / 2)


def may_move(now: A, to: A) -> bool:
    return to in MOVES[now]


def after_it_happened(how_often: HowOften) -> NeedState:
    """A weekly need looks for somebody again; its person stands further back in the queue."""
    return NeedState.OPEN if how_often == HowOften.WEEKLY else NeedState.DONE


def ended_by(reason: Reason) -> NeedState:
    """What becomes of a need whose case a colleague answered."""
    known = {Reason.DONE: NeedState.DONE, Reason.NOBODY_FOUND: NeedState.NOBODY}
    return known.get(reason, NeedState.WITHDRAWN)


def departs(proposed: UUID | None, chosen: UUID) -> bool:
    """Whether this choice departs from a proposal. Where the program found nobody it does not."""
    return proposed is not None and proposed != chosen


def goes_on(how_often: HowOften, reason: Reason) -> bool:
    """Whoever is expected still comes; a weekly help is answered once, and goes on."""
    if reason == Reason.COMING:
        return True
    return how_often == HowOften.WEEKLY and reason == Reason.DONE


def may_say_how_it_went(state: A, day: date, today: date) -> bool:
    """It is asked on the day of the help, and not while it lies ahead."""
    return state in TOLD_OF and day <= today


def may_still_cancel(day: date, today: date) -> bool:
    """Nobody calls off what is past: then it is said how it went."""
    return day >= today


def contradict(one: Went, other: Went) -> bool:
    """Whether one says that it took place and the other that it did not."""
    return (one == Went.NOT) != (other == Went.NOT)


def contacts_a_week(at_once: int, *, welcomed: bool) -> int:
    """Of a group that a coordinator knows, so many for each who comes."""
    return CONTACTS_A_WEEK * (at_once if welcomed else 1)


def is_still_told(state: A, day: date, today: date) -> bool:
    """Whether a helper may still read of the person: for one task, and not after it.

    >>> is_still_told(A.AGREED, date(2026, 11, 24), date(2026, 11, 26))
    True
    >>> is_still_told(A.AGREED, date(2026, 11, 24), date(2026, 11, 27))
    False
    """
    return state == A.AGREED and today <= day + TOLD_AFTER


def withheld(
    agreed: Contact,
    *,
    careful: bool,
    there: bool,
    welcomed: bool,
    given: int,
    most: int,
    given_today: int = 0,
) -> Withheld | None:
    """What stands against telling a helper what the person agreed to; None where nothing does."""
    if agreed not in PERSONAL:
        return None
    if careful:
        return Withheld.CARE
    if not there:
        return Withheld.MISSING
    if agreed == Contact.ADDRESS and not welcomed:
        return Withheld.NOT_WELCOMED
    if given_today >= CONTACTS_A_DAY:
        return Withheld.TOO_MANY_TODAY
    return Withheld.TOO_MANY if given >= most else None


def may_come_too_late(channel: Channel, asked_on: date, day: date) -> bool:
    """Whether a volunteer asked in this way may learn it only when the day is there.

    >>> thursday, monday = date(2026, 11, 26), date(2026, 11, 30)
    >>> may_come_too_late(Channel.LETTER, thursday, monday)
    True
    >>> may_come_too_late(Channel.CALL, thursday, monday)
    False
    """
    if channel == Channel.LETTER:
        return add_working_days(asked_on, LETTER_TAKES) >= day
    if channel == Channel.CALL:
        return (day - asked_on).days <= 1
    return channel == Channel.DESK


def says_enough(why: RefusedBecause, words: str) -> bool:
    """Whoever has another reason says which."""
    return why != RefusedBecause.OTHER or says_why(words)


def says_why(words: str) -> bool:
    return len(words.strip()) >= LEAST_WORDS
