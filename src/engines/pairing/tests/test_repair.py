"""Who falls away is replaced with as few others touched as can be; a usual helper is kept."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engines.pairing import BadQuestion, Need, Offer, Question, repair, solve
from engines.pairing.exchange import question_from_json, question_to_json
from engines.pairing.tests import oracle
from engines.pairing.tests.questions import questions

many = settings(max_examples=100)


@st.composite
def interrupted(draw: st.DrawFn) -> tuple[Question, oracle.Choice]:
    """A question, and some tasks of it that are agreed: any that fit, good or bad."""
    question = draw(questions(offers=3, needs=5))
    chance = draw(st.randoms(use_true_random=True))
    some = chance.choice(list(oracle.assignments(question)))
    return question, {key: place for key, place in some.items() if chance.random() < 0.8}


def worth(question: Question, agreed: oracle.Choice, chosen: oracle.Choice) -> tuple:
    vital, at_level, points, ties = oracle.worth(question, chosen)
    moved = sum(chosen[key] != place for key, place in agreed.items())
    return vital, at_level, moved, points, ties


@settings(many, max_examples=500)
@given(interrupted())
def test_of_the_best_answers_for_what_is_open_the_one_that_changes_fewest_agreed_tasks(given_):
    question, agreed = given_

    done = repair(question, agreed)

    now = agreed | {move.need: move.now for move in done.moves} | done.chosen
    every = [one for one in oracle.assignments(question) if agreed.keys() <= one.keys()]
    assert worth(question, agreed, now) == min(worth(question, agreed, one) for one in every)
    assert all(move.was == agreed[move.need] != move.now for move in done.moves)
    assert now.keys().isdisjoint(done.unserved)


@many
@given(interrupted())
def test_nobody_is_moved_where_all_can_be_served_without(given_):
    question, agreed = given_
    every = [one for one in oracle.assignments(question) if agreed.items() <= one.items()]
    assume(any(len(one) == len(question.needs) for one in every))

    assert repair(question, agreed).moves == ()


@many
@given(interrupted())
def test_an_agreed_task_is_never_dropped(given_):
    question, agreed = given_

    assert agreed.keys().isdisjoint(repair(question, agreed).unserved)


VERA = Offer("vera", (0, 0), 1000, {"errands"}, {"fr"}, {3})
ANA = Need("ana1", "ana", (0, 0), "errands", {"fr"}, {3})


@pytest.mark.parametrize(
    ("offer", "agreed"),
    [
        (VERA, {"ana1": ("wim", 3)}),
        (VERA, {"ana1": ("vera", 4)}),
        (replace(VERA, skills={"meal"}), {"ana1": ("vera", 3)}),
        (replace(VERA, capacity=0), {"ana1": ("vera", 3)}),
    ],
)
def test_what_is_agreed_and_does_not_fit_is_refused(offer, agreed):
    with pytest.raises(BadQuestion):
        repair(Question(date(2026, 11, 23), (offer,), (ANA,)), agreed)


@st.composite
def with_usual_helpers(draw: st.DrawFn) -> Question:
    question = draw(questions(offers=3, needs=5))
    chance = draw(st.randoms(use_true_random=True))
    keys = [*(offer.key for offer in question.offers), None, "gone"]
    needs = tuple(replace(need, usual=chance.choice(keys)) for need in question.needs)
    return replace(question, needs=needs)


def kept(question: Question, chosen: oracle.Choice) -> int:
    return sum(chosen.get(need.key, ("",))[0] == need.usual for need in question.needs)


@settings(many, max_examples=500)
@given(with_usual_helpers())
def test_after_fair_shares_and_before_short_ways_usual_helpers_are_kept(question):
    pairs = {pair.need: (pair.offer, pair.slot) for pair in solve(question).pairs}

    def full(one: oracle.Choice) -> tuple:
        vital, at_level, points, ties = oracle.worth(question, one)
        return vital, at_level, -kept(question, one), points, ties

    assert full(pairs) == min(full(one) for one in oracle.assignments(question))


@many
@given(with_usual_helpers())
def test_a_usual_helper_costs_nobody_a_help(question):
    without = replace(question, needs=tuple(replace(need, usual=None) for need in question.needs))

    here, there = solve(question).totals, solve(without).totals

    assert (here.vital, here.levels) == (there.vital, there.levels)


@many
@given(with_usual_helpers())
def test_that_she_is_the_usual_helper_is_told_where_it_is_so(question):
    usual = {need.key: need.usual for need in question.needs}
    for pair in solve(question).pairs:
        told = {reason.code for reason in pair.reasons}
        assert ("usual_helper" in told) == (usual[pair.need] == pair.offer)
        assert usual[pair.need] == pair.offer or "not_the_usual_helper" not in told


def test_the_usual_helper_comes_though_another_lives_nearer_unless_one_refused():
    near = replace(VERA, key="near")
    usual = replace(VERA, at=(500, 0))
    need = replace(ANA, usual="vera")
    question = Question(date(2026, 11, 23), (near, usual), (need,))

    assert solve(question).pairs[0].offer == "vera"
    told = [reason.code for reason in solve(question).pairs[0].reasons]
    assert "usual_helper" in told
    assert "not_the_usual_helper" in told
    refused = replace(question, refusals=frozenset({("ana", "vera")}))
    assert solve(refused).pairs[0].offer == "near"


def test_a_usual_helper_is_written_and_read_again():
    question = Question(date(2026, 11, 23), (VERA,), (replace(ANA, usual="vera"),))

    assert question_from_json(question_to_json(question)) == question
