"""Decisions about wishes."""

import calendar
from collections.abc import Iterable
from datetime import date

from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.mine.choices import Wanted, WishState
from tandem.mine.models import Wish
from tandem.people.retention import needed_by
from tandem.people.sameness import joined_records
from tandem.toolbox.texts import Text

MONTHS_AT_MOST = 3
"""One month, and two more with the reason: GDPR, article 12(3)."""
ON_PAPER = frozenset({Wanted.SEE, Wanted.TAKE, Wanted.LOOKS})
"""Wishes whose answer is something to read."""


def with_more_time(opened_on: date) -> date:
    """The last day of the law, counted from the day of the request.

    >>> with_more_time(date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    month = opened_on.month + MONTHS_AT_MOST
    year, month = opened_on.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(opened_on.day, calendar.monthrange(year, month)[1]))


def stands_against(wish: Wish) -> list[Text]:
    """Why she cannot be erased, beside that this very request is not answered yet.

    A message on its way is waited for: see `jobs.erase_promised`.
    """
    needed = needed_by(wish.person)
    owed, _on_its_way = needed.pop("cases", ""), needed.pop("outbox", "")
    hers = [one.pk for one in joined_records(wish.person)]
    others = Case.objects.filter(person__in=hers, state__in=OWED).exclude(pk=wish.case_id)
    return [*([owed] if owed and others.exists() else []), *needed.values()]


def given(wishes: Iterable[Wish]) -> set[str]:
    """What she may read now."""
    return {wish.wanted for wish in wishes if wish.state == WishState.DONE}
