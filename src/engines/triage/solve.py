"""Each kind of question to the function that answers it."""

from engines.triage.answer import Answer
from engines.triage.categorise import category
from engines.triage.days import free_day
from engines.triage.nearby import known
from engines.triage.question import (
    CategoryQuestion,
    KnownQuestion,
    Question,
    RankQuestion,
    RouteQuestion,
)
from engines.triage.ranking import rank
from engines.triage.routing import route


def solve(question: Question) -> Answer:
    """The answer to any of the five questions; see the function of each.

    >>> solve(RouteQuestion((), "lamp")).reasons[0].code
    'nobody'
    """
    if isinstance(question, CategoryQuestion):
        return category(question)
    if isinstance(question, KnownQuestion):
        return known(question)
    if isinstance(question, RouteQuestion):
        return route(question)
    if isinstance(question, RankQuestion):
        return rank(question)
    return free_day(question)
