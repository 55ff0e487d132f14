from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.pairing import gathered, solve
from engines.pairing.tests.questions import questions


@settings(max_examples=150)
@given(questions(offers=4, needs=8), st.integers(1, 3))
def test_a_group_is_asked_for_no_more_half_days_than_it_comes(question, outings):
    limits = {offer.key: outings for offer in question.offers}

    asked = gathered(question, limits, {})
    come = defaultdict(set)
    for pair in solve(asked).pairs:
        come[pair.offer].add(pair.slot)

    assert all(len(slots) <= outings for slots in come.values())
    for before, after in zip(question.offers, asked.offers, strict=True):
        assert after.slots <= before.slots
        assert len(after.slots) == min(outings, len(before.slots))


@settings(max_examples=100)
@given(questions(offers=4, needs=8))
def test_whoever_is_no_group_is_asked_as_before(question):
    assert gathered(question, {}, {}) == question


@settings(max_examples=100)
@given(questions(offers=3, needs=6), st.randoms(use_true_random=False))
def test_the_order_of_the_needs_means_nothing(question, chance):
    limits = {offer.key: 1 for offer in question.offers}
    needs = list(question.needs)
    chance.shuffle(needs)
    shuffled = type(question)(
        question.today,
        question.offers,
        tuple(needs),
        question.received,
        question.refusals,
        question.rules,
    )

    assert gathered(shuffled, limits, {}).offers == gathered(question, limits, {}).offers
