"""Reports of what is broken: what it is, whether it is known, whose it is, when it is done."""

from engines.reading import BadQuestion
from engines.triage.answer import (
    CategoryAnswer,
    FreeDayAnswer,
    KnownAnswer,
    Likely,
    RankAnswer,
    Ranked,
    Reason,
    RouteAnswer,
)
from engines.triage.built_in import BUILT_IN
from engines.triage.categorise import category
from engines.triage.days import free_day
from engines.triage.learned import LEARNED
from engines.triage.nearby import known
from engines.triage.question import (
    Category,
    CategoryQuestion,
    FreeDayQuestion,
    KnownQuestion,
    Likeness,
    RankQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
)
from engines.triage.ranking import rank
from engines.triage.routing import route
from engines.triage.solve import solve
from engines.triage.spots import spellings, telling

__all__ = [
    "BUILT_IN",
    "LEARNED",
    "BadQuestion",
    "Category",
    "CategoryAnswer",
    "CategoryQuestion",
    "FreeDayAnswer",
    "FreeDayQuestion",
    "KnownAnswer",
    "KnownQuestion",
    "Likely",
    "Likeness",
    "RankAnswer",
    "RankQuestion",
    "Ranked",
    "Reason",
    "Report",
    "RouteAnswer",
    "RouteQuestion",
    "Rule",
    "Weights",
    "category",
    "free_day",
    "known",
    "rank",
    "route",
    "solve",
    "spellings",
    "telling",
]
