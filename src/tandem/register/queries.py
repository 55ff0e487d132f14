from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from tandem.register.cards import find
from tandem.register.choices import Outcome, Result
from tandem.register.models import Tally

MOST_MONTHS = 24


class Followed(NamedTuple):
    """What people did with the proposals of one algorithm."""

    counts: list[tuple[str, int]]
    total: int
    departed: float
    """Share of proposals that a person did not follow."""


def followed(algorithm: str) -> Followed:
    counted = _counted(algorithm, Outcome.values)
    total = sum(counted.values())
    kept = counted.get(Outcome.FOLLOWED, 0)
    return Followed(
        [(str(outcome.label), counted.get(outcome.value, 0)) for outcome in Outcome],
        total,
        (total - kept) / total if total else 0.0,
    )


def _counted(algorithm: str, outcomes: list[str]) -> dict[str, int]:
    rows = Tally.objects.filter(algorithm=algorithm, outcome__in=outcomes).values_list("outcome")
    return dict(rows.annotate(total=Sum("count")).order_by("outcome"))


def results(algorithm: str) -> list[tuple[str, int]]:
    """What came of the decisions, whether they followed a proposal or not."""
    counted = _counted(algorithm, Result.values)
    return [(str(one.label), counted.get(one.value, 0)) for one in find(algorithm).results]


def by_month(algorithm: str) -> list[tuple[date, list[int]]]:
    """Month and the count of each outcome, newest month first."""
    rows = Tally.objects.filter(algorithm=algorithm, outcome__in=Outcome.values)
    rows = rows.order_by("-month", "outcome")
    months: dict[date, dict[str, int]] = {}
    for month, outcome, count in rows.values_list("month", "outcome", "count"):
        months.setdefault(month, {})[outcome] = count
    told = [(month, [counts.get(o.value, 0) for o in Outcome]) for month, counts in months.items()]
    return told[:MOST_MONTHS]
