import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.pairing import Need, Offer, Question, Rules, solve
from engines.pairing.candidates import distance_points, prospects
from engines.pairing.compiled import Full, Live, TooLarge, choose, columns_of
from engines.pairing.compiled.grid import candidates, points_of
from engines.pairing.compiled.lots import lot
from engines.pairing.tests import oracle, peer
from engines.pairing.tests.questions import questions, twins
from engines.pairing.tests.towns import town


def compiled(question: Question) -> oracle.Choice:
    chosen = choose(columns_of(question))
    return {
        need.key: (question.offers[offer].key, int(slot))
        for need, offer, slot in zip(question.needs, chosen.offer, chosen.slot, strict=True)
        if offer >= 0
    }


def plain(question: Question) -> oracle.Choice:
    return {pair.need: (pair.offer, pair.slot) for pair in solve(question).pairs}


@settings(max_examples=600)
@given(st.one_of(questions(offers=3, needs=5), questions(offers=6, needs=9), twins()))
def test_compiled_code_chooses_what_plain_code_chooses(question):
    assert compiled(question) == plain(question)


@st.composite
def weekly(draw: st.DrawFn) -> Question:
    """Somebody came before to some of them; she may be gone, refused, or far away by now."""
    question = draw(st.one_of(questions(offers=3, needs=5), questions(offers=6, needs=9), twins()))
    keys = [*(offer.key for offer in question.offers), None, "gone"]
    needs = [replace(need, usual=draw(st.sampled_from(keys))) for need in question.needs]
    return replace(question, needs=tuple(needs))


@settings(max_examples=500)
@given(weekly())
def test_compiled_code_keeps_the_helpers_whom_plain_code_keeps(question):
    assert compiled(question) == plain(question)


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_in_towns_too_helpers_are_kept_alike(share):
    question = town(offers=120, needs=300, side_m=3000, seed=3)
    chance = random.Random(7)
    came = plain(replace(question, needs=question.needs[::2]))
    keys = [offer.key for offer in question.offers]
    needs = tuple(
        replace(need, usual=came.get(need.key, (chance.choice(keys),))[0])
        if chance.random() < share
        else need
        for need in question.needs
    )
    question = replace(question, needs=needs)

    assert compiled(question) == plain(question)
    usual = {need.key: need.usual for need in needs}
    assert sum(usual[need] == offer for need, (offer, _slot) in compiled(question).items()) > 5


def test_what_changes_from_event_to_event_knows_no_usual_helper():
    question = town(offers=10, needs=10, side_m=1000)
    again = replace(question.needs[0], key="again", usual=question.offers[0].key)

    with pytest.raises(TooLarge):
        Live(replace(question, needs=(again,)))
    with pytest.raises(TooLarge):
        Live(question).arrive(again)


@settings(max_examples=150)
@given(questions(offers=3, needs=5))
def test_no_assignment_whatever_is_worth_more_than_the_compiled_one(question):
    assert compiled(question) == oracle.best(question)


@pytest.mark.parametrize(("offers", "side_m"), [(300, 8000), (150, 3000), (60, 1000)])
def test_in_towns_compiled_code_chooses_what_plain_code_chooses(offers, side_m):
    question = town(offers=offers, needs=300, side_m=side_m, seed=offers)

    assert compiled(question) == plain(question)


@settings(max_examples=200)
@given(questions(offers=6, needs=9))
def test_another_solver_finds_the_same_totals(question):
    assert solve(question).totals == peer.totals(question)


@pytest.mark.parametrize("seed", range(3))
def test_another_solver_finds_the_same_totals_in_towns(seed):
    question = town(offers=150, needs=300, side_m=4000, seed=seed)

    assert solve(question).totals == peer.totals(question)


@settings(max_examples=100)
@given(questions(offers=6, needs=9), st.randoms(use_true_random=False))
def test_the_order_of_needs_and_offers_changes_nothing(question, chance):
    needs, offers = list(question.needs), list(question.offers)
    chance.shuffle(needs)
    chance.shuffle(offers)

    assert compiled(replace(question, needs=tuple(needs), offers=tuple(offers))) == compiled(
        question
    )


def test_another_process_with_other_hashes_chooses_the_same():
    program = (
        "from engines.pairing.tests.test_compiled import compiled\n"
        "from engines.pairing.tests.towns import town\n"
        "print(sorted(compiled(town(offers=60, needs=100, side_m=2000)).items()))"
    )
    here = sorted(compiled(town(offers=60, needs=100, side_m=2000)).items())

    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == str(here)


@pytest.mark.parametrize("length", [0, 1, 54, 55, 56, 63, 64, 119, 120, 300])
def test_the_compiled_lot_is_that_of_hashlib(length):
    text = bytes(random.Random(length).randrange(256) for _ in range(length))
    message = np.zeros(length + 72, np.uint8)
    message[:length] = list(text)

    drawn = lot(message, length, np.empty(8, np.uint64), np.empty(64, np.uint64))

    assert drawn == int(sha256(text).hexdigest()[:10], 16)


@settings(max_examples=300)
@given(st.integers(0, 2**56), st.integers(1, 2**27))
def test_compiled_code_rounds_distances_as_plain_code_does(squared, step):
    assert points_of(squared, step) == distance_points(squared, Rules(metres_per_point=step))


