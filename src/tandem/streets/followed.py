"""What colleagues did with the team that the rules gave: counted once for each report."""

from collections.abc import Iterable, Mapping, Sequence

from tandem.register.actions import count
from tandem.register.choices import Outcome
from tandem.streets.card import ROUTE
from tandem.streets.choices import Overridden, State
from tandem.streets.models import Move, Override, Report, Team


def outcomes(reports: Sequence[Report], team: Team) -> list[Outcome]:
    """Of those to which a day is given for the first time, and to which the rules gave a team."""
    keys = [report.pk for report in reports]
    planned = Move.objects.filter(report__in=keys, state=State.PLANNED)
    before = set(planned.values_list("report", flat=True))
    by_hand = Override.objects.filter(report__in=keys, what=Overridden.TEAM).order_by("-pk")
    # The first of them is read last: what stood there before any hand.
    was: dict[int, str] = dict(by_hand.values_list("report", "was"))
    return [
        _outcome(report, team, by_hand=report.pk in was)
        for report in reports
        if report.pk not in before and (was.get(report.pk) or _by_rules(report, was))
    ]


def _by_rules(report: Report, was: Mapping[int, str]) -> bool:
    return report.pk not in was and report.team_id is not None


def _outcome(report: Report, team: Team, *, by_hand: bool) -> Outcome:
    kept = report.team_id == team.pk and not by_hand
    return Outcome.FOLLOWED if kept else Outcome.DEPARTED


def count_each(found: Iterable[Outcome]) -> None:
    # In one order: two colleagues who plan at once never wait for one another.
    for outcome in sorted(found):
        count(ROUTE, outcome)
