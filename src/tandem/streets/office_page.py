"""What stands on the page of one report for the office; a look at it was noted before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases.choices import State as CaseState
from tandem.cases.choices import StepKind
from tandem.cases.models import Step
from tandem.cases.queries import names_of
from tandem.cases.sealed import words_of
from tandem.outbox.text import Text
from tandem.people.words import hold
from tandem.streets import (
    aims,
    alike_shown,
    answered,
    corrections,
    inbox,
    messages,
    office,
    priority,
    routing,
    rules,
    showing,
    telling,
    with_whom,
)
from tandem.streets.actions import what_she_saw, what_was_seen
from tandem.streets.case_panels import where_it_stands
from tandem.streets.choices import Closed, State
from tandem.streets.kinds import labels
from tandem.streets.landmark import landmark_of, waits_to_be_read
from tandem.streets.models import Move, Override, Report, Voice
from tandem.streets.proposing import Proposed, proposed
from tandem.ui.components.lists import Fact, Moment
from tandem.ui.formats import day, short_day

TINTS = {
    State.NEW: "info",
    State.LOOKED_AT: "info",
    State.PLANNED: "info",
    State.UNDER_WAY: "info",
    State.HANDED_OVER: "neutral",
    State.REPAIRED: "success",
    State.CLOSED: "neutral",
    State.JOINED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One voice: the reference of her case, and no name."""

    row: Voice
    reference: str
    code: str
    verdict: str
    contested: bool
    """She does not agree with the answer, and another colleague owes her a new one."""
    seen: str
    """In her own words, where they do not stand on the report already."""
    refused: str
    """What she added when she last said that it is not repaired."""


@dataclass(frozen=True, slots=True)
class Shown:
    report: Report
    kind: str
    where: str
    state: str
    stands: str
    tint: str
    seen: str
    """In the words of whoever told us; empty to whoever only writes down."""
    facts: list[Fact]
    voices: list[Told]
    photos: list[showing.Seen]
    added: list[showing.Added]
    """Photos that came later to a case, and are not kept with the report."""
    moments: list[Moment]
    corrected: list[Moment]
    why: list[str]
    joined: list[Report]
    alike: list[alike_shown.Pair]
    apart: list[alike_shown.Apart]
    steps: list[tuple[str, str]]
    """Where it may go from here, by hand, and the words of the button."""
    to_telephone: list[str]
    """Why a team is telephoned at once: a danger does not wait for a list to be read."""
    may_plan: bool
    place_seen: str
    landmark: str
    landmark_waits: bool
    """Its place is in words only, and no colleague has said that they may leave the house."""
    may_confirm: bool
    """Whether its place waits: nobody but us reads yet what was typed where the street is asked."""
    with_whom: list[str]
    may_hand_over: bool
    proposed: Proposed | None
    """Who else has to repair it, as a rule says: a colleague decides."""


def shown(report: Report, *, may_decide: bool, today: date) -> Shown:
    state = State(report.state)
    moves = list(Move.objects.filter(report=report).order_by("pk"))
    overrides = list(Override.objects.filter(report=report).order_by("pk"))
    accounts = [*(row.account for row in moves), *(row.account for row in overrides)]
    names = names_of(accounts) if may_decide else {}
    return Shown(
        report=report,
        kind=str(labels(report.territory).get(report.category, report.category)),
        where=inbox.where(report),
        state=str(state.label),
        stands=where_it_stands(report),
        tint=TINTS[state],
        seen=what_was_seen(report) if may_decide else "",
        facts=_facts(report),
        voices=_voices(report, may_read=may_decide),
        photos=showing.to_colleagues(report),
        added=showing.added_later(report) if may_decide else [],
        moments=_moments(report, moves, names),
        corrected=corrections.told(report, overrides, names),
        why=inbox.why(report, today, priority.heard_at(report.organisation_id, report.postal_code)),
        joined=list(Report.objects.filter(joined_to=report).defer("sealed").order_by("pk")),
        alike=alike_shown.pairs(report) if may_decide else [],
        apart=alike_shown.apart(report) if may_decide else [],
        steps=steps_from(state) if may_decide else [],
        to_telephone=_to_telephone(report) if may_decide else [],
        may_plan=may_decide and state in rules.OPEN and rules.may_move(state, State.PLANNED),
        place_seen=office.place_seen(report),
        landmark=landmark_of(report) if may_decide else "",
        landmark_waits=may_decide and waits_to_be_read(report),
        may_confirm=may_decide and not report.place_confirmed,
        with_whom=[*with_whom.said_of(report, to_others=True, by_name=True), *_they_wrote(report)],
        may_hand_over=may_decide and state in rules.OPEN,
        proposed=proposed(report) if may_decide else None,
    )


