"""Reports of what is broken: what it is, whether it is known, whose it is, when it is done."""

from engines.triage.answer import (
    CapacityAnswer,
    CategoryAnswer,
    Dated,
    DayLoad,
    KnownAnswer,
    Likely,
    OrderAnswer,
    Ordered,
    Ranked,
    Reason,
    RouteAnswer,
)
from engines.triage.built_in import BUILT_IN
from engines.triage.categorise import category
from engines.triage.errors import BadQuestion
from engines.triage.inbox import order
from engines.triage.learned import LEARNED
from engines.triage.nearby import known
from engines.triage.promises import capacity
from engines.triage.question import (
    Area,
    CapacityQuestion,
    Category,
    CategoryQuestion,
    Job,
    KnownQuestion,
    Likeness,
    Open,
    OrderQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
)
from engines.triage.routing import route
from engines.triage.solve import solve

__all__ = [
    "BUILT_IN",
    "LEARNED",
    "Area",
    "BadQuestion",
    "CapacityAnswer",
    "CapacityQuestion",
    "Category",
    "CategoryAnswer",
    "CategoryQuestion",
    "Dated",
    "DayLoad",
    "Job",
    "KnownAnswer",
    "KnownQuestion",
    "Likely",
    "Likeness",
    "Open",
    "OrderAnswer",
    "OrderQuestion",
    "Ordered",
    "Ranked",
    "Reason",
    "Report",
    "RouteAnswer",
    "RouteQuestion",
    "Rule",
    "Weights",
    "capacity",
    "category",
    "known",
    "order",
    "route",
    "solve",
]
