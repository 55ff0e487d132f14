import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.pairing import Answer, Need, Question, alternatives, may_pair, nameless, solve
from engines.pairing.candidates import prospects
from engines.pairing.codes import (
    RULED_OUT,
    WHAT_WOULD_CHANGE_IT,
    WHY,
    WHY_NOT,
    WHY_UNSERVED,
)
from engines.pairing.exchange import question_from_json, question_to_json
from engines.pairing.flow import Flow
from engines.pairing.network import seat
from engines.pairing.tests import oracle
from engines.pairing.tests.questions import questions, twins
from engines.pairing.tests.towns import town

many = settings(max_examples=200)


def chosen(answer: Answer) -> oracle.Choice:
    return {pair.need: (pair.offer, pair.slot) for pair in answer.pairs}


@settings(many, max_examples=1000)
@given(questions())
def test_no_assignment_whatever_is_worth_more(question):
    answer = solve(question)

    every = list(oracle.assignments(question))
    assert oracle.worth(question, chosen(answer)) == min(
        oracle.worth(question, one) for one in every
    )
    # Fairness costs no help: nobody could serve more.
    assert len(answer.pairs) == max(map(len, every))


@many
@given(st.one_of(questions(offers=2, needs=4), twins()))
def test_between_equals_the_tie_rule_alone_decides(question):
    assert chosen(solve(question)) == oracle.best(question)


@many
@given(questions(offers=6, needs=9))
def test_the_totals_are_those_of_the_pairs(question):
    answer = solve(question)
    pairs = chosen(answer)

    totals = answer.totals
    assert totals.vital == sum(need.vital for need in question.needs if need.key in pairs)
    padded = [*totals.levels, *[0] * (12 - len(totals.levels))]
    assert padded == oracle.levels(question, pairs)
    assert totals.levels == () or totals.levels[-1] > 0
    assert totals.cost == oracle.points(question, pairs)


@many
@given(questions(offers=6, needs=9))
def test_every_need_is_answered_once_and_no_limit_is_broken(question):
    answer = solve(question)

    told = [pair.need for pair in answer.pairs] + [one.need for one in answer.unserved]
    assert sorted(told) == sorted(need.key for need in question.needs)
    needs = {need.key: need for need in question.needs}
    offers = {offer.key: offer for offer in question.offers}
    for pair in answer.pairs:
        need, offer = needs[pair.need], offers[pair.offer]
        assert oracle.possible(question, need, offer)
        assert pair.slot in need.slots & offer.slots
        assert may_pair(question, pair.need, pair.offer) == ()


@many
@given(questions(offers=6, needs=9))
def test_no_offer_is_in_two_places_at_once_nor_beyond_its_capacity(question):
    answer = solve(question)

    offers = {offer.key: offer for offer in question.offers}
    for (offer, _), tasks in Counter((one.offer, one.slot) for one in answer.pairs).items():
        assert tasks <= offers[offer].at_once
    for offer, tasks in Counter(one.offer for one in answer.pairs).items():
        assert tasks <= offers[offer].capacity


@many
@given(questions(offers=2, needs=5))
def test_nobody_gets_a_second_help_while_someone_servable_has_none(question):
    answer = solve(question)

    # Whatever is vital stays served; nobody's first help is touched.
    kept = {
        pair.need
        for pair in answer.pairs
        if next(need for need in question.needs if need.key == pair.need).vital
    }
    firsts = oracle.levels(question, chosen(answer))[0]
    assert all(
        oracle.levels(question, other)[0] <= firsts
        for other in oracle.assignments(question)
        if kept <= set(other)
    )


@many
@given(st.one_of(questions(offers=5, needs=8), twins()), st.randoms(use_true_random=False))
def test_the_order_of_the_question_changes_nothing(question, chance: random.Random):
    offers, needs = list(question.offers), list(question.needs)
    chance.shuffle(offers)
    chance.shuffle(needs)
    received = list(question.received.items())
    chance.shuffle(received)

    shuffled = replace(question, offers=tuple(offers), needs=tuple(needs), received=dict(received))

    assert solve(shuffled) == solve(question)


@many
@given(st.one_of(questions(offers=5, needs=8), twins()), st.randoms(use_true_random=False))
def test_whoever_enters_first_the_seating_is_the_same(question, chance: random.Random):
    flow = seat(question, prospects(question)).flow
    entering = list(range(len(question.needs)))
    chance.shuffle(entering)

    again = Flow(flow.network)
    for item in entering:
        again.seat(item)

    assert again.place_of == flow.place_of


