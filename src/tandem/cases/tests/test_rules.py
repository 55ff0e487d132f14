from datetime import date
from itertools import product

import pytest

from tandem.cases.choices import Reason, State
from tandem.cases.rules import MOVES, OWED, is_late, may_judge_again, may_move, says_enough

R, H, A, AGAIN, C, X, W = (
    State.RECEIVED,
    State.IN_HAND,
    State.ANSWERED,
    State.REOPENED,
    State.CONTESTED,
    State.CLOSED,
    State.WITHDRAWN,
)
# Written down a second time on purpose: whoever changes the table changes it knowingly.
ALLOWED = {
    (R, H), (R, A), (R, W),
    (H, A), (H, W),
    (A, AGAIN), (A, C), (A, X),
    (AGAIN, H), (AGAIN, A), (AGAIN, W),
    (C, H), (C, A), (C, W),
    (X, AGAIN), (X, C),
    (W, AGAIN),
}  # fmt: skip


@pytest.mark.parametrize(("now", "to"), list(product(State, State)))
def test_every_move_is_allowed_or_not(now, to):
    assert may_move(now, to) is ((now, to) in ALLOWED)


def test_every_state_has_its_row():
    assert set(MOVES) == set(State)


def test_whatever_is_owed_an_answer_can_be_answered_and_withdrawn():
    for state in OWED:
        assert may_move(state, State.ANSWERED)
        assert may_move(state, State.WITHDRAWN)


def test_no_end_is_final_for_the_person():
    for state in set(State) - OWED:
        assert may_move(state, State.REOPENED)


@pytest.mark.parametrize("state", State)
def test_only_what_is_owed_an_answer_is_late_and_only_from_the_day_after(state):
    due = date(2026, 11, 24)

    assert not is_late(state, due, due)
    assert is_late(state, due, date(2026, 11, 25)) is (state in OWED)


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.DONE, Reason.ARRANGED}))
def test_a_refusal_says_why(reason):
    assert not says_enough(reason, "no")
    assert not says_enough(reason, " " * 40)
    assert says_enough(reason, "Article 12 of the regulation excludes it.")


def test_what_was_done_needs_no_words():
    assert says_enough(Reason.DONE, "")


@pytest.mark.parametrize(
    ("contested", "me", "others", "may"),
    [
        (None, 7, {8}, True),
        (7, 8, {7}, True),
        (7, 7, {8}, False),
        (7, 7, set(), True),
        (7, None, {7}, True),
    ],
)
def test_a_contested_answer_is_judged_by_another_person_where_there_is_one(
    contested, me, others, may
):
    assert may_judge_again(contested, me, others) is may
