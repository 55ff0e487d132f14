"""When it can be done: the first day on which a team has the points left for it."""

from engines.triage.answer import FreeDayAnswer, Reason
from engines.triage.question import FreeDayQuestion


def free_day(question: FreeDayQuestion) -> FreeDayAnswer:
    """The first of the days that holds all of it beside what was given away; or None.

    A job is done in one go: it is never begun on one day and ended on the next. So no day ever
    holds more than its places. Raises nothing. Linear in the days.

    >>> from datetime import date
    >>> monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    >>> free_day(FreeDayQuestion(8, 2, (monday, tuesday), {monday: 7})).on
    datetime.date(2026, 11, 24)
    >>> answer = free_day(FreeDayQuestion(8, 9, (monday, tuesday)))
    >>> answer.on, answer.reasons[0].code
    (None, 'too_large')
    """
    if question.effort > question.places:
        facts = {"effort": question.effort, "places": question.places}
        return FreeDayAnswer(None, (Reason("too_large", facts),), _more_places(question))
    lacking = _lacking(question)
    number = next((place for place, points in enumerate(lacking) if points <= 0), None)
    full = tuple(
        Reason("full", {"day": day.isoformat(), "used": question.used.get(day, 0)})
        for day in question.days[:number]
    )
    if number is None:
        return FreeDayAnswer(None, full or (Reason("no_days"),), _more_places(question))
    day = question.days[number]
    free = Reason("free", {"day": day.isoformat(), "places_left": -lacking[number]})
    return FreeDayAnswer(day, (free, *full), _sooner(question, lacking[:number]))


def _lacking(question: FreeDayQuestion) -> list[int]:
    """How many points each day is short of; none, where it holds the job."""
    return [question.used.get(day, 0) + question.effort - question.places for day in question.days]


def _sooner(question: FreeDayQuestion, lacking: list[int]) -> tuple[Reason, ...]:
    """The fewest points less with which a day before it would do; something is left to be done."""
    fewest = min(lacking, default=question.effort)
    if fewest >= question.effort:
        return ()
    day = question.days[lacking.index(fewest)]
    return (Reason("sooner_with_points_fewer", {"points": fewest, "day": day.isoformat()}),)


def _more_places(question: FreeDayQuestion) -> tuple[Reason, ...]:
    """The fewest places more a day with which one of the days would do."""
    lacking = _lacking(question)
    return (Reason("free_with_places_more", {"places": min(lacking)}),) if lacking else ()
