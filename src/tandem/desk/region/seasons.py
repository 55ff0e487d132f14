"""What broke in the region over the last five quarters of a year, and what became of it: many at a time.

All of it has ended, so that figures, feeds and open data have something to tell; what is open is told
through the house's own doors, by `broken`.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from tandem.cases.choices import State as CaseState
from tandem.cases.choices import StepKind
from tandem.cases.measuring import last_whole_quarter
from tandem.cases.models import Case, Step
from tandem.cases.sealed import sealed_answers
from tandem.desk.region.past import at_its_time
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.people.words import hold, ring
from tandem.services.drafts import Code
from tandem.streets import rules
from tandem.streets.choices import Closed, State, Trouble, Verdict
from tandem.streets.kinds import known_kinds
from tandem.streets.models import Move, Report, Team, Voice
from tandem.territory.models import Organisation, Signpost
from tandem.toolbox.invented.addresses import invent_street
from tandem.toolbox.invented.facts import CommuneFacts, chance
from tandem.toolbox.reference import new_reference, new_word
from tandem.toolbox.sealing import digest
from tandem.toolbox.workdays import add_working_days

DAYS = (32, 455)
"""Ago: the running quarter and four whole ones before it, whatever day it is; what is newer, `broken` tells."""
MORE = 0.3
STREETS, PEOPLE, FEW = 14, 40, 50
KINDS = (
    (Trouble.DUMPING, 24),
    (Trouble.LAMP, 18),
    (Trouble.PAVEMENT, 14),
    (Trouble.POTHOLE, 13),
    (Trouble.BIN, 12),
    (Trouble.TREE, 8),
    (Trouble.WATER, 6),
    (Trouble.PLAYGROUND, 5),
)
DOORS = (
    (Door.WEB, 40),
    (Door.PHONE, 21),
    (Door.INPERSON, 12),
    (Door.PAPER, 10),
    (Door.EMAIL, 9),
    (Door.SMS, 8),
)
WHY = tuple(Closed)
LOOKED, REPAIRED, CLOSED, AGAIN = State.LOOKED_AT, State.REPAIRED, State.CLOSED, State.NEW
WAYS: tuple[tuple[tuple[State, ...], int], ...] = (
    ((LOOKED, REPAIRED), 46),
    ((LOOKED, State.PLANNED, REPAIRED), 18),
    ((LOOKED, CLOSED), 16),
    ((LOOKED, CLOSED, AGAIN, LOOKED, REPAIRED), 7),
    ((LOOKED, REPAIRED, AGAIN, LOOKED, REPAIRED), 6),
    ((State.JOINED,), 7),
)
"""What became of them, and of how many in a hundred."""
CASE_REASON = {State.REPAIRED: "done"}


@dataclass(slots=True)
class Rows:
    reports: list[Report] = field(default_factory=list)
    joined: list[Report] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)


def go_by(seed: int, organisation: Organisation, facts: CommuneFacts, many: int) -> None:
    """In the scope of the organisation, before anything else is told there."""
    _write(made(seed, organisation, facts, many))


def made(seed: int, organisation: Organisation, facts: CommuneFacts, many: int) -> Rows:
    """The same for the same seed; nothing is written yet."""
    rng, now = chance(seed, "seasons", facts.nis), timezone.now()
    first_team = Team.objects.filter(organisation=organisation, takes_rest=True).first()
    places = list(_places(rng, facts))
    kinds = known_kinds(organisation.area)
    told = sorted(_when(rng, now) for _number in range(many))
    rows = Rows()
    for at in told:
        (kind,) = rng.choices([kind for kind, _many in KINDS], [many for _kind, many in KINDS])
        report = _report(rng, organisation, places, kind, at)
        report.team = first_team
        report.due_on = add_working_days(at.date(), kinds[kind].working_days)
        (way,) = rng.choices([way for way, _many in WAYS], [many for _way, many in WAYS])
        _goes(rng, rows, report, way, at, now)
    persons = Person.objects.present().filter(organisation=organisation).order_by("pk")
    # Opening the keys of people takes longer than all the rest: not for a handful of reports.
    if many > FEW and (known := list(persons[:PEOPLE])):
        _are_told_by(rng, rows, known)
    return rows


def _when(rng: Random, now: datetime) -> datetime:
    """More of it in the last quarter that is over: by door only that one is told."""
    period = last_whole_quarter(timezone.localdate(now))
    first, last = (timezone.localdate(now) - day for day in (period.since, period.until))
    days = (last.days, first.days) if rng.random() < MORE else DAYS
    return now - timedelta(days=max(rng.uniform(*days), DAYS[0]))


def _places(rng: Random, facts: CommuneFacts) -> Iterator[tuple[str, str, float, float]]:
    """Postal code, street and middle: some are heard far more often than others."""
    for number in range(STREETS):
        street = invent_street(rng, facts.languages[number % len(facts.languages)])
        # Most of what is told is told of the first postal code.
        code = facts.postal_codes[0 if number else -1]
        middles = [(one.lat, one.lon) for one in facts.quarters if one.postal_code == code]
        lat, lon = rng.choice(middles or [(facts.lat, facts.lon)])
        yield code, street, lat, lon


def _report(
    rng: Random,
    organisation: Organisation,
    places: Sequence[tuple[str, str, float, float]],
    kind: Trouble,
    at: datetime,
) -> Report:
    code, street, lat, lon = rng.choice(places)
    number = rng.randrange(1, 90)
    return Report(
        key=_key(rng),
        sign=new_reference(rng.choice),
        category=kind,
        trouble=kind,
        postal_code=code,
        street=f"{street} {number}",
        street_folded=rules.address_in(f"{street} {number}").street,
        house_number=number,
        lat=round(lat + rng.uniform(-0.003, 0.003), 5),
        lon=round(lon + rng.uniform(-0.004, 0.004), 5),
        place_confirmed=True,
        door=rng.choices([door for door, _many in DOORS], [many for _door, many in DOORS])[0],
        voices_count=1 + (rng.random() < 0.2),
        reported_at=at,
        territory_id=organisation.area_id,
        organisation=organisation,
    )


def _key(rng: Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def _goes(
    rng: Random, rows: Rows, report: Report, way: Sequence[State], at: datetime, now: datetime
) -> None:
    """From step to step, the last one before today."""
    if way == (State.JOINED,):
        report.joined_to = _same_as(rows, report)
        if report.joined_to is None:
            way = (LOOKED, REPAIRED)
    rows.moves.append(_move(report, State.NEW, at))
    left = now - timedelta(days=2) - at
    if report.joined_to and report.joined_to.ended_at:
        left = report.joined_to.ended_at - at
    for number, state in enumerate(way, 1):
        share = (number - rng.uniform(0.2, 0.8)) / len(way)
        most = min(left, timedelta(days=rng.choice((4, 9, 15, 30)) * len(way)))
        then = max(rows.moves[-1].at + timedelta(hours=1), at + most * share)
        report.state = state
        report.reopened += state == AGAIN
        report.closed_because = rng.choice(WHY) if state == CLOSED else ""
        report.planned_for = then.date() if state == State.PLANNED else report.planned_for
        report.ended_at = None if state in rules.OPEN else then
        rows.moves.append(_move(report, state, then))
    (rows.joined if report.joined_to else rows.reports).append(report)


def _same_as(rows: Rows, report: Report) -> Report | None:
    """The newest of the same kind before it that had not ended yet."""
    for other in reversed(rows.reports):
        if (
            other.trouble == report.trouble
            and other.ended_at
            and other.ended_at > report.reported_at
        ):
            return other
    return None


def _move(report: Report, state: State, at: datetime) -> Move:
    return Move(
        report=report,
        state=state,
        at=at,
        door=report.door if state == State.NEW else Door.WEB,
        because=report.closed_because if state == CLOSED else "",
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )


def _are_told_by(rng: Random, rows: Rows, persons: Sequence[Person]) -> None:
    """Few people tell most: the first ones come again and again."""
    weights = [1 / (number + 1) + 0.08 for number in range(len(persons))]
    with ring():
        hold(person.pk for person in persons)
        for report in (*rows.reports, *rows.joined):
            person = rng.choices(persons, weights)[0]
            case = _case(rng, report, person)
            rows.cases.append(case)
            rows.steps += _steps(case, report)
            rows.voices.append(_voice(rng, report, case, person))


def _case(rng: Random, report: Report, person: Person) -> Case:
    code = Code(new_reference(rng.choice), new_word(rng.choice))
    ended = (report.joined_to or report).ended_at
    case = Case(
        key=_key(rng),
        reference=code.reference,
        service="report-broken",
        version=1,
        person=person,
        door=report.door,
        language=person.language,
        postal_code=person.postal_code,
        state=CaseState.CLOSED,
        reason=_reason(report),
        opened_at=report.reported_at,
        due_on=report.due_on,
        answered_at=ended,
        draft_digest=code.digest,
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    raw = {
        "where_postal_code": [report.postal_code],
        "where_street": [report.street],
        "kind": [report.category],
        "reach_channel": [person.channel],
    }
    case.sealed = sealed_answers(case, {"raw": raw, "changes": []})
    return case


def _reason(report: Report) -> str:
    because = (report.joined_to or report).closed_because
    return rules.CASE_REASON[Closed(because)] if because else CASE_REASON[REPAIRED]


def _steps(case: Case, report: Report) -> Iterator[Step]:
    ended = case.answered_at or report.reported_at
    for kind, state, at in (
        (StepKind.OPENED, CaseState.RECEIVED, report.reported_at),
        (StepKind.ANSWERED, CaseState.ANSWERED, ended),
        (StepKind.CLOSED, CaseState.CLOSED, ended),
    ):
        held = {"territory_id": case.territory_id, "organisation_id": case.organisation_id}
        yield Step(case=case, kind=kind, state=state, door=case.door, at=at, **held)


def _voice(rng: Random, report: Report, case: Case, person: Person) -> Voice:
    is_repaired = (report.joined_to or report).state == REPAIRED
    asked = case.answered_at if is_repaired else None
    return Voice(
        report=report,
        case=case,
        person=person,
        at=report.reported_at,
        asked_at=asked,
        verdict=Verdict.YES if asked and rng.random() < 0.5 else "",
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )


def _write(rows: Rows) -> None:
    timed: tuple[tuple[Any, str], ...] = (
        (Report, "reported_at"),
        *((Move, "at"), (Voice, "at"), (Step, "at"), (Case, "opened_at")),
    )
    with ExitStack() as clocks:
        for model, name in timed:
            clocks.enter_context(at_its_time(model, name))
        for kind in (rows.reports, rows.joined):
            Report.objects.bulk_create(kind, batch_size=1000)
        for move in rows.moves:
            move.report_id = move.report.pk
        Move.objects.bulk_create(sorted(rows.moves, key=lambda move: move.at), batch_size=2000)
        Case.objects.bulk_create(rows.cases, batch_size=1000)
        Step.objects.bulk_create(rows.steps, batch_size=2000)
        Voice.objects.bulk_create(rows.voices, batch_size=1000)
    Signpost.objects.bulk_create(
        [
            *(_signpost("report", one.sign, one, one.pk) for one in (*rows.reports, *rows.joined)),
            *(_signpost("state", one.reference, one, one.pk) for one in rows.cases),
        ],
        batch_size=2000,
    )


def _signpost(kind: str, text: str, row: Any, target: int) -> Signpost:
    return Signpost(
        kind=kind,
        digest=digest(f"signpost:{kind}", text),
        target=str(target),
        territory_id=row.territory_id,
        organisation_id=row.organisation_id,
    )