def test_compiled_candidates_are_those_of_the_limits():
    question = town(offers=200, needs=200, side_m=6000, seed=5)
    question = replace(question, refusals=frozenset((f"p{n}", f"v{n}") for n in range(100)))

    found = candidates(columns_of(question))

    for number, (key, prospect) in enumerate(sorted(prospects(question).items())):
        index = next(i for i, need in enumerate(question.needs) if need.key == key)
        part = slice(found.start[index], found.end[index])
        mine = {
            (question.offers[o].key, int(p))
            for o, p in zip(found.offer[part], found.points[part], strict=True)
        }
        assert mine == {(one.offer.key, one.points) for one in prospect.candidates}, number


def test_what_the_kernel_cannot_hold_it_refuses_to_answer():
    slots = {0, 1, 2}
    offer = Offer("v", (0, 0), 100, {"meal"}, {"fr"}, slots, capacity=2000, at_once=2000)
    need = Need("n", "p", (0, 0), "meal", {"fr"}, slots)
    many = tuple(replace(need, key=f"n{number}") for number in range(2000))
    asked = Question(date(2026, 11, 23), (offer,), many)
    skilled = replace(offer, skills={f"s{number}" for number in range(64)})

    assert len(compiled(asked)) == 2000
    for too_large in (
        replace(asked, needs=(replace(need, at=(1 << 28, 0)),)),
        replace(asked, offers=(skilled,)),
        replace(asked, rules=Rules(load=(1 << 28) - 1)),
    ):
        with pytest.raises(TooLarge):
            compiled(too_large)


class Changing:
    """A question and the events that happen to it, drawn from a seed."""

    def __init__(self, seed: int, offers: int, needs: int, side_m: int) -> None:
        self.chance = random.Random(seed)
        self.all = town(offers=offers, needs=8 * needs, side_m=side_m, seed=seed)
        pool = list(self.all.needs)
        self.needs = {need.key: need for need in pool[:needs]}
        self.pool = pool[needs:]
        self.offers = {offer.key: offer for offer in self.all.offers}
        self.least = offers // 2
        self.size = needs
        self.kinds: Counter[str] = Counter()
        self.live = Live(self.question(), room=2000)

    def question(self) -> Question:
        return replace(
            self.all, needs=tuple(self.needs.values()), offers=tuple(self.offers.values())
        )

    def happens(self, number: int) -> None:
        drawn = self.chance.random()
        pairs = sorted(self.live.pairs().items())
        if drawn < 0.02 and pairs:
            offer, slot = self.chance.choice(pairs)[1]
            self.live.no_show(offer, slot)
            came = self.offers[offer]
            self.offers[offer] = replace(came, slots=came.slots - {slot})
            self.kinds["no_show"] += 1
        elif drawn < 0.025 and len(self.offers) > self.least:
            offer = self.chance.choice(sorted(self.offers))
            self.live.withdraw_offer(offer)
            del self.offers[offer]
            self.kinds["offer_withdrawn"] += 1
        elif self.chance.random() * 2 * self.size < len(self.needs):
            key = self.chance.choice(sorted(self.needs))
            self.live.withdraw(key)
            del self.needs[key]
            self.kinds["need_withdrawn"] += 1
        else:
            base = self.chance.choice(self.pool)
            need = replace(base, key=f"e{number}")
            second = any(one.person == need.person for one in self.needs.values())
            self.live.arrive(need)
            self.needs[need.key] = need
            self.kinds["second_need" if second else "new_need"] += 1


def test_after_2000_events_the_pairs_are_those_of_a_new_start():
    town_alive = Changing(seed=3, offers=60, needs=90, side_m=3000)

    for number in range(2000):
        town_alive.happens(number)
        if number % 25 == 0:
            assert town_alive.live.pairs() == compiled(town_alive.question()), number

    assert town_alive.live.pairs() == plain(town_alive.question())
    assert min(town_alive.kinds.values()) >= 5
    assert len(town_alive.kinds) == 5


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_after_each_of_a_few_events_the_pairs_are_those_of_a_new_start(seed):
    small = Changing(seed, offers=8, needs=12, side_m=1500)

    for number in range(15):
        small.happens(number)
        assert small.live.pairs() == compiled(small.question())


@settings(max_examples=200)
@given(questions(offers=6, needs=9), st.integers(0, 8))
def test_needs_may_come_one_by_one(question, at_first):
    live = Live(replace(question, needs=question.needs[:at_first]), room=10)

    for need in question.needs[at_first:]:
        live.arrive(need)

    assert live.pairs() == plain(question)


def test_a_group_that_fails_in_a_half_day_leaves_all_it_had_there():
    question = town(offers=20, needs=80, side_m=1000, seed=2)
    groups = tuple(replace(one, at_once=3, capacity=6) for one in question.offers)
    question = replace(question, offers=groups)
    live = Live(question)
    ((offer, slot), times), *_ = Counter(live.pairs().values()).most_common(1)
    assert times > 1

    live.no_show(offer, slot)

    left = tuple(
        replace(one, slots=one.slots - {slot}) if one.key == offer else one for one in groups
    )
    assert live.pairs() == plain(replace(question, offers=left))


def test_beyond_its_room_it_asks_for_a_new_start_and_stays_as_it_was():
    question = town(offers=20, needs=40, side_m=1000, seed=2)
    served = next(need for need in question.needs if need.key in plain(question))
    live = Live(question, room=1)
    live.arrive(replace(served, key="a"))
    before = live.pairs()

    with pytest.raises(Full):
        live.arrive(replace(served, key="b"))

    assert live.pairs() == before
