"""A day is given to reports: within what the team can do, and never beyond it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from tandem.cases.choices import State as CaseState
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people import words
from tandem.streets import capacity, ended_jobs, followed, messages, way
from tandem.streets.actions import hold, move
from tandem.streets.choices import JobState, State
from tandem.streets.ended_jobs import WORKED_ON
from tandem.streets.errors import NotNow
from tandem.streets.landmark import landmark_of, landmark_outside
from tandem.streets.models import Job, Report, Team, Voice

NO_WORDS: Mapping[int, str] = MappingProxyType({})
PLANNABLE = frozenset({State.NEW, State.LOOKED_AT, State.PLANNED, State.UNDER_WAY})


def used_by_day(team: Team, *, without: Collection[int] = ()) -> dict[date, int]:
    """Points already given away on each day to come; `without` those reports."""
    rows = Report.objects.filter(
        job__team=team, job__state=JobState.PLANNED, state__in=sorted(WORKED_ON)
    ).exclude(pk__in=list(without))
    told = rows.order_by().values_list("job__day").annotate(points=Sum("effort"))
    return dict(told)


def beyond(team: Team) -> list[tuple[date, int]]:
    """Days to come on which more was promised than the team can do by now, with the points of each."""
    used = used_by_day(team)
    today = timezone.localdate()
    return sorted((day, many) for day, many in used.items() if day >= today and many > team.per_day)


def stays_within(report: Report, points: int) -> bool:
    """Whether its team can keep the day that was told, were it so many points."""
    job = report.job
    if job is None or report.state not in WORKED_ON or points <= report.effort:
        return True
    used = used_by_day(job.team, without=[report.pk])
    return capacity.free_day(job.team, used, points, (job.day,)).on is not None


def earliest(team: Team, reports: Collection[Report], start: date) -> date | None:
    """The first day on which the team can do all of these."""
    used = used_by_day(team, without=[report.pk for report in reports])
    points = sum(report.effort for report in reports)
    return capacity.free_day(team, used, points, capacity.working_days(team.weekdays, start)).on


def soonest(report: Report) -> date:
    """From when a day is proposed: teams of today are on their way; a danger is told them by phone."""
    return timezone.localdate() + timedelta(days=not report.danger)


@transaction.atomic
def plan(reports: Sequence[Report], team: Team, day: date) -> Job:
    """These are repaired on that day, in one go; the reporters are told it."""
    team = hold_team(team)
    held = [hold(key) for key in sorted({report.pk for report in reports})]
    for report in held:
        ours = report.organisation_id == team.organisation_id
        if State(report.state) not in PLANNABLE or not ours:
            raise NotNow("not_open")
    _check(team, held, day)
    job = _job(team, day)
    found = followed.outcomes(held, team)
    for report in held:
        _give(report, job)
    followed.count_each(found)
    record("streets.job_planned", job, facts={"day": day.isoformat(), "reports": len(held)})
    return job


def hold_team(team: Team) -> Team:
    """Locked: two colleagues planning at once do not give the same points away twice."""
    return Team.objects.select_for_update(of=("self",)).get(pk=team.pk)


def _check(team: Team, held: Sequence[Report], day: date) -> None:
    if day < timezone.localdate():
        raise NotNow("day_is_past")
    if not capacity.works_on(team.weekdays, day) or team.left_at is not None:
        raise NotNow("not_a_day_of_theirs")
    points = sum(report.effort for report in held)
    used = used_by_day(team, without=[report.pk for report in held])
    answer = capacity.free_day(team, used, points, (day,))
    if answer.on is None:
        raise NotNow(answer.reasons[0].code)


def _job(team: Team, day: date) -> Job:
    job, _made = Job.objects.get_or_create(
        team=team,
        day=day,
        state=JobState.PLANNED,
        organisation_id=team.organisation_id,
        territory_id=team.territory_id,
    )
    return job


def _give(report: Report, job: Job) -> None:
    if report.job_id == job.pk and report.state == State.PLANNED:
        return
    Report.objects.filter(pk=report.pk).update(job=job, team=job.team)
    # A sheet that was handed over is no longer all of it.
    Job.objects.filter(pk=job.pk, handed_at__isnull=False).update(handed_at=None)
    move(report, State.PLANNED, planned_for=job.day)


def work_of(job: Job) -> list[Report]:
    """What is still to be done of it, in the order in which one goes there."""
    rows = Report.objects.filter(job=job, state__in=sorted(WORKED_ON))
    reports = {report.pk: report for report in rows.select_related("territory")}
    stops = [
        way.Stop(
            report.pk,
            report.postal_code,
            report.street_folded,
            report.house_number or 0,
            (report.lat, report.lon) if report.lat is not None and report.lon is not None else None,
        )
        for report in reports.values()
    ]
    return [reports[stop.key] for stop in way.in_order(stops)]


@transaction.atomic
def finish(
    job: Job, not_done: Collection[int], words: Mapping[int, str] = NO_WORDS
) -> list[Report]:
    """All of it is repaired but these, which get another day; `words` go to the reporters of that
    stop alone. What was contested stays, and comes back: it is answered by itself, or not at all.
    """
    # The team first, as where a day is given: two colleagues never wait for one another.
    hold_team(job.team)
    job = _hold(job)
    left: list[Report] = []
    for report in sorted(work_of(job), key=lambda one: one.pk):
        said = words.get(report.pk, "")
        if report.pk in not_done:
            _another_day(report, job, said)
            continue
        if is_contested(report):
            left.append(report)
            continue
        try:
            with transaction.atomic():
                move(report, State.REPAIRED, words=said)
        except CaseNotNow:
            left.append(report)
    ended_jobs.end_if_empty(job.pk)
    return left


def is_contested(report: Report) -> bool:
    """Whoever told us of it did not agree with an answer, and waits for another one."""
    return report.pk in contested_among([report])


def contested_among(reports: Collection[Report]) -> set[int]:
    """Which of these were; the report itself, or one joined to it."""
    keys = [report.pk for report in reports]
    rows = Voice.objects.speaking().filter(case__state=CaseState.CONTESTED)
    rows = rows.filter(Q(report__in=keys) | Q(report__joined_to__in=keys))
    told = {key for pair in rows.values_list("report", "report__joined_to") for key in pair}
    return {report.pk for report in reports if report.pk in told}


@transaction.atomic
def put_off(job: Job) -> None:
    """Nothing of it was done: each gets the next day that is free."""
    finish(job, {report.pk for report in work_of(job)})


def _another_day(report: Report, job: Job, words: str) -> None:
    """The promise follows: the first day that the team can keep, after the one that was told."""
    team = hold_team(job.team)
    day = day_after(report, job)
    if day is None:
        move(report, State.LOOKED_AT, words=words)
        return
    Report.objects.filter(pk=report.pk).update(job=_job(team, day))
    move(report, State.PLANNED, planned_for=day, words=words)


def day_after(report: Report, job: Job) -> date | None:
    """The first on which the team can do it, once the day of the job has passed."""
    start = max(job.day, timezone.localdate()) + timedelta(days=1)
    return earliest(job.team, [report], start)


@transaction.atomic
def hand_sheet(job: Job) -> None:
    """The team has its sheet, by e-mail where it has an address: no identity stands on it."""
    job = _hold(job)
    if job.handed_at is not None:
        return
    job.handed_at = timezone.now()
    job.save(update_fields=["handed_at"])
    if job.team.contact is not None:
        reports = work_of(job)
        words.hold((), (report.sealed for report in reports))
        told = landmark_outside if job.team.contractor else landmark_of
        near = {report.pk: told(report) for report in reports}
        send(job.team.contact, lambda: messages.sheet(job, reports, near), about=job)
    record("streets.sheet_handed", job)


def _hold(job: Job) -> Job:
    job = Job.objects.select_for_update(of=("self",)).select_related("team__contact").get(pk=job.pk)
    if job.state != JobState.PLANNED:
        raise NotNow("ended")
    return job


def together_with(report: Report, team: Team, most: int = 15) -> list[Report]:
    """What else of the team could be done in the same go: the same street first, then the same
    postal code, what comes first in the inbox before the rest.
    """
    rows = (
        Report.objects.filter(
            organisation=report.organisation_id,
            team=team,
            postal_code=report.postal_code,
            state__in=[State.NEW, State.LOOKED_AT],
        )
        .exclude(pk=report.pk)
        .order_by("-rank", "pk")
        .defer("sealed")
    )
    near = list(rows.filter(street_folded=report.street_folded)[:most])
    others: Iterable[Report] = rows.exclude(pk__in=[one.pk for one in near])[: most - len(near)]
    return [*near, *others]
