"""Decisions of the paper door, on plain values."""

from tandem.doors.presenting import still_to_ask
from tandem.services.forms import ServiceForm

AT_ONCE = 20
"""Copies made while one waits; more are made by the worker."""
MOST_COPIES = 300
"""What one colleague and one printer take."""


def may_be_made_at_once(copies: int) -> bool:
    return copies <= AT_ONCE


def known_already(form: ServiceForm) -> set[str]:
    """The questions that nobody asks a person who is known."""
    return {form.who_question, form.place_question, form.reach_question, form.care_question}


def questions_open(form: ServiceForm) -> tuple[str, ...]:
    """What nobody answered well yet, and what may come to be asked by these answers."""
    still = set(still_to_ask(form))
    for name, question in form.questions():
        condition = question.needed_if
        if condition is not None and condition.question in still:
            still.add(name)
    return tuple(name for name, _question in form.questions() if name in still)
