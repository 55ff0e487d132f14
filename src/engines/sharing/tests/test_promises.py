import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import engines.sharing
from engines.sharing import Answer, Question, nameless, solve
from engines.sharing.codes import WHAT_WOULD_CHANGE_IT, WHY, WHY_NOTHING
from engines.sharing.exchange import question_from_json, question_to_json
from engines.sharing.tests import oracle
from engines.sharing.tests.questions import questions

many = settings(max_examples=60)
large = questions(asks=9, most=60, quantity=200, heads=20)


def given_to(answer: Answer) -> dict[str, int]:
    return {share.ask: share.quantity for share in answer.shares}


def by_person(question: Question, answer: Answer) -> dict[str, int]:
    got = given_to(answer)
    return {
        person: sum(got[ask.key] for ask in question.asks if ask.person == person)
        for person in {ask.person for ask in question.asks}
    }


@settings(many, max_examples=500)
@given(questions())
def test_no_way_to_share_whatever_is_worth_more(question):
    shared = given_to(solve(question))

    every = list(oracle.choices(question))
    assert shared in every
    assert oracle.worth(question, shared) == min(oracle.worth(question, one) for one in every)


@many
@given(questions(asks=12, most=30, quantity=120, heads=9))
def test_what_is_given_is_the_front_of_one_queue(question):
    """The rule once more, written out thing by thing."""
    answer = solve(question)

    line = []
    for person in {ask.person for ask in question.asks}:
        mine = [ask for ask in question.asks if ask.person == person]
        asked = {ask.key: ask.quantity for ask in mine}
        vital = sum(ask.quantity for ask in mine if ask.vital)
        things = oracle.things_given(question, mine, asked)
        line += [(nth >= vital, *thing, person) for nth, thing in enumerate(things)]
    front = [person for *_place, person in sorted(line)[: question.quantity]]
    assert by_person(question, answer) == {
        person: front.count(person) for person in {ask.person for ask in question.asks}
    }


@many
@given(large)
def test_nobody_has_a_second_for_each_head_while_somebody_who_asks_has_no_first(question):
    question = replace(question, asks=tuple(replace(ask, vital=False) for ask in question.asks))
    got = by_person(question, solve(question))
    heads = {
        person: max(ask.heads for ask in question.asks if ask.person == person) for person in got
    }
    asked = {
        person: sum(ask.quantity for ask in question.asks if ask.person == person) for person in got
    }
    had = {person: question.received.get(person, 0) for person in got}

    for one in got:
        for other in got:
            if got[one] and got[other] < asked[other]:
                last = -(-(had[one] + got[one]) // heads[one])
                next_of_other = -(-(had[other] + got[other] + 1) // heads[other])
                assert last <= next_of_other


@many
@given(large, st.integers(1, 30))
def test_who_shares_more_takes_from_nobody(question, more):
    before, after = solve(question), solve(replace(question, quantity=question.quantity + more))

    assert all(after >= was for was, after in zip(*map(_numbers, (before, after)), strict=True))


@many
@given(large)
def test_nothing_stays_while_somebody_asks(question):
    answer = solve(question)

    asked = sum(ask.quantity for ask in question.asks)
    assert answer.totals.given == min(asked, question.quantity)
    assert answer.totals.left == question.quantity - answer.totals.given


@many
@given(large, st.randoms(use_true_random=False))
def test_the_order_of_the_asks_means_nothing(question, chance: random.Random):
    asks = list(question.asks)
    chance.shuffle(asks)

    assert solve(replace(question, asks=tuple(asks))) == solve(question)


@many
@given(large)
def test_how_persons_are_called_changes_nothing(question):
    assert solve(nameless(question)) == solve(question)


@many
@given(large)
def test_what_would_change_it_does_and_one_less_does_not(question):
    answer = solve(question)

    for share in answer.shares:
        for reason in share.reasons:
            if reason.code in WHAT_WOULD_CHANGE_IT:
                extra = reason.facts["extra"]
                for more, expected in ((extra, share.quantity + 1), (extra - 1, share.quantity)):
                    again = solve(replace(question, quantity=question.quantity + more))
                    assert given_to(again)[share.ask] == expected


@many
@given(large)
def test_everybody_is_told_why(question):
    asked = {ask.key: ask.quantity for ask in question.asks}
    for share in solve(question).shares:
        first = share.reasons[0].code
        assert first in (WHY if share.quantity else WHY_NOTHING)
        assert {one.code for one in share.reasons} <= {*WHY, *WHY_NOTHING, *WHAT_WOULD_CHANGE_IT}
        told_all = any(one.code == "all_asked" for one in share.reasons)
        assert told_all == (share.quantity == asked[share.ask])


@many
@given(large)
def test_a_question_is_read_back_as_it_was_written(question):
    written = question_to_json(question)

    assert question_to_json(question_from_json(written)) == written
    assert solve(question_from_json(written)) == solve(question)


def test_another_process_shares_the_same():
    code = (
        "from engines.sharing import *; from datetime import date;"
        "asks = tuple(Ask(f'a{n}', f'p{n % 40}', n % 7 + 1, n % 3 + 1) for n in range(60));"
        "print(solve(Question(date(2026, 11, 23), 90, asks)))"
    )
    source = str(Path(engines.sharing.__file__).parents[2])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(said) == 1


def _numbers(answer: Answer) -> list[int]:
    return [share.quantity for share in answer.shares]
