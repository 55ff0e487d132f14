"""“Why not her?” and “whom to look for?” tell what solving again shows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.pairing import Offer, Question, instead, may_pair, recruits, solve
from engines.pairing.candidates import prospects
from engines.pairing.network import seat
from engines.pairing.prices import Prices
from engines.pairing.recruiting import group_of
from engines.pairing.tests import oracle
from engines.pairing.tests.questions import questions, twins
from engines.pairing.worth import weigh

many = settings(max_examples=150)


def forced(question: Question, need: str, offer: str):
    """The best assignment in which they meet, by trying all; None where there is none."""
    met = [one for one in oracle.assignments(question) if one.get(need, ("",))[0] == offer]
    return min(met, key=lambda one: oracle.worth(question, one)) if met else None


@many
@given(questions(offers=3, needs=4))
def test_what_choosing_her_costs_is_told_exactly(question):
    answer = solve(question)
    now = {pair.need: (pair.offer, pair.slot) for pair in answer.pairs}

    for need in question.needs:
        for offer in question.offers:
            told = instead(question, answer, need.key, offer.key)
            then = forced(question, need.key, offer.key)
            if then is None:
                assert told is None
                continue
            assert told is not None
            assert then[need.key] == (told.offer, told.slot)
            assert told.loses == tuple(sorted(now.keys() - then.keys()))
            assert told.gains == tuple(sorted(then.keys() - now.keys()))
            others = (now.keys() & then.keys()) - {need.key}
            assert told.moves == tuple(sorted(one for one in others if now[one] != then[one]))
            more = oracle.points(question, then) - oracle.points(question, now)
            assert told.points == more
            fewer = zip(oracle.levels(question, now), oracle.levels(question, then), strict=True)
            assert [*told.fewer, *[0] * 12][:12] == [one - other for one, other in fewer]


@many
@given(questions(offers=3, needs=5))
def test_choosing_whom_the_engine_chose_costs_nothing(question):
    answer = solve(question)

    for pair in answer.pairs:
        told = instead(question, answer, pair.need, pair.offer)
        assert told is not None
        assert (told.loses, told.gains, told.moves, told.points) == ((), (), (), 0)
        assert not any(told.fewer)


@many
@given(st.one_of(questions(offers=2, needs=6), questions(offers=5, needs=9)))
def test_whoever_is_to_be_looked_for_helps_as_many_as_is_told(question):
    answer = solve(question)
    left = {one.need for one in answer.unserved}

    for one in recruits(question, answer):
        kind = one.skill, one.at, one.slot, one.language
        new = group_of(question, kind, one.volunteers, radius_m=2000)
        after = solve(replace(question, offers=(*question.offers, new)))

        assert len(after.pairs) - len(answer.pairs) == one.served > 0
        assert after.totals.vital - answer.totals.vital == one.vital
        assert first_helps(after) - first_helps(answer) == one.first
        assert one.served <= len(left)
        met = [pair.need for pair in after.pairs if pair.offer == new.key]
        assert len(met) == one.volunteers
        assert not any(may_pair(replace(question, offers=(new,)), need, new.key) for need in met)


def first_helps(answer):
    return answer.totals.levels[0] if answer.totals.levels else 0


@settings(max_examples=300)
@given(st.one_of(questions(offers=3, needs=6), questions(offers=6, needs=9), twins()))
def test_by_prices_alone_an_offer_added_is_seated_as_by_solving_again(question):
    *others, new = question.offers or [Offer("v", (0, 0), 9, {"meal"}, {"fr"}, {0})]
    waiting = replace(question, offers=(*others, replace(new, capacity=0)))
    asked = replace(waiting, offers=(*others, new))
    seating, load = seat(waiting, prospects(waiting)), weigh(waiting, prospects(waiting)).point
    prices = [*seating.flow.network.prices]
    host = seating.offers.index(new.key)
    prices[host] = [question.rules.load * load * nth for nth in range(new.capacity)]

    then = Prices(seating.flow).beside(replace(seating.flow.network, prices=prices))
    while then.more(host):
        pass

    assert replace(seating, flow=then.flow).chosen() == seat(asked, prospects(asked)).chosen()


def broken_must(monkeypatch):
    """The forced need is no longer forced."""
    monkeypatch.setattr("engines.pairing.counterfactual.seat", lambda q, p, must: seat(q, p))


def broken_binding(monkeypatch):
    """Any offer may take the forced need."""
    monkeypatch.setattr(
        "engines.pairing.counterfactual.replace", lambda prospect, candidates: prospect
    )


def broken_count(monkeypatch):
    """What the others lose is not told."""
    monkeypatch.setattr("engines.pairing.counterfactual.totals", lambda then, outlook: BEST[0])


BEST: list = []


@pytest.mark.parametrize("bug", [broken_must, broken_binding, broken_count])
def test_each_of_three_bugs_would_be_caught(bug, monkeypatch):
    bug(monkeypatch)

    @settings(max_examples=150, derandomize=True, database=None)
    @given(questions(offers=3, needs=4))
    def check(question):
        BEST[:] = [solve(question).totals]
        test_what_choosing_her_costs_is_told_exactly.hypothesis.inner_test(question)

    with pytest.raises((AssertionError, KeyError, ExceptionGroup)):
        check()
