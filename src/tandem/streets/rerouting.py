"""Rules that changed, put to what is open already: foreseen first, then done by a colleague.

What was promised stays: a report with a day, or whose team a colleague chose, is left where it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from tandem.journal import asker
from tandem.journal.write import record
from tandem.streets import priority, routing
from tandem.streets.choices import Overridden, State
from tandem.streets.models import Override, Report, Rule, Team
from tandem.territory.models import Organisation

MOST = 200
"""As many as one reads before she says yes; the rest is foreseen the next time."""
FREE = (State.NEW, State.LOOKED_AT)


@dataclass(frozen=True, slots=True)
class Change:
    """One report that the rules of today give to another team."""

    report: Report
    team: Team
    rule: Rule | None
    """None where no rule fits, and the team gets the rest."""


def foreseen(organisation: Organisation) -> list[Change]:
    """What would change, oldest first; nothing is written."""
    rows = _free(organisation).select_related("team", "territory").defer("sealed").order_by("pk")
    return list(islice(_changes(organisation, rows.iterator(chunk_size=500)), MOST))


def _free(organisation: Organisation) -> QuerySet[Report]:
    rows: QuerySet[Report] = Report.objects.filter(
        organisation=organisation, state__in=FREE, job__isnull=True
    )
    by_hand = Override.objects.filter(organisation=organisation, what=Overridden.TEAM)
    return rows.exclude(pk__in=by_hand.values("report"))


def _changes(organisation: Organisation, rows: Iterator[Report]) -> Iterator[Change]:
    rules, rest = routing.rules_of(organisation.pk), routing.rest_of(organisation.pk)
    found: dict[routing.Asked, routing.Routed] = {}
    for report in rows:
        asked = routing.asked_of(report)
        if asked not in found:
            found[asked] = routing.route(rules, asked, rest)
        team = found[asked].team
        if team is not None and team.left_at is None and team.pk != report.team_id:
            yield Change(report, team, found[asked].rule)


@transaction.atomic
def apply(organisation: Organisation, wanted: Mapping[str, int]) -> int:
    """These signs to these teams, as far as the rules still say so; how many went."""
    rows = _free(organisation).filter(sign__in=list(wanted)).order_by("pk")
    held = rows.select_for_update(of=("self",)).select_related("team")
    changes = [
        change
        for change in _changes(organisation, iter(held))
        if wanted[change.report.sign] == change.team.pk
    ]
    for change in changes:
        _give(change)
    return len(changes)


def _give(change: Change) -> None:
    report, before = change.report, change.report.team
    report.team = change.team
    if change.rule is not None:
        report.ground = change.rule.ground
    report.save(update_fields=["team", "ground"])
    Override.objects.create(
        report=report,
        account=asker.current().account,
        what=Overridden.RULES,
        was=str(before or ""),
        now=str(change.team),
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    priority.keep(report)
    record("streets.report_corrected", report, facts={"what": Overridden.RULES})