@many
@given(questions())
def test_a_question_survives_its_json(question):
    written = question_to_json(question)

    read = question_from_json(written)

    assert solve(read) == solve(question)
    assert question_to_json(read) == written


@many
@given(questions(offers=5, needs=8))
def test_every_reason_has_a_known_code_and_the_first_one_binds(question):
    answer = solve(question)

    for pair in answer.pairs:
        assert {one.code for one in pair.reasons} <= {*WHY, *WHY_NOT, RULED_OUT}
        assert sum(one.code in WHY_NOT for one in pair.reasons) <= 5
    for one in answer.unserved:
        known = {*WHY_UNSERVED, *WHY_NOT, RULED_OUT, *WHAT_WOULD_CHANGE_IT}
        assert {reason.code for reason in one.reasons} <= known
        assert one.reasons[0].code in WHY_UNSERVED
        assert sum(reason.code in WHY_UNSERVED for reason in one.reasons) == 1


@many
@given(questions(offers=5, needs=8))
def test_what_is_said_of_the_nearer_ones_who_are_free_is_so(question):
    answer = solve(question)
    offers, needs = ({one.key: one for one in rows} for rows in (question.offers, question.needs))
    tasks = Counter(pair.offer for pair in answer.pairs)

    for pair in answer.pairs:
        told = {one.code: one.facts for one in pair.reasons}
        here = told["within_reach"]["distance_m"]
        free = [
            one
            for one in alternatives(question, answer, pair.need)
            if one.is_free and one.distance_m < here
        ]
        for code in {"nearer_like_it_less", "nearer_would_do_more", "least_cost_in_all"} & {*told}:
            assert told[code]["free"] == len(free) > 0
        if "nearest_free" in told:
            assert not free
        if "nearer_like_it_less" in told:
            skill = needs[pair.need].skill
            assert skill in offers[pair.offer].likes
            assert all(skill not in offers[one.offer].likes for one in free)
        if "nearer_would_do_more" in told:
            assert all(tasks[one.offer] + 1 > tasks[pair.offer] for one in free)


@many
@given(questions(offers=5, needs=8))
def test_offers_ruled_out_and_offers_told_of_are_all_offers(question):
    answer = solve(question)

    for pair in answer.pairs:
        out = sum(sum(r.facts.values()) for r in pair.reasons if r.code == RULED_OUT)
        others = alternatives(question, answer, pair.need)
        assert out + len(others) + 1 == len(question.offers)
    for one in answer.unserved:
        out = sum(sum(r.facts.values()) for r in one.reasons if r.code == RULED_OUT)
        assert out + len(alternatives(question, answer, one.need)) == len(question.offers)


def applied(question: Question, need: Need, reason) -> Question:
    """The question after the change that a reason proposes."""
    facts = reason.facts
    offer = next(one for one in question.offers if one.key == facts["offer"])
    new_need, new_offer = need, offer
    match reason.code:
        case "would_be_served_if_slot_added":
            new_need = replace(need, slots=need.slots | {facts["slot"]})
        case "would_be_served_if_language_added":
            new_need = replace(need, languages=need.languages | {facts["languages"][0]})
        case "would_be_served_if_radius_longer":
            new_offer = replace(offer, radius_m=offer.radius_m + facts["extra_m"])
        case "would_be_served_if_safeguard_held":
            held = offer.safeguards | set(facts["safeguards"])
            new_offer = replace(offer, safeguards=held)
        case "would_be_served_if_one_more_task":
            new_offer = replace(offer, capacity=facts["capacity"])
    return replace(
        question,
        needs=tuple(new_need if one is need else one for one in question.needs),
        offers=tuple(new_offer if one is offer else one for one in question.offers),
    )


@many
@given(questions(offers=4, needs=6))
def test_the_answer_does_not_hang_on_how_persons_are_called(question):
    assert solve(nameless(question)) == solve(question)


@settings(many, max_examples=500)
@given(questions(offers=5, needs=7))
def test_what_would_change_it_does(question):
    answer = solve(question)

    for one in answer.unserved:
        need = next(need for need in question.needs if need.key == one.need)
        for reason in one.reasons:
            if reason.code in WHAT_WOULD_CHANGE_IT:
                after = solve(applied(question, need, reason))
                assert one.need in chosen(after), reason
                worth = answer.totals.vital, answer.totals.levels
                assert (after.totals.vital, after.totals.levels) > worth


