"""Reports that look alike are proposed to the office, until it joins them or says that they are not
the same. Found once, when a report is told or corrected: a list that compared twenty reports with all
around them would take longer with every report.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from engines.triage import Reason
from tandem.journal import asker
from tandem.journal.write import record
from tandem.streets import nearby, rules
from tandem.streets.choices import State
from tandem.streets.errors import NotNow
from tandem.streets.models import Report, Resemblance

FURTHER = frozenset({State.PLANNED, State.UNDER_WAY, State.HANDED_OVER})
"""A day or a service was told: it goes on under its own sign."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two open reports that may be of the same thing."""

    goes: Report
    """It would go on under the sign of the other one."""
    stays: Report
    points: int
    reasons: tuple[Reason, ...]

    def other_than(self, report: Report) -> Report:
        return self.stays if self.goes.pk == report.pk else self.goes


def find(key: int) -> None:
    """What is open and may be the same as this report, in place of what was found before."""
    known = Report.objects.select_related("territory", "organisation")
    report = known.filter(pk=key).first()
    if report is None or report.state not in rules.OPEN:
        return
    likely = nearby.likely_to_report(report, without=_apart_from(report))
    # In one order, as where two are joined: neither waits for the other.
    _hold([report.pk, *(other.pk for other, _why in likely)])
    _of([report]).filter(apart_at__isnull=True).delete()
    Resemblance.objects.bulk_create(
        [
            Resemblance(
                **_in_order(report, other),
                points=why.points,
                reasons=[_kept(reason) for reason in why.reasons],
                territory_id=report.territory_id,
                organisation_id=report.organisation_id,
            )
            for other, why in likely
        ],
        # Of two that came at the same moment each finds the other.
        ignore_conflicts=True,
    )


def _apart_from(report: Report) -> set[int]:
    rows = _of([report]).filter(apart_at__isnull=False)
    return {key for pair in rows.values_list("report", "other") for key in pair} - {report.pk}


def _of(reports: Iterable[Report]) -> QuerySet[Resemblance]:
    keys = [report.pk for report in reports]
    return Resemblance.objects.filter(Q(report__in=keys) | Q(other__in=keys))


def _hold(keys: Collection[int]) -> list[Report]:
    rows = Report.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.order_by("pk"))


def _in_order(one: Report, other: Report) -> dict[str, Report]:
    first, second = sorted((one, other), key=lambda report: report.pk)
    return {"report": first, "other": second}


def _kept(reason: Reason) -> list[Any]:
    """Without the words that two places have in common: somebody wrote them."""
    numbers = {name: fact for name, fact in reason.facts.items() if isinstance(fact, int)}
    return [reason.code, numbers]


def proposed(reports: Sequence[Report]) -> dict[int, list[Proposal]]:
    """For each of these, what may be the same, likeliest first; in one question for all."""
    rows = (
        _of(reports)
        .filter(apart_at__isnull=True, report__state__in=rules.OPEN, other__state__in=rules.OPEN)
        .select_related("report__territory", "other__territory")
        .defer("report__sealed", "other__sealed")
    )
    found: dict[int, list[Proposal]] = {report.pk: [] for report in reports}
    for row in rows.order_by("-points", "pk"):
        pair = which_goes(row.report, row.other)
        if pair is None:
            continue
        why = tuple(Reason(code, facts) for code, facts in row.reasons)
        for key in {row.report_id, row.other_id} & found.keys():
            found[key].append(Proposal(*pair, row.points, why))
    return found


def now_proposed(report: Report) -> list[Proposal]:
    """The same of one report, as its place and its category are now."""
    if report.state not in rules.OPEN:
        return []
    likely = nearby.likely_to_report(report, without=_apart_from(report))
    pairs = [(which_goes(report, other), why) for other, why in likely]
    return [Proposal(*pair, why.points, why.reasons) for pair, why in pairs if pair is not None]


def which_goes(one: Report, other: Report) -> tuple[Report, Report] | None:
    """The one that goes on under the sign of the other, then the other; None where neither may.

    What is a danger stays, then what has a day or is with somebody, then what was told first.
    """
    stays, goes = sorted((one, other), key=_standing)
    if rules.may_move(State(goes.state), State.JOINED):
        return goes, stays
    return (stays, goes) if rules.may_move(State(stays.state), State.JOINED) else None


def _standing(report: Report) -> tuple[bool, bool, int]:
    return not report.danger, report.state not in FURTHER, report.pk


def said_apart(report: Report) -> list[tuple[Report, Resemblance]]:
    """What a colleague said is not the same as this one, while it is open."""
    rows = _of([report]).filter(apart_at__isnull=False)
    rows = rows.filter(report__state__in=rules.OPEN, other__state__in=rules.OPEN)
    known = rows.select_related("report", "other").defer("report__sealed", "other__sealed")
    return [
        (row.other if row.report_id == report.pk else row.report, row)
        for row in known.order_by("apart_at", "pk")
    ]


@transaction.atomic
def say_apart(one: Report, other: Report) -> None:
    """They are not the same, and are not proposed again; a colleague may join them all the same."""
    if one.pk == other.pk or one.organisation_id != other.organisation_id:
        raise NotNow("joined_to_itself")
    _hold([one.pk, other.pk])
    said = {"apart_at": timezone.now(), "account": asker.current().account}
    Resemblance.objects.update_or_create(
        **_in_order(one, other),
        defaults=said,
        create_defaults=said
        | {"territory_id": one.territory_id, "organisation_id": one.organisation_id},
    )
    for report in (one, other):
        record("streets.said_apart", report)
