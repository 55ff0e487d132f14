"""Who might get on with whom: neighbours in twos and threes that nobody would leave for another."""

from engines.company.answer import Answer, Circle, Reason
from engines.company.question import Person, Question
from engines.company.solve import solve
from engines.reading import BadQuestion

__all__ = ["Answer", "BadQuestion", "Circle", "Person", "Question", "Reason", "solve"]
