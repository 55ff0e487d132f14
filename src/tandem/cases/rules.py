"""Decisions about a case, on plain values."""

from collections.abc import Collection
from datetime import date

from tandem.cases.choices import Reason, State

# Read it aloud: from this state one may go to these.
MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.IN_HAND, State.ANSWERED, State.WITHDRAWN}),
    State.IN_HAND: frozenset({State.ANSWERED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.REOPENED, State.CONTESTED, State.CLOSED}),
    State.REOPENED: frozenset({State.IN_HAND, State.ANSWERED, State.WITHDRAWN}),
    State.CONTESTED: frozenset({State.IN_HAND, State.ANSWERED, State.WITHDRAWN}),
    State.CLOSED: frozenset({State.REOPENED, State.CONTESTED}),
    State.WITHDRAWN: frozenset({State.REOPENED}),
}
OWED = frozenset({State.RECEIVED, State.IN_HAND, State.REOPENED, State.CONTESTED})
"""States in which an answer is owed."""
NEEDS_WORDS = frozenset(Reason) - {Reason.DONE, Reason.ARRANGED}
"""Nothing was done: the rule, the figure, what was tried or who said so has to be named."""
LEAST_WORDS = 15


def may_move(now: State, to: State) -> bool:
    return to in MOVES[now]


def is_late(state: State, due_on: date, today: date) -> bool:
    return state in OWED and today > due_on


def says_enough(reason: Reason, words: str) -> bool:
    """A bare "no" is not an answer, and a bare "nobody found" neither."""
    return reason not in NEEDS_WORDS or says_why(words)


def says_why(words: str) -> bool:
    return len(words.strip()) >= LEAST_WORDS


def may_judge_again(contested: int | None, me: int | None, others: Collection[int]) -> bool:
    """A contested answer is looked at by another person; alone in the service, one does it again.

    >>> may_judge_again(contested=7, me=7, others={8})
    False
    >>> may_judge_again(contested=7, me=7, others=set())
    True
    """
    return contested is None or contested != me or not others
