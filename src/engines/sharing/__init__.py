"""Who gets how many: goods in quantities shared out fairly, exactly, with reasons."""

from engines.reading import BadQuestion
from engines.sharing.answer import Answer, Reason, Share, Totals
from engines.sharing.nameless import nameless
from engines.sharing.question import Ask, Question
from engines.sharing.solve import solve

__all__ = [
    "Answer",
    "Ask",
    "BadQuestion",
    "Question",
    "Reason",
    "Share",
    "Totals",
    "nameless",
    "solve",
]
