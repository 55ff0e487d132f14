"""What became of those who asked, by group: counted in each commune, protected, then public.

Age is not counted: the day of birth stands sealed in each file, and no file is opened to count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median
from typing import Any, Protocol

from django.db.models import Min
from django.utils import timezone

from tandem.cases import protecting
from tandem.cases.choices import State
from tandem.cases.measuring import Period
from tandem.cases.models import Case
from tandem.cases.protecting import TOGETHER, Counts
from tandem.solidarity.choices import ArrangementState, NeedState
from tandem.solidarity.models import Arrangement, Need
from tandem.territory.models import Organisation

FOUND = (ArrangementState.AGREED, ArrangementState.DONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One need of the period, without a key."""

    area: str
    language: str
    channel: str
    way: str
    helped: bool
    days: int | None
    """From asking to the day somebody agreed."""


class OfCase(Protocol):
    """What somebody asked for in this room: a need, goods, company."""

    pk: int
    territory_id: int
    case_id: int
    no_program: bool
    made_at: datetime


GROUPS: dict[str, Callable[[Asked], str]] = {
    "area": lambda one: one.area,
    "language": lambda one: one.language,
    "channel": lambda one: one.channel,
    "way": lambda one: one.way,
}


def asked_in(organisation: Organisation, period: Period) -> list[Asked]:
    """Needs of this organisation that were asked in the period; what was withdrawn does not count."""
    needs = list(
        Need.objects.filter(
            organisation=organisation,
            made_at__gte=midnight(period.since),
            made_at__lt=midnight(period.until),
        )
        .exclude(state=NeedState.WITHDRAWN)
        .only("pk", "territory_id", "no_program", "case_id", "made_at")
    )
    found = Arrangement.objects.filter(need__in=needs, state__in=FOUND).order_by()
    return became(needs, dict(found.values_list("need").annotate(at=Min("answered_at"))))


def became(rows: Iterable[OfCase], first: Mapping[int, datetime]) -> list[Asked]:
    """Each without a key; `first`: when it was served, by its number. What was withdrawn is left out."""
    asked = list(rows)
    cases = Case.objects.filter(pk__in=[row.case_id for row in asked])
    cases = cases.exclude(state=State.WITHDRAWN)
    came = {
        key: (language, door) for key, language, door in cases.values_list("pk", "language", "door")
    }
    return [
        Asked(
            area=str(row.territory_id),
            language=came[row.case_id][0],
            channel=came[row.case_id][1],
            way="by_hand" if row.no_program else "program",
            helped=row.pk in first,
            days=_days(row.made_at, first.get(row.pk)),
        )
        for row in asked
        if row.case_id in came
    ]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _days(since: datetime, until: datetime | None) -> int | None:
    if until is None:
        return None
    return (timezone.localdate(until) - timezone.localdate(since)).days


def figures(asked: Iterable[Asked]) -> dict[str, Any]:
    """Counts and medians by group; of a small one, and of what would tell it, nothing."""
    rows = list(asked)
    lines = {by: _counts(rows, group) for by, group in GROUPS.items()}
    hidden = {by: protecting.hidden_in(line) for by, line in lines.items()}
    whole = _count(rows)
    # The sum stands beside every line: where one line hides it, it is hidden for all.
    for column in ("opened", "answered"):
        if any(TOGETHER in of_line[column] for of_line in hidden.values()):
            whole[column] = None
    return {
        "whole": {"asked": whole["opened"], "helped": whole["answered"]},
        "groups": {
            by: [
                _cell(name, [row for row in rows if GROUPS[by](row) == name], hidden[by])
                for name in sorted(line)
            ]
            for by, line in lines.items()
        },
    }


def _counts(rows: list[Asked], group: Callable[[Asked], str]) -> dict[str, Counts]:
    line: dict[str, Counts] = defaultdict(lambda: protecting.NONE)
    for row in rows:
        line[group(row)] += Counts(1, int(row.helped), 0, 0)
    return dict(line)


def _count(rows: list[Asked]) -> dict[str, int | None]:
    return {"opened": len(rows), "answered": sum(row.helped for row in rows)}


def _cell(name: str, rows: list[Asked], hidden: protecting.Hidden) -> dict[str, Any]:
    count = _count(rows)
    days = sorted(row.days for row in rows if row.days is not None)
    shown = name not in hidden["answered"] and len(days) >= protecting.SMALL
    return {
        "group": name,
        "asked": None if name in hidden["opened"] else count["opened"],
        "helped": None if name in hidden["answered"] else count["answered"],
        "days": median(days) if shown else None,
    }