def test_every_kind_of_change_is_proposed_by_the_questions_above():
    proposed = set()

    @settings(many, max_examples=300, derandomize=True, database=None)
    @given(questions(offers=5, needs=7))
    def collect(question):
        for one in solve(question).unserved:
            proposed.update(reason.code for reason in one.reasons)

    collect()

    assert set(WHAT_WOULD_CHANGE_IT) <= proposed


@many
@given(questions(offers=3, needs=5))
def test_points_told_against_a_free_offer_are_what_choosing_her_costs(question):
    answer = solve(question)

    for pair in answer.pairs:
        for other in alternatives(question, answer, pair.need):
            if not other.is_free:
                continue
            slot = next(
                slot
                for slot in other.slots
                if sum((one.offer, one.slot) == (other.offer, slot) for one in answer.pairs)
                < next(o.at_once for o in question.offers if o.key == other.offer)
            )
            instead = chosen(answer) | {pair.need: (other.offer, slot)}
            more = oracle.points(question, instead) - answer.totals.cost
            assert other.reason.facts["points"] == more >= 0


def holders(question: Question, reason) -> list[Need]:
    return [need for need in question.needs if need.key in reason.facts["taken_by"]]


@many
@given(questions(offers=3, needs=7))
def test_who_is_said_to_hold_the_place_does(question):
    answer = solve(question)
    given_to = Counter(need.person for need in question.needs if need.key in chosen(answer))
    total = {
        need.person: question.received.get(need.person, 0) + given_to[need.person]
        for need in question.needs
    }

    for need in question.needs:
        stake = total[need.person] + (need.key not in chosen(answer))
        for other in alternatives(question, answer, need.key):
            code = other.reason.code
            if "taken_by" not in other.reason.facts:
                continue
            holding = holders(question, other.reason)
            assert all(chosen(answer)[one.key][0] == other.offer for one in holding)
            if code == "taken_by_vital":
                assert not need.vital and all(one.vital for one in holding)
            rest = [one for one in holding if need.vital or not one.vital]
            if code == "taken_by_person_with_less":
                assert all(total[one.person] < stake for one in rest)
            if code == "taken_by_person_with_as_few":
                assert max(total[one.person] for one in rest) == stake
            if need.key not in chosen(answer):
                assert not other.is_free
                # Were a holder to have had more, the place would have been hers.
                assert code != "half_days_taken"
                assert code != "already_at_capacity" or not holding


@pytest.mark.parametrize(("offers", "side_m"), [(300, 8000), (120, 2000)])
def test_a_town_too_large_to_try_everything_carries_its_proof(offers, side_m):
    question = town(offers=offers, needs=400, side_m=side_m)

    flow = seat(question, prospects(question)).flow

    assert no_move_is_worth_making(flow)


def no_move_is_worth_making(flow: Flow) -> bool:
    """Whether `far` proves the flow best: along no move left open does it fall by more than the cost.

    Then every round of moves costs at least what `far` falls by around it: nothing. This
    is the duality of linear programming, and does not care how the flow was found.
    """
    network = flow.network
    item_far = flow.far[: flow.first_place]
    place_far = flow.far[flow.first_place : flow.first_host]
    host_far = flow.far[flow.first_host :]
    slack = []
    for item, choices in enumerate(network.choices):
        here = flow.place_of[item]
        for cost, place in choices:
            reduced = cost + place_far[place] - item_far[item]
            slack.append(-reduced if place == here else reduced)
    for place, host in enumerate(network.hosts):
        if flow.has_room(place):
            slack.append(host_far[host] - place_far[place])
        if flow.items_at[place]:
            slack.append(place_far[place] - host_far[host])
    for host, prices in enumerate(network.prices):
        load = flow.load[host]
        if not flow.is_full(host):
            slack.append(prices[load] - host_far[host])
        if load:
            slack.append(host_far[host] - prices[load - 1])
    return min(slack) >= 0


def test_the_answer_does_not_depend_on_the_order_of_hashes():
    script = (
        "import json, sys\n"
        "from engines.pairing.exchange import *\n"
        "from engines.pairing import solve\n"
        "from engines.pairing.tests.towns import town\n"
        "print(json.dumps(answer_to_json(solve(town(offers=30, needs=60, side_m=1500)))))\n"
    )

    def printed(seed: str) -> bytes:
        path = str(Path(__file__).parents[3])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        return subprocess.run(
            [sys.executable, "-c", script], env=environment, check=True, capture_output=True
        ).stdout

    assert printed("1") == printed("2") == printed("77")