def steps_from(state: State) -> list[tuple[str, str]]:
    """Only what the table of transitions allows."""
    named = {
        State.LOOKED_AT: _("I have looked at it"),
        State.UNDER_WAY: _("The work has begun"),
        State.REPAIRED: _("It is repaired"),
        State.JOINED: _("It is the same as another report"),
        State.CLOSED: _("Close it without a repair"),
        State.NEW: _("They are not the same") if state == State.JOINED else _("Open it again"),
    }
    return [
        (to.value, said)
        for to, said in named.items()
        if to in office.BY_HAND and rules.may_move(state, to)
    ]


def preview(
    report: Report, to: State, *, because: Closed | None = None, day: date | None = None
) -> Text:
    """What the reporters will read, before it is sent; with this `day` where it is planned."""
    before = State(report.state)
    would = Report(
        state=to,
        planned_for=day or report.planned_for,
        ground=report.ground,
        closed_because=because or "",
        category=report.category,
        trouble=report.trouble,
        street=report.street,
        mark=report.mark,
        square=report.square,
        lat=report.lat,
        lon=report.lon,
        place_confirmed=report.place_confirmed,
        postal_code=report.postal_code,
        territory=report.territory,
    )
    news = telling.news_of(would, before, told_day=report.planned_for)
    compose = {State.REPAIRED: messages.is_it_repaired, State.CLOSED: messages.closed}
    return compose.get(to, messages.step)(would, "…", news)


def _facts(report: Report) -> list[Fact]:
    facts = [
        Fact(_("Where"), inbox.where(report)),
        Fact(_("Number on it"), report.mark),
        Fact(_("Told on"), short_day(report.reported_at)),
        Fact(_("Aim for the repair"), day(report.due_on)),
        Fact(_("Another day since"), aims.changed(report)),
        Fact(_("Team"), str(report.team) if report.team else _("No team yet")),
        Fact(_("Work"), _points(report.effort)),
    ]
    if report.planned_for and report.state in rules.OPEN:
        facts.append(Fact(_("Planned for"), day(report.planned_for)))
    return [fact for fact in facts if fact.value]


def _to_telephone(report: Report) -> list[str]:
    if not report.danger or State(report.state) not in rules.OPEN - {State.UNDER_WAY}:
        return []
    team = report.team
    if team is None:
        return [_("No team has it yet. Choose one that can go at once.")]
    said = [_("It is with %(team)s.") % {"team": team}]
    rule = routing.find(report.organisation_id, routing.asked_of(report)).rule
    if rule is None or not rule.danger:
        said.append(_("No rule for dangers gave it to this team: ask whether it can go at once."))
    if not team.telephone:
        said.append(_("Its number is not written down here: write it on the page of the team."))
    return said


def _points(effort: int) -> str:
    return ngettext("%(num)s point of a day", "%(num)s points of a day", effort) % {"num": effort}


def _voices(report: Report, *, may_read: bool) -> list[Told]:
    """With their words only after a look was noted."""
    rows = list(Voice.objects.speaking().of(report).select_related("case").order_by("pk"))
    refused = _refused(rows) if may_read else {}
    if may_read:
        hold((row.person_id for row in rows), [report.sealed, *(row.sealed for row in rows)])
    known = what_was_seen(report) if may_read else ""
    return [
        Told(
            row,
            row.case.shown_reference,
            row.case.reference,
            str(row.get_verdict_display()),
            contested=row.case.state == CaseState.CONTESTED,
            seen=seen if may_read and (seen := what_she_saw(row)) not in known else "",
            refused=refused.get(row.pk, ""),
        )
        for row in rows
    ]


def _refused(voices: Sequence[Voice]) -> dict[int, str]:
    """Her last words with a no: where the room opens a case again, it says nothing in her name."""
    steps = Step.objects.filter(
        case__in=[voice.case_id for voice in voices],
        kind__in=[StepKind.REOPENED, StepKind.CONTESTED],
        sealed__isnull=False,
    )
    last = {step.case_id: step for step in steps.order_by("pk")}
    return {
        voice.pk: words_of(last[voice.case_id], voice.case)
        for voice in voices
        if voice.case_id in last
    }


def _moments(report: Report, moves: Sequence[Move], names: Mapping[int, str]) -> list[Moment]:
    said = [
        Moment(row.at, str(State(row.state).label), row.words, names.get(row.account or 0, ""))
        for row in moves
    ]
    said += _contested(report)
    return sorted(said, key=lambda moment: moment.when)


def _contested(report: Report) -> list[Moment]:
    """What came from a reporter, by the reference of her request: her words stand with her voice."""
    cases = Voice.objects.of(report).values("case")
    steps = Step.objects.filter(case__in=cases, kind=StepKind.CONTESTED).select_related("case")
    said = _("The answer was contested: request %(reference)s")
    return [Moment(one.at, said % {"reference": one.case.shown_reference}) for one in steps]


def _they_wrote(report: Report) -> list[str]:
    """That an answer waits; what stands in it is read on the page of the hand-over."""
    return [_("They wrote back, and nobody has read it yet.")] if answered.unread(report) else []
