"""Several reports chosen in the list: what can be done with them at once, and to which it cannot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.streets import inbox, office, planning, wording
from tandem.streets.choices import State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import labels
from tandem.streets.models import Report, Team
from tandem.streets.rules import OPEN
from tandem.toolbox.reference import clean

MOST = 40
"""As many as two pages of the list."""
GIVE, PLAN = "give", "plan"
DEEDS = (GIVE, PLAN)


@dataclass(frozen=True, slots=True)
class Chosen:
    able: list[Report]
    refused: list[tuple[Report, str]]
    """To which it cannot be done, each with the reason."""


def signs_in(said: Iterable[str]) -> list[str]:
    """Each once, without what cannot be a sign."""
    found: dict[str, None] = {}
    for one in said:
        try:
            found[clean(one)] = None
        except ValueError:
            continue
    return list(found)[:MOST]


def chosen(organisation: int, signs: Sequence[str], deed: str, team: Team) -> Chosen:
    rows = Report.objects.filter(organisation=organisation, sign__in=signs)
    rows = rows.select_related("territory", "team", "job").defer("sealed").order_by("-rank", "pk")
    told = [(report, _why_not(report, deed, team)) for report in rows]
    return Chosen(
        [report for report, why in told if not why], [(one, why) for one, why in told if why]
    )


def _why_not(report: Report, deed: str, team: Team) -> str:
    state = State(report.state)
    if deed == PLAN:
        return "" if state in planning.PLANNABLE else wording.why_not_now(report.state)
    if state not in OPEN:
        return wording.why_not_now(report.state)
    if report.team_id == team.pk:
        return _("It has this team already.")
    if report.job_id is not None and state in office.PROMISED:
        return wording.why_not_now("promised")
    return ""


def give(reports: Iterable[Report], team: Team) -> tuple[int, list[Report]]:
    """Each by itself, so that one to which something happened meanwhile holds up no other."""
    done, left = 0, []
    for report in reports:
        try:
            office.override(report, team=team)
        except NotNow:
            left.append(report)
        else:
            done += 1
    return done, left


def named(reports: Iterable[Report]) -> list[tuple[str, str]]:
    """Sign and words of each, to be ticked."""
    found = list(reports)
    kinds = labels(found[0].territory) if found else {}
    return [
        (
            one.sign,
            f"{kinds.get(one.category, one.category)}, {inbox.where(one)}, {one.shown_sign}",
        )
        for one in found
    ]
