"""When each report would be done, and no promise beyond what the team can do."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate

from engines.triage.answer import CapacityAnswer, Dated, DayLoad, Fact, Reason
from engines.triage.question import CapacityQuestion, Job


def capacity(question: CapacityQuestion) -> CapacityAnswer:
    """A date for every job, in the order given, or `on=None` beyond the last working day given.

    Work flows: a job may be begun on one day and ended on the next, its date is the day on which
    its last point is done. So no day holds more than its places, a job more at the end changes
    no date, and a place more makes nothing later. Raises nothing. Costs (days + jobs) log(days).

    >>> days = (date(2026, 11, 23), date(2026, 11, 24))
    >>> jobs = (Job("a", 2), Job("b", 2), Job("c", 3))
    >>> answer = capacity(CapacityQuestion(3, days, jobs))
    >>> [(one.key, one.on and one.on.day) for one in answer.reports]
    [('a', 23), ('b', 24), ('c', None)]
    >>> answer.reports[-1].reasons[0].facts["points_missing"]
    1
    >>> [(day.on.day, day.used, day.places) for day in answer.days]
    [(23, 3, 3), (24, 3, 3)]
    """
    jobs = _with_new(question)
    ends = tuple(accumulate(job.effort for job in jobs))
    calendar = Calendar(question)
    dated = tuple(_dated(calendar, job, end) for job, end in zip(jobs, ends, strict=True))
    new = next((one for one in dated if question.new and one.key == question.new.key), None)
    return CapacityAnswer(dated, _loads(calendar, jobs, ends), new, _moved(calendar, dated))


def _with_new(question: CapacityQuestion) -> tuple[Job, ...]:
    if question.new is None:
        return question.jobs
    keys = [job.key for job in question.jobs]
    place = len(keys) if question.before is None else keys.index(question.before)
    return (*question.jobs[:place], question.new, *question.jobs[place:])


class Calendar:
    """How much is done by when, for so many places a day."""

    def __init__(self, question: CapacityQuestion) -> None:
        self.question = question
        self.rooms: dict[int, tuple[int, ...]] = {}

    def places(self, day: date, places: int) -> int:
        return max(0, places - self.question.away.get(day, 0))

    def room(self, places: int) -> tuple[int, ...]:
        """How many points are done by the end of each day."""
        if places not in self.rooms:
            each = (self.places(day, places) for day in self.question.days)
            self.rooms[places] = tuple(accumulate(each))
        return self.rooms[places]

    def day(self, end: int, more: int = 0) -> date | None:
        """On which day the point with this number is done, with so many places more a day."""
        room = self.room(self.question.places + more)
        number = bisect_left(room, end)
        return self.question.days[number] if number < len(room) else None


def _dated(calendar: Calendar, job: Job, end: int) -> Dated:
    question = calendar.question
    on = calendar.day(end)
    facts: dict[str, Fact] = {"points_before": end - job.effort, "effort": job.effort}
    if on is None:
        horizon = question.days[-1].isoformat() if question.days else ""
        lacking = end - (calendar.room(question.places)[-1] if question.days else 0)
        beyond = Reason("beyond_horizon", facts | {"horizon": horizon, "points_missing": lacking})
        return Dated(
            job.key,
            None,
            (beyond, *_promise(job, on)),
            _would_fit(calendar, end, job.effort, lacking),
        )
    reasons = (Reason("done_by", facts | {"day": on.isoformat()}), *_promise(job, on))
    sooner = calendar.day(end, more=1)
    if sooner is None or sooner >= on:
        return Dated(job.key, on, reasons, ())
    change = Reason("sooner_with_one_place_more", {"day": sooner.isoformat()})
    return Dated(job.key, on, reasons, (change,))


def _promise(job: Job, on: date | None) -> tuple[Reason, ...]:
    if job.promised is None:
        return ()
    promised = {"promised": job.promised.isoformat()}
    if on is None:
        return (Reason("promise_not_kept", promised),)
    late = (on - job.promised).days
    return (Reason("promise_not_kept" if late > 0 else "promise_kept", promised | {"days": late}),)


def _would_fit(calendar: Calendar, end: int, effort: int, lacking: int) -> tuple[Reason, ...]:
    """The points before it that would have to go, and the fewest places more a day."""
    question, reasons = calendar.question, []
    if lacking <= end - effort:
        reasons.append(Reason("within_horizon_with_points_fewer", {"points": lacking}))
    if question.days:
        low, high = question.places, question.places + end + max(question.away.values(), default=0)
        while low < high:
            middle = (low + high) // 2
            if calendar.room(middle)[-1] >= end:
                high = middle
            else:
                low = middle + 1
        more = low - question.places
        reasons.append(Reason("within_horizon_with_places_more", {"places": more}))
    return tuple(reasons)


def _loads(calendar: Calendar, jobs: Sequence[Job], ends: Sequence[int]) -> tuple[DayLoad, ...]:
    question = calendar.question
    loads, done, first = [], 0, 0
    for day in question.days:
        places = calendar.places(day, question.places)
        until = min(done + places, ends[-1] if ends else 0)
        while first < len(ends) and ends[first] <= done:
            first += 1
        last = first
        held = []
        while last < len(ends) and ends[last] - jobs[last].effort < until:
            held.append(jobs[last].key)
            last += 1
        loads.append(DayLoad(day, places, until - done, tuple(held)))
        done = until
    return tuple(loads)


def _moved(calendar: Calendar, dated: Sequence[Dated]) -> tuple[Reason, ...]:
    question = calendar.question
    if question.new is None:
        return ()
    now: Mapping[str, date | None] = {one.key: one.on for one in dated}
    moved = []
    for job, end in zip(
        question.jobs, accumulate(one.effort for one in question.jobs), strict=True
    ):
        was = calendar.day(end)
        if was != now[job.key]:
            moved.append(
                Reason(
                    "made_later", {"report": job.key, "was": _said(was), "now": _said(now[job.key])}
                )
            )
    return tuple(moved)


def _said(day: date | None) -> str:
    """Empty beyond the horizon."""
    return "" if day is None else day.isoformat()
